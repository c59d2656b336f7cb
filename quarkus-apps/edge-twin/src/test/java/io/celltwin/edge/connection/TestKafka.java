package io.celltwin.edge.connection;

import io.celltwin.kafka.EmbeddedKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real broker that all tests share; it ends with the last of them. */
final class TestKafka implements BeforeAllCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Broker broker;

    @Override
    public void beforeAll(ExtensionContext context) {
        broker = context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(Broker.class, key -> new Broker(), Broker.class);
    }

    String servers() {
        return broker.kafka.bootstrapServers();
    }

    void send(ProducerRecord<String, String> message) {
        broker.producer.send(message);
    }

    /** Sends as a Hono adapter does. */
    void send(String topic, String device, String message) {
        ProducerRecord<String, String> sent = new ProducerRecord<>(topic, device, message);
        if (device != null) {
            sent.headers().add("device_id", device.getBytes(StandardCharsets.UTF_8));
        }
        sent.headers().add("content-type", "application/vnd.eclipse.ditto+json".getBytes(StandardCharsets.UTF_8));
        send(sent);
    }

    /** The first messages of a topic. */
    List<ConsumerRecord<String, String>> receive(String topic, int count) {
        List<ConsumerRecord<String, String>> received = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        servers(),
                        "group.id",
                        UUID.randomUUID().toString(),
                        "auto.offset.reset",
                        "earliest",
                        "metadata.max.age.ms",
                        500),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (received.size() < count && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(received::add);
            }
        }
        return received;
    }

    private static final class Broker implements ExtensionContext.Store.CloseableResource {
        private final EmbeddedKafka kafka;
        private final KafkaProducer<String, String> producer;

        Broker() {
            try {
                Path directory = Files.createTempDirectory("kafka");
                kafka = EmbeddedKafka.start(directory, 0);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 5),
                    new StringSerializer(),
                    new StringSerializer());
        }

        @Override
        public void close() {
            producer.close();
            kafka.close();
        }
    }
}
