package io.celltwin.registry;

import static io.celltwin.registry.Requests.engineer;
import static io.celltwin.registry.Requests.register;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.celltwin.kafka.junit.KafkaClient;
import io.celltwin.kafka.junit.TestBroker;
import io.celltwin.kafka.junit.TopicReader;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A registry that is started before its Kafka broker. */
@QuarkusTest
@TestProfile(KafkaLateTest.NoBroker.class)
class KafkaLateTest {
    public static class NoBroker implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return RunningRegistry.settings(
                        Files.createTempDirectory("registry"), "127.0.0.1:" + free.getLocalPort());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafkaAddress;

    @Test
    void devicesAreManagedWithoutKafkaAndChangesAnnouncedInOrderOnceItIsThere() {
        String version = register("demo:early", "{}");
        engineer()
                .header("If-Match", version)
                .body("{}")
                .put("/v1/devices/demo/demo:early")
                .then()
                .statusCode(204);
        register("demo:second", "{}");
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'device registry' }.data.'commands are routed'", equalTo(false));

        int port = Integer.parseInt(kafkaAddress.substring(kafkaAddress.indexOf(':') + 1));
        try (TestBroker kafka = TestBroker.start(port);
                KafkaClient client = new KafkaClient(kafka.bootstrapServers());
                TopicReader adapter = client.reader("hono.notification.registry-device")) {
            List<String> changes = new ArrayList<>();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                adapter.poll().stream()
                        .map(ConsumerRecord::value)
                        .map(KafkaLateTest::summary)
                        .forEach(changes::add);
                return changes.size() >= 2;
            });
            assertThat(changes).containsExactly("UPDATE demo demo:early", "CREATE demo demo:second");

            engineer().delete("/v1/devices/demo/demo:second").then().statusCode(204);
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                adapter.poll().stream()
                        .map(ConsumerRecord::value)
                        .map(KafkaLateTest::summary)
                        .forEach(changes::add);
                return changes.size() >= 3;
            });
            assertThat(changes).last().isEqualTo("DELETE demo demo:second");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> given().get("/q/health/ready")
                            .then()
                            .body(
                                    "checks.find { it.name == 'device registry' }.data.'commands are routed'",
                                    equalTo(true)));
        }
    }

    private static String summary(String notification) {
        JsonObject json = new JsonObject(notification);
        return "%s %s %s".formatted(json.getString("change"), json.getString("tenant-id"), json.getString("device-id"));
    }
}
