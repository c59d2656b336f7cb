package io.celltwin.edge.connection.kafka;

import io.celltwin.edge.connection.transport.OutboundMessage;
import io.celltwin.edge.connection.transport.Publisher;
import io.celltwin.edge.connection.transport.ResourceState;
import io.celltwin.service.backoff.Backoff;
import io.celltwin.service.backoff.BackoffSequence;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectivityStatus;
import org.eclipse.ditto.connectivity.model.Target;

/** Sends messages to Kafka: each once, and those with the same key in order. */
final class KafkaPublisher implements Publisher {
    private static final Duration CLOSE_TIME = Duration.ofSeconds(2);

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(15));

    private final Map<String, Object> settings;
    private volatile Optional<KafkaProducer<byte[], byte[]>> producer = Optional.empty();
    private volatile ResourceState state;

    private KafkaPublisher(Map<String, Object> settings, String addresses) {
        this.settings = settings;
        state = new ResourceState(addresses, ConnectivityStatus.UNKNOWN, "Connecting.", Instant.now());
    }

    /** Sends to the targets and reply targets of a connection; does not wait for the broker. */
    static KafkaPublisher of(Connection connection) {
        return new KafkaPublisher(
                new KafkaConnectionSettings(connection).producer(),
                connection.getTargets().stream().map(Target::getAddress).collect(Collectors.joining(",")));
    }

    /** Kafka's producer cannot be made while no broker's name is known, as when a cluster starts. */
    @Override
    public void connect() throws InterruptedException {
        BackoffSequence pauses = BACKOFF.sequence();
        while (producer.isEmpty()) {
            try {
                producer = Optional.of(
                        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
            } catch (KafkaException e) {
                state = state.now(ConnectivityStatus.FAILED, reason(e));
                Thread.sleep(pauses.next().toMillis());
            }
        }
    }

    @Override
    public void publish(OutboundMessage message, Consumer<Optional<Exception>> outcome) {
        try {
            producer.orElseThrow().send(toRecord(message), (metadata, failure) -> {
                state = failure == null
                        ? state.now(ConnectivityStatus.OPEN, "Producing.")
                        : state.now(ConnectivityStatus.FAILED, failure.getMessage());
                outcome.accept(Optional.ofNullable(failure));
            });
        } catch (DittoRuntimeException | KafkaException | IllegalStateException e) {
            outcome.accept(Optional.of(e));
        }
    }

    private static String reason(Throwable failure) {
        return failure.getCause() == null
                ? failure.getMessage()
                : failure.getCause().getMessage();
    }

    private static ProducerRecord<byte[], byte[]> toRecord(OutboundMessage message) {
        KafkaAddress address = KafkaAddress.parse(message.address());
        ProducerRecord<byte[], byte[]> created = new ProducerRecord<>(
                address.topic(),
                address.partition().orElse(null),
                address.key().map(key -> key.getBytes(StandardCharsets.UTF_8)).orElse(null),
                message.payload().getBytes(StandardCharsets.UTF_8));
        message.headers().forEach((name, value) -> created.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return created;
    }

    @Override
    public ResourceState state() {
        if (producer.filter(made -> connections(made) == 0).isPresent()) {
            state = state.now(ConnectivityStatus.FAILED, "The Kafka broker does not answer.");
        } else if (producer.isPresent() && state.status() != ConnectivityStatus.OPEN) {
            state = state.now(ConnectivityStatus.OPEN, "Connected.");
        }
        return state;
    }

    private static double connections(KafkaProducer<byte[], byte[]> producer) {
        return producer.metrics().values().stream()
                .filter(metric -> "connection-count".equals(metric.metricName().name()))
                .map(Metric::metricValue)
                .mapToDouble(value -> (Double) value)
                .sum();
    }

    /** To be called when nobody publishes any more. */
    @Override
    public void close() {
        producer.ifPresent(made -> made.close(CLOSE_TIME));
    }
}
