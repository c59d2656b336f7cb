package io.celltwin.lifecycle.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.celltwin.service.kafka.KafkaClientSettings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/** Signed heads as JSON on a Kafka topic, with the key's id as their key. Used by one thread. */
public final class KafkaHeadPublisher implements HeadPublisher, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(KafkaHeadPublisher.class);
    private static final int BLOCK_MS = 10_000;
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final KafkaClientSettings kafka;
    private final String topic;
    private final ObjectMapper json;
    private KafkaProducer<String, String> producer;

    public KafkaHeadPublisher(KafkaClientSettings kafka, String topic, ObjectMapper json) {
        this.kafka = kafka;
        this.topic = topic;
        this.json = json;
    }

    @Override
    public void publish(SignedTreeHead head) {
        try {
            if (producer == null) {
                producer = new KafkaProducer<>(
                        kafka.with(Map.of(
                                ProducerConfig.ACKS_CONFIG,
                                "all",
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                BLOCK_MS,
                                ProducerConfig.BUFFER_MEMORY_CONFIG,
                                1 << 20)),
                        new StringSerializer(),
                        new StringSerializer());
            }
            producer.send(
                    new ProducerRecord<>(topic, head.keyId(), json.writeValueAsString(head)), (written, failure) -> {
                        if (failure != null) {
                            tell(head, failure);
                        }
                    });
        } catch (KafkaException | JsonProcessingException e) {
            tell(head, e);
        }
    }

    private void tell(SignedTreeHead head, Exception failure) {
        LOG.warnf(
                "The tree head of %d records was not published on %s: %s",
                head.treeSize(), topic, failure.getMessage());
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSE);
        }
    }
}
