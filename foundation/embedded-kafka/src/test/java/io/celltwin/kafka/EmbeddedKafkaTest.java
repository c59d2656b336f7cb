package io.celltwin.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

    private static final String TOPIC = "hono.telemetry.demo";

    @TempDir
    Path directory;

    @Test
    void recordsComeBackAsTheyWereSent() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            TestClient client = new TestClient(kafka.bootstrapServers());
            client.send(TOPIC, List.of("a", "b", "c"));
            assertThat(client.readAll(TOPIC)).containsExactly("a", "b", "c");
        }
    }

    @Test
    void whoeverDoesNotKnowThePasswordIsNotLetIn() throws Exception {
        BrokerAccount account = new BrokerAccount("celltwin", "one-secret");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0, Optional.of(account))) {
            try (Admin known = Admin.create(client(kafka, account.clientSettings()))) {
                known.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
                        .all()
                        .get();
                assertThat(known.listTopics().names().get()).contains(TOPIC);
            }
            BrokerAccount other = new BrokerAccount("celltwin", "another-secret");
            try (Admin stranger = Admin.create(client(kafka, other.clientSettings()))) {
                assertThatThrownBy(() -> stranger.listTopics().names().get())
                        .hasCauseInstanceOf(SaslAuthenticationException.class);
            }
            try (Admin nameless = Admin.create(client(kafka, Map.of("default.api.timeout.ms", "1000")))) {
                assertThatThrownBy(() -> nameless.listTopics().names().get())
                        .hasCauseInstanceOf(TimeoutException.class);
            }
        }
    }

    private static Map<String, Object> client(EmbeddedKafka kafka, Map<String, String> own) {
        Map<String, Object> settings = new HashMap<>(own);
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        settings.put("request.timeout.ms", "1000");
        return settings;
    }

    @Test
    void recordsAreThereAfterARestartOnAnotherPort() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            new TestClient(kafka.bootstrapServers()).send(TOPIC, List.of("before"));
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            TestClient client = new TestClient(kafka.bootstrapServers());
            client.send(TOPIC, List.of("after"));
            assertThat(client.readAll(TOPIC)).containsExactly("before", "after");
        }
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamedInOneLine() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> EmbeddedKafka.start(file.resolve("kafka"), 0))
                .isInstanceOf(EmbeddedKafkaException.class)
                .hasMessageStartingWith("Kafka cannot write to its directory " + file.resolve("kafka"))
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("\n");
    }

    @Test
    void aTakenPortIsNamedInOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedKafka.start(directory, taken.getLocalPort()))
                    .isInstanceOf(EmbeddedKafkaException.class)
                    .hasMessageStartingWith("Kafka cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void aSecondBrokerOnTheSameDirectoryIsRefused() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            assertThatThrownBy(() -> EmbeddedKafka.start(directory, 0))
                    .isInstanceOf(EmbeddedKafkaException.class)
                    .hasMessage("Kafka's directory %s is in use by another broker", directory);
            TestClient client = new TestClient(kafka.bootstrapServers());
            client.send(TOPIC, List.of("still here"));
            assertThat(client.readAll(TOPIC)).containsExactly("still here");
        }
    }

    @Test
    void aPartitionCannotFillTheDisk() throws ExecutionException, InterruptedException {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            new TestClient(kafka.bootstrapServers()).send(TOPIC, List.of("a"));
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
            Config effective = admin.describeConfigs(List.of(topic)).all().get().get(topic);
            assertThat(effective.get("cleanup.policy").value()).isEqualTo("delete");
            assertThat(effective.get("retention.bytes").value()).isEqualTo(String.valueOf(64 * 1024 * 1024));
            assertThat(effective.get("segment.bytes").value()).isEqualTo(String.valueOf(16 * 1024 * 1024));
            assertThat(effective.get("retention.ms").value()).isEqualTo(String.valueOf(24 * 3_600_000));
        }
    }

    @Test
    void aFailedDiskIsReportedAndTheProcessGoesOn() throws IOException {
        Path records = directory.resolve("records");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(records, 0)) {
            Files.move(records, directory.resolve("gone"));
            Files.createFile(records);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)));
                assertThat(kafka.fault())
                        .succeedsWithin(Duration.ofSeconds(20))
                        .asString()
                        .startsWith("the Kafka broker gave up with status 1");
            }
        }
    }
}
