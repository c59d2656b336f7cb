package io.celltwin.lifecycle.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.celltwin.kafka.junit.KafkaExtension;
import io.celltwin.lifecycle.merkle.Hash;
import io.celltwin.service.kafka.KafkaClientSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class KafkaHeadPublisherTest {
    @RegisterExtension
    static final KafkaExtension KAFKA = KafkaExtension.shared();

    @TempDir
    Path directory;

    @Test
    void aPartnerReadsEachHeadAndChecksIt() throws IOException {
        LogKey key = LogKey.in(directory.resolve("key.pem"));
        SignedTreeHead head = SignedTreeHead.sign(1, Instant.EPOCH, Hash.ofLeaf(new byte[0]), key);
        KafkaClientSettings kafka = new KafkaClientSettings(Map.of("bootstrap.servers", KAFKA.bootstrapServers()));
        String topic = KAFKA.unique("heads");
        try (KafkaHeadPublisher publisher = new KafkaHeadPublisher(kafka, topic, EvidenceJson.mapper())) {
            publisher.publish(head);
        }
        assertThat(read(topic))
                .isEqualTo(head)
                .satisfies(read -> assertThat(read.isSignedBy(key.publicKey())).isTrue());
    }

    private static SignedTreeHead read(String topic) throws JsonProcessingException {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", KAFKA.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            ConsumerRecords<String, String> found = consumer.poll(Duration.ofSeconds(30));
            return EvidenceJson.mapper().readValue(found.iterator().next().value(), SignedTreeHead.class);
        }
    }
}
