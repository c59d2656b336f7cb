package io.celltwin.edge.connection;

import org.eclipse.ditto.connectivity.model.ConnectionId;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What is counted about the messages of one connection. */
public final class ConnectionMeters {
    private final MeterRegistry registry;
    private final ConnectionId connection;
    private final Counter stored;
    private final Counter refused;
    private final Counter dropped;
    private final Counter retried;

    ConnectionMeters(MeterRegistry registry, ConnectionId connection) {
        this.registry = registry;
        this.connection = connection;
        stored = inbound("stored");
        refused = inbound("refused");
        dropped = inbound("dropped");
        retried = inbound("retried");
    }

    private Counter inbound(String outcome) {
        return Counter.builder("celltwin.edge.connection.inbound")
                .tag("connection", connection.toString())
                .tag("outcome", outcome)
                .description("Messages that came by connections")
                .register(registry);
    }

    /** A message was executed and its changes are on disk. */
    void stored() {
        stored.increment();
    }

    /** A message was not understood or not allowed. */
    void refused() {
        refused.increment();
    }

    /** A message was one of those that mean nothing to a twin. */
    void dropped() {
        dropped.increment();
    }

    /** A message could not be executed now and will be again. */
    void retried() {
        retried.increment();
    }

    /** Forgets the counts. */
    void remove() {
        for (Counter counter : new Counter[]{stored, refused, dropped, retried}) {
            registry.remove(counter);
        }
    }
}
