package io.celltwin.kafka.junit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Stock Kafka clients with text keys and values. */
public final class KafkaClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String servers;
    private KafkaProducer<String, String> producer;

    /** @param servers where the broker is */
    public KafkaClient(String servers) {
        this.servers = servers;
    }

    /** Makes a topic; fails if it is there already. */
    public void create(String topic, int partitions) {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Removes a topic. */
    public void delete(String topic) {
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Sends a record, without waiting until it is taken. */
    public synchronized Future<RecordMetadata> send(ProducerRecord<String, String> message) {
        if (producer == null) {
            producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", servers, "acks", "all", "linger.ms", 5),
                    new StringSerializer(),
                    new StringSerializer());
        }
        return producer.send(message);
    }

    /** Sends values without keys and returns when all are taken. */
    public void sendAll(String topic, List<String> values) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        values.forEach(value -> sent.add(send(new ProducerRecord<>(topic, value))));
        try {
            for (Future<RecordMetadata> answer : sent) {
                answer.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Reads a topic from its beginning, whether it is there already or not. */
    public TopicReader reader(String topic) {
        return new TopicReader(servers, topic);
    }

    /** Returns the first records of a topic; waits for so many, and gives up after a while. */
    public List<ConsumerRecord<String, String>> receive(String topic, int count) {
        List<ConsumerRecord<String, String>> received = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (TopicReader reader = reader(topic)) {
            while (received.size() < count && System.nanoTime() < end) {
                received.addAll(reader.poll());
            }
        }
        return received;
    }

    /** Reads a topic from its beginning to its present end. */
    public List<ConsumerRecord<String, String>> readAll(String topic) {
        List<ConsumerRecord<String, String>> all = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", servers));
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close();
        }
    }
}
