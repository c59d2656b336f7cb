package io.celltwin.edge.connection.kafka;

import io.celltwin.edge.connection.transport.ConnectionLog;
import io.celltwin.edge.connection.transport.Consumers;
import io.celltwin.edge.connection.transport.InboundHandler;
import io.celltwin.edge.connection.transport.ResourceState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.Source;

/** All consumers of a connection to Kafka. */
final class KafkaConsumers implements Consumers {
    private static final int AT_LEAST_ONCE = 1;

    private final List<KafkaSource> sources = new ArrayList<>();

    /**
     * @param connection what it is to be, checked before by {@link KafkaRules}
     * @param inbound executes what comes by a source
     * @param longestMessage how many bytes a message that comes in may have
     */
    KafkaConsumers(
            Connection connection, Function<Source, InboundHandler> inbound, long longestMessage, ConnectionLog log) {
        KafkaConnectionSettings settings = new KafkaConnectionSettings(connection);
        for (Source source : connection.getSources()) {
            InboundHandler executor = inbound.apply(source);
            int consumers = source.getConsumerCount() * connection.getClientCount();
            for (int i = 0; i < consumers; i++) {
                sources.add(new KafkaSource(
                        settings.consumer(source.getIndex() + "-" + i),
                        source.getAddresses(),
                        source.getQos().orElse(AT_LEAST_ONCE) == AT_LEAST_ONCE,
                        longestMessage,
                        executor,
                        log));
            }
        }
    }

    @Override
    public void open() {
        sources.forEach(KafkaSource::open);
    }

    @Override
    public List<ResourceState> states() {
        return sources.stream().map(KafkaSource::state).toList();
    }

    @Override
    public void close() {
        sources.parallelStream().forEach(KafkaSource::close);
    }
}
