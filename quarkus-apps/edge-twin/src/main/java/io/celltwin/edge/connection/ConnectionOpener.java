package io.celltwin.edge.connection;

import io.celltwin.edge.connection.mapping.InboundMapping;
import io.celltwin.edge.connection.mapping.PayloadMappers;
import io.celltwin.edge.connection.metrics.ConnectionMeters;
import io.celltwin.edge.connection.transport.ConnectionLog;
import io.celltwin.edge.connection.transport.Consumers;
import io.celltwin.edge.connection.transport.Transport;
import io.celltwin.edge.connection.transport.Transports;
import io.celltwin.edge.dispatch.SignalRouter;
import io.celltwin.edge.event.EventHub;
import io.celltwin.edge.event.EventViews;
import io.celltwin.edge.live.LiveViews;
import io.celltwin.edge.message.LiveMessages;
import io.celltwin.edge.protocol.DittoProtocol;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectionId;
import org.eclipse.ditto.connectivity.model.Source;

/**
 * Opens connections into and out of this twin.
 *
 * @param longestMessage how many bytes a message that comes in may have
 * @param waitingMessages how many events and messages may wait to leave by a connection
 */
public record ConnectionOpener(
        Transports transports,
        PayloadMappers mappers,
        SignalRouter router,
        DittoProtocol protocol,
        EventHub events,
        EventViews views,
        LiveMessages messages,
        LiveViews messageViews,
        MeterRegistry registry,
        long longestMessage,
        int waitingMessages) {

    ConnectionMeters meters(ConnectionId connection) {
        return new ConnectionMeters(registry, connection);
    }

    /** What connections may say. */
    ConnectionRules rules() {
        return new ConnectionRules(transports, mappers);
    }

    OpenConnection open(Connection connection, ConnectionLog log, ConnectionMeters meters) {
        Transport transport = transports.of(connection.getConnectionType());
        String origin = "connection:" + connection.getId();
        boolean sends = !connection.getTargets().isEmpty()
                || connection.getSources().stream().anyMatch(Source::isReplyTargetEnabled);
        Optional<Outbound> outbound = sends
                ? Optional.of(new Outbound(
                        origin,
                        connection.getTargets(),
                        events,
                        views,
                        messages,
                        messageViews,
                        protocol,
                        mappers,
                        transport.publisher(connection),
                        log,
                        meters,
                        waitingMessages))
                : Optional.empty();
        outbound.ifPresent(Outbound::open);
        Consumers consumers = transport.consumers(
                connection, source -> inbound(origin, source, outbound, log, meters), longestMessage, log);
        consumers.open();
        return new OpenConnection(consumers, outbound);
    }

    private Inbound inbound(
            String origin, Source source, Optional<Outbound> outbound, ConnectionLog log, ConnectionMeters meters) {
        Optional<Replies> replies = source.getReplyTarget()
                .filter(target -> source.isReplyTargetEnabled())
                .flatMap(target -> outbound.map(
                        out -> new Replies(target, protocol, mappers.of(source.getPayloadMapping()), out)));
        return new Inbound(new InboundMapping(origin, source, protocol, mappers), router, replies, log, meters);
    }
}
