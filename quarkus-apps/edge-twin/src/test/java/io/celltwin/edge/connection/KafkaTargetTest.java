package io.celltwin.edge.connection;

import static io.celltwin.edge.connection.TestMessages.create;
import static io.celltwin.edge.connection.TestMessages.merge;
import static io.celltwin.edge.connection.TestMessages.mergeAttribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.edge.store.JournalException;
import io.celltwin.kafka.junit.KafkaExtension;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.connectivity.model.ConnectionId;
import org.eclipse.ditto.connectivity.model.ConnectivityStatus;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What happens to twins reaches Kafka, as far as each target may see it, and never holds up the twin. */
class KafkaTargetTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PUMP = "plant:pump";
    private static final String ADAPTER = "integration:hono";

    @RegisterExtension
    static final KafkaExtension KAFKA = KafkaExtension.shared();

    private static final HonoSender HONO = new HonoSender(KAFKA);

    @TempDir
    Path directory;

    private TestTwin twin;
    private String topic;

    @BeforeEach
    void startTwin() throws JournalException {
        topic = "twin-events." + UUID.randomUUID();
        twin = new TestTwin(directory);
    }

    @AfterEach
    void stopTwin() {
        twin.close();
    }

    @Test
    void eventsLeaveInOrderWithTheThingAsKey() {
        twin.connect("events", target(topic + "/{{ thing:id }}", "_/_/things/twin/events", ADAPTER, """
                {"thing":"{{ thing:name }}","what":"{{ topic:action }}","gone":"{{ header:absent }}"}"""));

        twin.execute(create(PUMP), ADAPTER);
        for (int i = 1; i <= 100; i++) {
            twin.execute(merge(PUMP, i), ADAPTER);
        }

        List<ConsumerRecord<String, String>> received = KAFKA.client().receive(topic, 101);
        assertThat(received).hasSize(101).allMatch(message -> PUMP.equals(message.key()));
        for (int i = 0; i <= 100; i++) {
            assertThat(JsonObject.of(received.get(i).value()).getValue("revision"))
                    .contains(JsonValue.of(i + 1L));
        }
        JsonObject last = JsonObject.of(received.get(100).value());
        assertThat(last.getValue("topic")).contains(JsonValue.of("plant/pump/things/twin/events/merged"));
        assertThat(last.getValue("path")).contains(JsonValue.of("/features"));
        assertThat(last.getValue("value/pump/properties/flow")).contains(JsonValue.of(100));
        assertThat(header(received.get(100), "thing")).isEqualTo("pump");
        assertThat(header(received.get(100), "what")).isEqualTo("merged");
        assertThat(header(received.get(100), "content-type")).isEqualTo("application/vnd.eclipse.ditto+json");
        assertThat(received.get(100).headers().lastHeader("gone")).isNull();
    }

    @Test
    void aTargetGetsWhatItsSubjectMayReadAndItsTopicAsksFor() {
        twin.connect(
                "partner",
                target(
                        topic,
                        "_/_/things/twin/events?namespaces=plant&extraFields=features/pump/properties/flow"
                                + "&filter=gt(features/pump/properties/flow,1)",
                        "celltwin:role:partner",
                        "{}"));

        twin.execute(create(PUMP), ADAPTER);
        twin.execute(create("other:pump"), ADAPTER);
        twin.execute(merge("other:pump", 7), ADAPTER);
        twin.execute(merge(PUMP, 1), ADAPTER);
        twin.execute(merge(PUMP, 2), ADAPTER);

        List<ConsumerRecord<String, String>> received = KAFKA.client().receive(topic, 1);
        assertThat(received).hasSize(1);
        JsonObject event = JsonObject.of(received.get(0).value());
        assertThat(event.getValue("value")).contains(JsonObject.of("{\"pump\":{\"properties\":{\"flow\":2}}}"));
        assertThat(event.getValue("extra/features/pump/properties/flow")).contains(JsonValue.of(2));
    }

    @Test
    void whatCameByAConnectionIsNotSentBackByIt() {
        String source = "telemetry." + UUID.randomUUID();
        twin.connect(
                "echo",
                JsonObject.of(target(topic, "_/_/things/twin/events", ADAPTER, "{}"))
                        .setValue(
                                "sources",
                                JsonObject.of("{\"a\":[{\"addresses\":[\"" + source
                                                + "\"],\"authorizationContext\":[\"integration:hono\"]}]}")
                                        .getValue("a")
                                        .orElseThrow())
                        .toString());
        HONO.send(source, PUMP, create(PUMP));
        await().atMost(SOON).until(() -> twin.thing(PUMP).isPresent());

        twin.execute(merge(PUMP, 1), ADAPTER);

        List<ConsumerRecord<String, String>> received = KAFKA.client().receive(topic, 1);
        assertThat(received).hasSize(1);
        assertThat(JsonObject.of(received.get(0).value()).getValue("revision")).contains(JsonValue.of(2L));
    }

    @Test
    void commandsThatComeByASourceAreAnsweredByItsReplyTarget() {
        String source = "commands." + UUID.randomUUID();
        twin.connect("reply", """
                {"connectionType":"kafka","connectionStatus":"open","uri":"tcp://%s",
                 "specificConfig":{"bootstrapServers":"%s"},
                 "sources":[{"addresses":["%s"],"authorizationContext":["integration:hono"],
                  "replyTarget":{"enabled":true,"address":"%s/{{ thing:id }}",
                   "headerMapping":{"correlation-id":"{{ header:correlation-id }}"}}}]}""".formatted(KAFKA.bootstrapServers(), KAFKA.bootstrapServers(), source, topic));
        HONO.send(source, PUMP, create(PUMP));
        HONO.send(source, PUMP, """
                {"topic":"plant/pump/things/twin/commands/retrieve","path":"/policyId",
                 "headers":{"correlation-id":"c-1"}}""");
        HONO.send(source, PUMP, """
                        {"topic":"plant/absent/things/twin/commands/retrieve","path":"/","headers":{"correlation-id":"c-2"}}""");

        List<ConsumerRecord<String, String>> received = KAFKA.client().receive(topic, 2);
        assertThat(received).hasSize(2);
        assertThat(JsonObject.of(received.get(0).value()).getValue("value")).contains(JsonValue.of(PUMP));
        assertThat(header(received.get(0), "correlation-id")).isEqualTo("c-1");
        assertThat(JsonObject.of(received.get(1).value()).getValue("status")).contains(JsonValue.of(404));
        assertThat(header(received.get(1), "correlation-id")).isEqualTo("c-2");
    }

    @Test
    void anAbsentBrokerHoldsUpNobodyAndWhatDoesNotFitIsCounted() throws Exception {
        String nowhere;
        try (ServerSocket taken = new ServerSocket(0)) {
            nowhere = "127.0.0.1:" + taken.getLocalPort();
        }
        twin.connect(
                "absent",
                target(topic, "_/_/things/twin/events", ADAPTER, "{}").replace(KAFKA.bootstrapServers(), nowhere));
        twin.execute(create(PUMP), ADAPTER);

        long start = System.nanoTime();
        for (int i = 1; i <= 1_500; i++) {
            twin.execute(mergeAttribute(PUMP, "a", i), ADAPTER);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(twin.counted("outbound", "overflowed")).isBetween(400.0, 501.0);
        assertThat(status("absent").getValue("liveStatus")).contains(JsonValue.of("failed"));
        assertThat(twin.log("absent")).contains("messages are left out");
    }

    @Test
    void aConnectionTellsHowItIsAndCanBeClosedAndOpened() {
        twin.connect("told", target(topic, "_/_/things/twin/events", ADAPTER, "{}"));
        await().atMost(SOON).until(() -> "open".equals(live("told")));
        twin.execute(create(PUMP), ADAPTER);
        await().atMost(SOON)
                .until(() -> twin.connections()
                        .metrics(ConnectionId.of("told"), DittoHeaders.empty())
                        .getValue("connectionMetrics/outbound/published/success/PT1M")
                        .filter(JsonValue.of(1L)::equals)
                        .isPresent());

        twin.connections()
                .setStatus(ConnectionId.of("told"), ConnectivityStatus.CLOSED, DittoHeaders.empty())
                .toCompletableFuture()
                .join();

        assertThat(live("told")).isEqualTo("closed");
        twin.connections()
                .setStatus(ConnectionId.of("told"), ConnectivityStatus.OPEN, DittoHeaders.empty())
                .toCompletableFuture()
                .join();
        await().atMost(SOON).until(() -> "open".equals(live("told")));
    }

    private String live(String id) {
        return status(id).getValue("liveStatus").orElseThrow().asString();
    }

    private JsonObject status(String id) {
        return twin.connections().status(ConnectionId.of(id), DittoHeaders.empty());
    }

    private static String header(ConsumerRecord<String, String> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static String target(String address, String topic, String subject, String headerMapping) {
        return """
                {"connectionType":"kafka","connectionStatus":"open","uri":"tcp://%s",
                 "specificConfig":{"bootstrapServers":"%s"},
                 "targets":[{"address":"%s","topics":["%s"],"authorizationContext":["%s"],"headerMapping":%s,
                  "payloadMapping":["Ditto"]}]}""".formatted(
                        KAFKA.bootstrapServers(), KAFKA.bootstrapServers(), address, topic, subject, headerMapping);
    }
}
