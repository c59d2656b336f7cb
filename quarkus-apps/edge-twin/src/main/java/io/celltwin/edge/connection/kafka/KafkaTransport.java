package io.celltwin.edge.connection.kafka;

import io.celltwin.edge.connection.transport.ConnectionLog;
import io.celltwin.edge.connection.transport.Consumers;
import io.celltwin.edge.connection.transport.InboundHandler;
import io.celltwin.edge.connection.transport.Publisher;
import io.celltwin.edge.connection.transport.Transport;
import jakarta.inject.Singleton;
import java.util.function.Function;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectionType;
import org.eclipse.ditto.connectivity.model.Source;

/** Connections to Apache Kafka. */
@Singleton
public class KafkaTransport implements Transport {

    @Override
    public ConnectionType type() {
        return ConnectionType.KAFKA;
    }

    @Override
    public void check(Connection connection, DittoHeaders headers) {
        KafkaRules.check(connection, headers);
    }

    @Override
    public Publisher publisher(Connection connection) {
        return KafkaPublisher.of(connection);
    }

    @Override
    public Consumers consumers(
            Connection connection,
            Function<Source, InboundHandler> handlers,
            long longestMessageBytes,
            ConnectionLog log) {
        return new KafkaConsumers(connection, handlers, longestMessageBytes, log);
    }
}
