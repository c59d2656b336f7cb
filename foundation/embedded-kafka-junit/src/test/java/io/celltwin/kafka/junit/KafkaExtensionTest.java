package io.celltwin.kafka.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KafkaExtensionTest {

    @RegisterExtension
    static final KafkaExtension KAFKA = KafkaExtension.shared();

    @RegisterExtension
    static final KafkaExtension SAME = KafkaExtension.shared();

    @RegisterExtension
    static final KafkaExtension OWN = KafkaExtension.ofItsOwn();

    @Test
    void thereIsOneSharedBrokerAndOneOfItsOwn() {
        assertThat(SAME.bootstrapServers()).isEqualTo(KAFKA.bootstrapServers());
        assertThat(OWN.bootstrapServers()).isNotEqualTo(KAFKA.bootstrapServers());
        assertThatThrownBy(KAFKA::broker).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aStoppedBrokerComesBackWhereItWasWithItsRecords() {
        String servers = OWN.bootstrapServers();
        OWN.client().create("kept", 3);
        OWN.client().sendAll("kept", List.of("before"));
        OWN.broker().stop();
        OWN.broker().resume();
        assertThat(OWN.bootstrapServers()).isEqualTo(servers);
        OWN.client().sendAll("kept", List.of("after"));
        assertThat(OWN.client().receive("kept", 2))
                .extracting(ConsumerRecord::value)
                .containsExactlyInAnyOrder("before", "after");
    }

    @Test
    void aTopicIsReadToItsEndAndIsGoneWhenItIsDeleted() {
        String topic = KAFKA.unique("read");
        KAFKA.client().create(topic, 2);
        KAFKA.client().sendAll(topic, List.of("a", "b", "c"));
        assertThat(KAFKA.client().readAll(topic))
                .extracting(ConsumerRecord::value)
                .containsExactlyInAnyOrder("a", "b", "c");
        KAFKA.client().delete(topic);
        KAFKA.client().create(topic, 1);
        assertThat(KAFKA.client().readAll(topic)).isEmpty();
    }
}
