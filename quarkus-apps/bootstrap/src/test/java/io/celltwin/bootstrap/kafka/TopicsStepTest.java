package io.celltwin.bootstrap.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.celltwin.bootstrap.job.NotThereYetException;
import io.celltwin.kafka.junit.KafkaExtension;
import io.celltwin.service.kafka.KafkaClientSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TopicsStepTest {

    @RegisterExtension
    static final KafkaExtension KAFKA = KafkaExtension.shared();

    @Test
    void topicsAreCreatedOnceAndOnlyGrow() throws Exception {
        String tenant = KAFKA.unique("demo");
        assertThat(applied(step(tenant, 2))).hasSize(5).contains("Created topic celltwin.twin-events." + tenant);
        assertThat(applied(step(tenant, 2))).isEmpty();
        assertThat(applied(step(tenant, 3))).hasSize(5).contains("Gave topic hono.event." + tenant + " 3 partitions");
        assertThat(applied(step(tenant, 1))).isEmpty();

        String responses = "hono.command_response." + tenant;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrapServers()))) {
            // The broker that is asked learns of them a moment later.
            await().untilAsserted(() -> assertThat(admin.describeTopics(List.of(responses))
                            .allTopicNames()
                            .get()
                            .get(responses)
                            .partitions())
                    .hasSize(3));
        }
    }

    @Test
    void aTopicThatAReaderMadeInTheMeantimeIsEnlargedInTheSameRun() throws Exception {
        String tenant = KAFKA.unique("demo");
        String command = "hono.command." + tenant;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(command, 1, (short) 1)))
                    .all()
                    .get();

            assertThat(step(tenant, 4).ensure(admin, Set.of()))
                    .hasSize(5)
                    .contains("Gave topic " + command + " 4 partitions");
        }
    }

    @Test
    void aBrokerThatIsAwayIsWaitedFor() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        TopicsStep step = new TopicsStep(
                new KafkaClientSettings(Map.of("bootstrap.servers", "127.0.0.1:" + port)),
                List.of("any"),
                Optional.empty(),
                Optional.empty());

        assertThatThrownBy(step::apply)
                .isInstanceOf(NotThereYetException.class)
                .hasMessageContaining("127.0.0.1:" + port);
    }

    /** As the job does: a broker may not know yet of a topic that was made a moment ago. */
    private static List<String> applied(TopicsStep step) {
        return await().ignoreException(NotThereYetException.class).until(step::apply, changes -> true);
    }

    private static TopicsStep step(String tenant, int partitions) {
        return new TopicsStep(
                new KafkaClientSettings(Map.of("bootstrap.servers", KAFKA.bootstrapServers())),
                TopicsStep.ofTenant(tenant),
                Optional.of(partitions),
                Optional.empty());
    }
}
