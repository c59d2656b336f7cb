package io.celltwin.adapter.backlog;

import io.celltwin.service.kafka.KafkaClientSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The topic {@code celltwin.late-values.<tenant>}: the key is the device's id, the value a Ditto protocol message as on the topic of
 * telemetry, with the values' own times; the headers say where the message stands among those of its device. No twin
 * takes from it.
 */
public final class LateValuesTopic implements LateValuesSender, AutoCloseable {

    private static final String PREFIX = "celltwin.late-values.";
    private static final String CONTENT_TYPE = "application/vnd.eclipse.ditto+json";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaClientSettings kafka;
    private final Set<String> ensured = new HashSet<>();
    private Producer<String, byte[]> producer;

    /**
     * @param kafka how Kafka is reached
     */
    public LateValuesTopic(KafkaClientSettings kafka) {
        this.kafka = kafka;
    }

    @Override
    public synchronized void send(List<KeptValues> values) throws Exception {
        List<Future<?>> sent = new ArrayList<>(values.size());
        for (KeptValues each : values) {
            ensure(each.device().tenant());
            sent.add(producer().send(record(each)));
        }
        for (Future<?> each : sent) {
            each.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
    }

    private Producer<String, byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(
                    kafka.with(Map.of(
                            ProducerConfig.ACKS_CONFIG, "all",
                            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
                            ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(PATIENCE.toMillis()),
                            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "3000",
                            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Long.toString(PATIENCE.toMillis()))),
                    new StringSerializer(),
                    new ByteArraySerializer());
        }
        return producer;
    }

    private static ProducerRecord<String, byte[]> record(KeptValues values) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                PREFIX + values.device().tenant(), values.device().deviceId(), values.payload());
        header(record, "device_id", values.device().deviceId());
        header(record, "content-type", CONTENT_TYPE);
        header(record, "celltwin-run", values.run().toString());
        header(record, "celltwin-sequence", Long.toString(values.number()));
        header(record, "celltwin-kept-at", values.keptAt().toString());
        return record;
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** With the broker's default partitions and replicas; where it may not be created, it is the operator's work. */
    private void ensure(String tenant) throws InterruptedException, ExecutionException {
        if (!ensured.add(tenant)) {
            return;
        }
        try (Admin admin = Admin.create(kafka.admin(PATIENCE))) {
            NewTopic topic = new NewTopic(PREFIX + tenant, Optional.empty(), Optional.empty());
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException) && !(e.getCause() instanceof AuthorizationException)) {
                ensured.remove(tenant);
                throw e;
            }
        }
    }
}
