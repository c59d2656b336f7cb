package io.celltwin.kafka.junit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic from its beginning. For one thread at a time. */
public final class TopicReader implements AutoCloseable {

    private static final Duration A_MOMENT = Duration.ofMillis(100);

    private final KafkaConsumer<String, String> consumer;

    TopicReader(String servers, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "group.id",
                        UUID.randomUUID().toString(),
                        "auto.offset.reset",
                        "earliest",
                        // A topic that comes later is found soon.
                        "metadata.max.age.ms",
                        500),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(List.of(topic));
    }

    /** Returns what has come since the last call; waits for a moment if nothing has. */
    public List<ConsumerRecord<String, String>> poll() {
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        consumer.poll(A_MOMENT).forEach(found::add);
        return found;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
