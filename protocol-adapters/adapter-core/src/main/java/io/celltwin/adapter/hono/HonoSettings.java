package io.celltwin.adapter.hono;

import java.util.Map;

/**
 * What an adapter needs to reach the other parts of Hono.
 *
 * @param adapterType the name under which tenants allow or forbid the adapter, for example {@code celltwin-modbus}
 * @param registryHost host of the registry's AMQP endpoint
 * @param registryPort its port
 * @param username the adapter's account there
 * @param password its password
 * @param kafka what all Kafka clients share, at least {@code bootstrap.servers}
 */
public record HonoSettings(String adapterType, String registryHost, int registryPort, String username, String password,
        Map<String, String> kafka) {

    public HonoSettings {
        kafka = Map.copyOf(kafka);
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
        return adapterType + " as " + username + " at " + registryHost + ":" + registryPort;
    }
}
