package io.celltwin.bootstrap.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.bootstrap.job.NotThereYetException;
import io.celltwin.kafka.EmbeddedKafka;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsStepTest {

    @TempDir
    Path directory;

    @Test
    void topicsAreCreatedOnceAndOnlyGrow() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(directory, 0)) {
            assertThat(step(broker, 2).apply()).hasSize(5).contains("Created topic celltwin.twin-events.demo");
            assertThat(step(broker, 2).apply()).isEmpty();
            assertThat(step(broker, 3).apply()).hasSize(5).contains("Gave topic hono.event.demo 3 partitions");
            assertThat(step(broker, 1).apply()).isEmpty();

            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                assertThat(admin.describeTopics(List.of("hono.command_response.demo"))
                                .allTopicNames()
                                .get()
                                .get("hono.command_response.demo")
                                .partitions())
                        .hasSize(3);
            }
        }
    }

    @Test
    void aBrokerThatIsAwayIsWaitedFor() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        TopicsStep step = new TopicsStep(
                Map.of("bootstrap.servers", "127.0.0.1:" + port), List.of("any"), Optional.empty(), Optional.empty());

        assertThatThrownBy(step::apply)
                .isInstanceOf(NotThereYetException.class)
                .hasMessageContaining("127.0.0.1:" + port);
    }

    private static TopicsStep step(EmbeddedKafka broker, int partitions) {
        return new TopicsStep(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                TopicsStep.ofTenant("demo"),
                Optional.of(partitions),
                Optional.empty());
    }
}
