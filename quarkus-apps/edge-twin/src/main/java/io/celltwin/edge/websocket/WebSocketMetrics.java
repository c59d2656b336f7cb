package io.celltwin.edge.websocket;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;

/** What is counted about WebSockets. */
final class WebSocketMetrics {
    private final MeterRegistry registry;
    private final Counter events;
    private final Counter slowConsumers;

    WebSocketMetrics(MeterRegistry registry) {
        this.registry = registry;
        events = Counter.builder("celltwin.edge.events.sent")
                .description("Events sent to subscribers")
                .register(registry);
        slowConsumers = Counter.builder("celltwin.edge.sessions.closed")
                .tag("reason", "slow")
                .description("WebSockets that were closed by the service")
                .register(registry);
    }

    void watchSessions(Collection<?> sessions) {
        Gauge.builder("celltwin.edge.sessions", sessions, Collection::size)
                .description("Open WebSockets")
                .register(registry);
    }

    void eventSent() {
        events.increment();
    }

    void closedSlowConsumer() {
        slowConsumers.increment();
    }
}
