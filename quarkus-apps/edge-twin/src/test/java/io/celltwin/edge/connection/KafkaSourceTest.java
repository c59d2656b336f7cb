package io.celltwin.edge.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.celltwin.edge.store.JournalException;
import io.celltwin.kafka.EmbeddedKafka;

/** What comes by a Kafka connection reaches the twin: all of it, in order, and nothing that may not. */
class KafkaSourceTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PUMP = "plant:pump";
    private static EmbeddedKafka kafka;
    private static KafkaProducer<String, String> producer;

    @TempDir
    static Path kafkaDirectory;
    @TempDir
    Path directory;
    private TestTwin twin;
    private String topic;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start(kafkaDirectory, 0);
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 5),
                new StringSerializer(), new StringSerializer());
    }

    @AfterAll
    static void stopKafka() {
        producer.close();
        kafka.close();
    }

    @BeforeEach
    void startTwin() throws JournalException {
        topic = "hono.telemetry." + UUID.randomUUID();
        twin = new TestTwin(directory);
    }

    @AfterEach
    void stopTwin() {
        twin.close();
    }

    @Test
    void anAdaptersMessagesCreateAThingWithItsPolicyAndMergeItsValues() {
        twin.connect(topic.substring(5).replace('.', '-'), connection());

        send(PUMP, create(PUMP));
        send(PUMP, merge(PUMP, 7));

        await().atMost(SOON)
                .until(() -> twin.value(PUMP, "features/pump/properties/flow")
                        .equals(java.util.Optional.of(JsonValue.of(7))));
        assertThat(twin.value(PUMP, "policyId")).contains(JsonValue.of(PUMP));
        assertThat(twin.counted("stored")).isEqualTo(2);
    }

    @Test
    void badMessagesAreSkippedCountedAndLogged() {
        twin.connect("bad", connection());

        send(PUMP, create(PUMP));
        send(PUMP, "no JSON");
        send(PUMP, "{\"topic\":7}");
        send(PUMP, "[".repeat(50_000));
        send(PUMP, "\"" + "x".repeat(100_001) + "\"");
        send("plant:other", merge(PUMP, 1));
        send(null, merge(PUMP, 2));
        send("plant:absent", merge("plant:absent", 3));
        producer.send(new ProducerRecord<>(topic, PUMP, null));
        send(PUMP, merge(PUMP, 4));

        await().atMost(SOON)
                .until(() -> twin.value(PUMP, "features/pump/properties/flow")
                        .equals(java.util.Optional.of(JsonValue.of(4))));
        assertThat(twin.thing(PUMP).orElseThrow().revision()).isEqualTo(2);
        assertThat(twin.counted("refused")).isEqualTo(8);
        assertThat(twin.log("bad")).contains("connectivity:connection.id.enforcement.failed", "things:thing.notfound",
                "gateway:payload.toolarge", "json.invalid");
    }

    @Test
    void nothingIsSkippedWhileTheDiskIsFull() {
        twin.connect("full", connection());
        send(PUMP, create(PUMP));
        await().atMost(SOON).until(() -> twin.thing(PUMP).isPresent());

        twin.journal().full(true);
        for (int i = 1; i <= 500; i++) {
            send(PUMP, mergeAt(PUMP, "n" + i, i));
            send(PUMP, merge(PUMP, i));
        }
        await().atMost(SOON).until(() -> twin.counted("retried") > 0);
        twin.journal().full(false);

        await().atMost(SOON).until(() -> hasAll(500));
    }

    @Test
    void nothingIsLostOrOutOfOrderWhenTheTwinStartsAgainInTheMiddle() throws JournalException {
        twin.connect("again", connection());
        send(PUMP, create(PUMP));
        for (int i = 1; i <= 1_000; i++) {
            send(PUMP, mergeAt(PUMP, "n" + i, i));
            send(PUMP, merge(PUMP, i));
            if (i == 400) {
                await().atMost(SOON).until(() -> twin.thing(PUMP).isPresent());
                twin.close();
                twin = new TestTwin(directory);
            }
        }

        await().atMost(SOON).until(() -> hasAll(1_000));
        assertThat(twin.counted("refused")).isZero();
    }

    private boolean hasAll(int last) {
        return twin.value(PUMP, "features/pump/properties/flow").equals(java.util.Optional.of(JsonValue.of(last)))
                && twin.value(PUMP, "attributes").orElseThrow().asObject().getSize() == last;
    }

    private void send(String device, String message) {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, device, message);
        if (device != null) {
            record.headers().add("device_id", device.getBytes(StandardCharsets.UTF_8));
        }
        record.headers()
                .add("content-type", "application/vnd.eclipse.ditto+json".getBytes(StandardCharsets.UTF_8));
        producer.send(record);
    }

    private String connection() {
        return """
                {"connectionType":"kafka","connectionStatus":"open","uri":"tcp://%s",
                 "specificConfig":{"bootstrapServers":"%s"},
                 "sources":[{"addresses":["%s"],"consumerCount":1,"qos":1,"authorizationContext":["integration:hono"],
                  "enforcement":{"input":"{{ header:device_id }}","filters":["{{ entity:id }}"]},
                  "payloadMapping":["Ditto"]}]}""".formatted(kafka.bootstrapServers(), kafka.bootstrapServers(), topic);
    }

    private static String create(String id) {
        return message(id, "create", "", "/", """
                {"thingId":"%s","policyId":"%s","features":{"pump":{"properties":{}}},"_policy":{"entries":{
                 "adapter":{"subjects":{"integration:hono":{"type":"adapter"}},
                  "resources":{"thing:/":{"grant":["READ","WRITE"],"revoke":[]}}},
                 "engineer":{"subjects":{"celltwin:role:engineer":{"type":"people"}},
                  "resources":{"policy:/":{"grant":["READ","WRITE"],"revoke":[]}}}}}}""".formatted(id, id));
    }

    private static String merge(String id, int flow) {
        return message(id, "merge", ",\"content-type\":\"application/merge-patch+json\"", "/features",
                "{\"pump\":{\"properties\":{\"flow\":%d}}}".formatted(flow));
    }

    private static String mergeAt(String id, String attribute, int value) {
        return message(id, "merge", ",\"content-type\":\"application/merge-patch+json\"", "/attributes/" + attribute,
                Integer.toString(value));
    }

    private static String message(String id, String action, String header, String path, String value) {
        return """
                {"topic":"%s/things/twin/commands/%s","headers":{"response-required":false,"allow-policy-lockout":true%s},
                 "path":"%s","value":%s}"""
                .formatted(id.replace(':', '/'), action, header, path, value);
    }
}
