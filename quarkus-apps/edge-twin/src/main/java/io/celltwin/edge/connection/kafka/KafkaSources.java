package io.celltwin.edge.connection.kafka;

import io.celltwin.edge.connection.ConnectionLog;
import io.celltwin.edge.connection.Inbound;
import io.celltwin.edge.connection.ResourceState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.Source;

/** All consumers of a connection to Kafka. */
public final class KafkaSources implements AutoCloseable {
    private static final int AT_LEAST_ONCE = 1;

    private final List<KafkaSource> sources = new ArrayList<>();

    /**
     * Opens the sources; does not wait for the broker.
     *
     * @param connection what it is to be, checked before by {@link KafkaRules}
     * @param inbound executes what comes by a source
     * @param longestMessage how many bytes a message that comes in may have
     */
    public KafkaSources(
            Connection connection, Function<Source, Inbound> inbound, long longestMessage, ConnectionLog log) {
        KafkaClientSettings settings = new KafkaClientSettings(connection);
        for (Source source : connection.getSources()) {
            Inbound executor = inbound.apply(source);
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
        sources.forEach(KafkaSource::open);
    }

    /** How it is with each consumer. */
    public List<ResourceState> states() {
        return sources.stream().map(KafkaSource::state).toList();
    }

    /** Returns when all that was at hand is executed. */
    @Override
    public void close() {
        sources.parallelStream().forEach(KafkaSource::close);
    }
}
