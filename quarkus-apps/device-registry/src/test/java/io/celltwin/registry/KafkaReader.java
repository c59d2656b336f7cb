package io.celltwin.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A stock Kafka consumer that reads a topic from its beginning. */
final class KafkaReader implements AutoCloseable {
    private final KafkaConsumer<String, String> consumer;

    KafkaReader(String bootstrapServers, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        "test-" + System.nanoTime(),
                        "auto.offset.reset",
                        "earliest",
                        "metadata.max.age.ms",
                        "1000"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(List.of(topic));
    }

    List<ConsumerRecord<String, String>> poll() {
        return StreamSupport.stream(consumer.poll(Duration.ofMillis(200)).spliterator(), false)
                .toList();
    }

    static void send(String bootstrapServers, ProducerRecord<String, String> message)
            throws InterruptedException, ExecutionException {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new StringSerializer())) {
            producer.send(message).get();
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
