package io.celltwin.edge.connection;

import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectionId;

import io.celltwin.edge.connection.kafka.KafkaConnection;
import io.celltwin.edge.protocol.DittoProtocol;
import io.celltwin.edge.twin.TwinService;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Opens connections into this twin.
 *
 * @param longestMessage how many bytes a message that comes in may have
 */
record ConnectionOpener(TwinService twin, DittoProtocol protocol, MeterRegistry registry, long longestMessage) {

    ConnectionMeters meters(ConnectionId connection) {
        return new ConnectionMeters(registry, connection);
    }

    KafkaConnection open(Connection connection, ConnectionLog log, ConnectionMeters meters) {
        return new KafkaConnection(connection,
                source -> new Inbound(new InboundMapping(connection.getId(), source, protocol), twin, log, meters),
                longestMessage, log);
    }
}
