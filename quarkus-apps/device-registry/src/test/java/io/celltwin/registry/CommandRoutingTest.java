package io.celltwin.registry;

import static io.celltwin.registry.Hono.await;
import static io.celltwin.registry.Requests.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.kafka.junit.KafkaClient;
import io.celltwin.kafka.junit.TopicReader;
import io.celltwin.registry.adapters.AdapterEndpoints;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.hono.client.command.amqp.ProtonBasedCommandRouterClient;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Commands on their way from the tenant's topic to the adapter that the device is connected to. */
@QuarkusTest
@QuarkusTestResource(RunningRegistry.class)
class CommandRoutingTest {
    @Inject
    Vertx vertx;

    @Inject
    AdapterEndpoints endpoints;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafkaAddress;

    @Test
    void aCommandReachesTheAdapterOfItsDevice() {
        register("demo:commanded", "{}");
        ProtonBasedCommandRouterClient router = new Hono(vertx, endpoints.port()).commandRouter();
        await(router.registerCommandConsumer(
                "demo", "demo:commanded", false, "celltwin-modbus_1", Duration.ofHours(1), null));
        try (KafkaClient kafka = new KafkaClient(kafkaAddress);
                TopicReader adapter = kafka.reader("hono.command_internal.celltwin-modbus_1")) {
            send(kafka, "demo:commanded", "open valve");
            List<ConsumerRecord<String, String>> received = new ArrayList<>();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                received.addAll(adapter.poll());
                return !received.isEmpty();
            });
            assertThat(received.get(0).value()).isEqualTo("open valve");
            assertThat(header(received.get(0), "device_id")).isEqualTo("demo:commanded");
            assertThat(header(received.get(0), "subject")).isEqualTo("write");
        }
    }

    @Test
    void aCommandToADeviceThatIsNotConnectedIsAnswered() {
        register("demo:unconnected", "{}");
        try (KafkaClient kafka = new KafkaClient(kafkaAddress);
                TopicReader application = kafka.reader("hono.command_response.demo")) {
            send(kafka, "demo:unconnected", "open valve");
            List<ConsumerRecord<String, String>> received = new ArrayList<>();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                received.addAll(application.poll());
                return received.stream().anyMatch(answer -> "demo:unconnected".equals(header(answer, "device_id")));
            });
            assertThat(received)
                    .filteredOn(answer -> "demo:unconnected".equals(header(answer, "device_id")))
                    .allSatisfy(answer -> assertThat(header(answer, "status")).isEqualTo("503"));
        }
    }

    private static void send(KafkaClient kafka, String deviceId, String payload) {
        ProducerRecord<String, String> command = new ProducerRecord<>("hono.command.demo", deviceId, payload);
        command.headers()
                .add("device_id", bytes(deviceId))
                .add("subject", bytes("write"))
                .add("correlation-id", bytes("c-1"))
                .add("response-required", bytes("true"));
        try {
            kafka.send(command).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String header(ConsumerRecord<String, String> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
