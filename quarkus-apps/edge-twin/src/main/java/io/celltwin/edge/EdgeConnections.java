package io.celltwin.edge;

import io.celltwin.edge.config.EdgeTwinConfig;
import io.celltwin.edge.connection.ConnectionOpener;
import io.celltwin.edge.connection.ConnectionStore;
import io.celltwin.edge.connection.Connections;
import io.celltwin.edge.connection.mapping.PayloadMappers;
import io.celltwin.edge.connection.transport.Transports;
import io.celltwin.edge.dispatch.SignalRouter;
import io.celltwin.edge.event.EventHub;
import io.celltwin.edge.event.EventViews;
import io.celltwin.edge.live.LiveViews;
import io.celltwin.edge.message.LiveMessages;
import io.celltwin.edge.protocol.DittoProtocol;
import io.celltwin.edge.store.JournalException;
import io.celltwin.edge.store.StorageReserves;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Opens the connections after the twin has started and closes them before it stops. */
@ApplicationScoped
class EdgeConnections {
    private static final String FILE = "connections.json";
    private static final String KEY_FILE = "connections.key";
    private static final int START_PRIORITY = 1_000;
    private static final int STOP_PRIORITY = 1_000;

    private final Connections connections;

    @Inject
    EdgeConnections(
            SignalRouter router,
            LiveMessages messages,
            LiveViews messageViews,
            DittoProtocol protocol,
            EventHub events,
            EventViews views,
            EdgeTwinConfig config,
            MeterRegistry registry,
            StorageReserves reserves,
            Transports transports,
            PayloadMappers mappers) {
        connections = new Connections(
                new ConnectionStore(
                        config.directory().resolve(FILE),
                        config.connectionKey()
                                .orElseGet(() -> config.directory().resolve(KEY_FILE))),
                reserves::allowWrites,
                new ConnectionOpener(
                        transports,
                        mappers,
                        router,
                        protocol,
                        events,
                        views,
                        messages,
                        messageViews,
                        registry,
                        config.limits().requestBytes(),
                        config.limits().waitingMessages()),
                Clock.systemUTC(),
                config.limits().connections());
    }

    @Produces
    @Singleton
    Connections connections() {
        return connections;
    }

    void start(@Observes @Priority(START_PRIORITY) StartupEvent event) throws JournalException {
        connections.open();
    }

    void stop(@Observes @Priority(STOP_PRIORITY) ShutdownEvent event) {
        connections.close();
    }
}
