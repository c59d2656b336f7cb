package io.celltwin.edge.connection;

import io.celltwin.edge.connection.kafka.KafkaPublisher;
import io.celltwin.edge.connection.kafka.KafkaSources;
import io.celltwin.edge.event.EventHub;
import io.celltwin.edge.event.EventViews;
import io.celltwin.edge.message.LiveMessages;
import io.celltwin.edge.message.SignalRouter;
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
record ConnectionOpener(
        SignalRouter router,
        DittoProtocol protocol,
        EventHub events,
        EventViews views,
        LiveMessages messages,
        MeterRegistry registry,
        long longestMessage,
        int waitingMessages) {

    ConnectionMeters meters(ConnectionId connection) {
        return new ConnectionMeters(registry, connection);
    }

    OpenConnection open(Connection connection, ConnectionLog log, ConnectionMeters meters) {
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
                        protocol,
                        KafkaPublisher.of(connection),
                        log,
                        meters,
                        waitingMessages))
                : Optional.empty();
        outbound.ifPresent(Outbound::open);
        KafkaSources sources = new KafkaSources(
                connection, source -> inbound(origin, source, outbound, log, meters), longestMessage, log);
        return new OpenConnection(sources, outbound);
    }

    private Inbound inbound(
            String origin, Source source, Optional<Outbound> outbound, ConnectionLog log, ConnectionMeters meters) {
        Optional<Replies> replies = source.getReplyTarget()
                .filter(target -> source.isReplyTargetEnabled())
                .flatMap(target -> outbound.map(out -> new Replies(target, protocol, out)));
        return new Inbound(new InboundMapping(origin, source, protocol), router, replies, log, meters);
    }
}
