package io.celltwin.adapter;

import io.celltwin.adapter.config.AdapterConfig;
import io.celltwin.adapter.twin.TwinFoundation;
import io.celltwin.model.ModelCatalog;
import io.celltwin.service.disk.DiskSpace;
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
 * @param services how the services are reached
 * @param disk where a broker in the same process keeps what is sent
 */
record AdapterEnvironment(
        Vertx vertx,
        MeterRegistry meters,
        ModelCatalog models,
        TwinFoundation foundation,
        AdapterConfig config,
        ServiceAccess services,
        DiskSpace disk) {}
