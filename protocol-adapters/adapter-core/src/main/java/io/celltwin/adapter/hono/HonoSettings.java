package io.celltwin.adapter.hono;

import io.celltwin.service.kafka.KafkaClientSettings;

/**
 * What an adapter needs to reach the other parts of Hono.
 *
 * @param adapterType the name under which tenants allow or forbid the adapter, for example {@code celltwin-modbus}
 * @param registry the endpoint for tenants, registrations and credentials
 * @param commandRouter the endpoint of the command router
 * @param kafka what all Kafka clients share
 * @param commands whether commands are taken from Hono
 */
public record HonoSettings(
        String adapterType,
        AmqpEndpoint registry,
        AmqpEndpoint commandRouter,
        KafkaClientSettings kafka,
        boolean commands) {

    /** Leaves out what is secret. */
    @Override
    public String toString() {
        return "%s with registry %s and command router %s".formatted(adapterType, registry, commandRouter);
    }
}
