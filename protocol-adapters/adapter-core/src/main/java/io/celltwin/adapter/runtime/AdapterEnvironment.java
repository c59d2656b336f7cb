package io.celltwin.adapter.runtime;

import java.util.Map;

import io.celltwin.adapter.twin.TwinFoundation;
import io.celltwin.model.ModelCatalog;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;

/**
 * What all adapters of one process share.
 *
 * @param vertx runs the clients
 * @param meters takes the metrics
 * @param models the models that registrations may name
 * @param foundation what a new twin is given
 * @param config how adapters behave
 * @param registry where the device registry is
 * @param kafka what all Kafka clients share
 */
record AdapterEnvironment(Vertx vertx, MeterRegistry meters, ModelCatalog models, TwinFoundation foundation,
        AdapterConfig config, RegistryAccessConfig registry, Map<String, String> kafka) {}
