package io.celltwin.edge.connection;

import static io.celltwin.edge.connection.TestMessages.create;
import static io.celltwin.edge.connection.TestMessages.merge;
import static io.celltwin.edge.connection.TestMessages.mergeAttribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.edge.store.JournalException;
import io.celltwin.kafka.junit.KafkaExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What comes by a Kafka connection reaches the twin: all of it, in order, and nothing that may not. */
class KafkaSourceTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PUMP = "plant:pump";

    @RegisterExtension
    static final KafkaExtension KAFKA = KafkaExtension.shared();

    private static final HonoSender HONO = new HonoSender(KAFKA);

    @TempDir
    Path directory;

    private TestTwin twin;
    private String topic;

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
                .until(() -> twin.value(PUMP, "features/pump/properties/flow").equals(Optional.of(JsonValue.of(7))));
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
        KAFKA.client().send(new ProducerRecord<>(topic, PUMP, null));
        send(PUMP, merge(PUMP, 4));

        await().atMost(SOON)
                .until(() -> twin.value(PUMP, "features/pump/properties/flow").equals(Optional.of(JsonValue.of(4))));
        assertThat(twin.thing(PUMP).orElseThrow().revision()).isEqualTo(2);
        assertThat(twin.counted("refused")).isEqualTo(8);
        assertThat(twin.log("bad"))
                .contains(
                        "connectivity:connection.id.enforcement.failed",
                        "things:thing.notfound",
                        "gateway:payload.toolarge",
                        "json.invalid");
    }

    @Test
    void aMergeRemovesByPatternAsOverHttp() {
        twin.connect("pattern", connection());
        send(PUMP, create(PUMP));
        send(PUMP, mergeAttribute(PUMP, "old1", 1));
        send(PUMP, mergeAttribute(PUMP, "old2", 2));
        send(PUMP, mergeAttribute(PUMP, "new", 3));

        send(PUMP, merge(PUMP, "/attributes", "{\"{{ ~old.*~ }}\":null}"));

        await().atMost(SOON)
                .until(() -> twin.value(PUMP, "attributes").equals(Optional.of(JsonObject.of("{\"new\":3}"))));
    }

    @Test
    void nothingIsSkippedWhileTheDiskIsFull() {
        twin.connect("full", connection());
        send(PUMP, create(PUMP));
        await().atMost(SOON).until(() -> twin.thing(PUMP).isPresent());

        twin.journal().full(true);
        for (int i = 1; i <= 500; i++) {
            send(PUMP, mergeAttribute(PUMP, "n" + i, i));
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
            send(PUMP, mergeAttribute(PUMP, "n" + i, i));
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
        return twin.value(PUMP, "features/pump/properties/flow").equals(Optional.of(JsonValue.of(last)))
                && twin.value(PUMP, "attributes").orElseThrow().asObject().getSize() == last;
    }

    private void send(String device, String message) {
        HONO.send(topic, device, message);
    }

    private String connection() {
        return """
                {"connectionType":"kafka","connectionStatus":"open","uri":"tcp://%s",
                 "specificConfig":{"bootstrapServers":"%s"},
                 "sources":[{"addresses":["%s"],"consumerCount":1,"qos":1,"authorizationContext":["integration:hono"],
                  "enforcement":{"input":"{{ header:device_id }}","filters":["{{ entity:id }}"]},
                  "payloadMapping":["Ditto"]}]}""".formatted(KAFKA.bootstrapServers(), KAFKA.bootstrapServers(), topic);
    }
}
