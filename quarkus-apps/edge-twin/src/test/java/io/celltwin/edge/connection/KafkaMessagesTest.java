package io.celltwin.edge.connection;

import static io.celltwin.edge.connection.TestMessages.create;
import static io.celltwin.edge.connection.TestMessages.merge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.celltwin.edge.result.CommandResult;
import io.celltwin.edge.store.JournalException;
import io.celltwin.kafka.junit.KafkaExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.ditto.base.model.signals.commands.exceptions.CommandTimeoutException;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.messages.model.MessageSendNotAllowedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A message to a thing leaves by Kafka and the device's response comes back by Kafka, with the connections that Hono
 * needs.
 */
class KafkaMessagesTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PUMP = "plant:pump";
    private static final String ADAPTER = "integration:hono";
    private static final String ENGINEER = "celltwin:role:engineer";

    @RegisterExtension
    static final KafkaExtension KAFKA = KafkaExtension.shared();

    private static final HonoSender HONO = new HonoSender(KAFKA);

    @TempDir
    Path directory;

    private TestTwin twin;
    private String commands;
    private String responses;

    @BeforeEach
    void startTwin() throws JournalException {
        String tenant = UUID.randomUUID().toString();
        commands = "hono.command." + tenant;
        responses = "hono.command_response." + tenant;
        twin = new TestTwin(directory);
        twin.execute(create(PUMP), ADAPTER);
        twin.connect("command", """
                {"connectionType":"kafka","connectionStatus":"open","uri":"tcp://%s",
                 "specificConfig":{"bootstrapServers":"%s"},
                 "targets":[{"address":"%s/{{ thing:id }}","topics":["_/_/things/live/messages?namespaces=plant"],
                  "authorizationContext":["integration:hono"],
                  "headerMapping":{"device_id":"{{ thing:id }}",
                   "subject":"{{ header:subject | fn:default(topic:action-subject) }}",
                   "correlation-id":"{{ header:correlation-id }}"}}]}""".formatted(KAFKA.bootstrapServers(), KAFKA.bootstrapServers(), commands));
        twin.connect("response", """
                {"connectionType":"kafka","connectionStatus":"open","uri":"tcp://%s",
                 "specificConfig":{"bootstrapServers":"%s","consumerOffsetReset":"earliest"},
                 "sources":[{"addresses":["%s"],"qos":0,"authorizationContext":["integration:hono"],
                  "enforcement":{"input":"{{ header:device_id }}","filters":["{{ entity:id }}"]},
                  "headerMapping":{"correlation-id":"{{ header:correlation-id }}","status":"{{ header:status }}"}}]}""".formatted(KAFKA.bootstrapServers(), KAFKA.bootstrapServers(), responses));
    }

    @AfterEach
    void stopTwin() {
        twin.close();
    }

    @Test
    void aMessageReachesTheDeviceAndItsResponseTheSender() {
        CompletableFuture<CommandResult> answer =
                CompletableFuture.supplyAsync(() -> twin.execute(message("setSpeed", "m-1", "20s"), ENGINEER));

        List<ConsumerRecord<String, String>> received = KAFKA.client().receive(commands, 1);
        assertThat(received).hasSize(1);
        assertThat(received.get(0).key()).isEqualTo(PUMP);
        assertThat(header(received.get(0), "device_id")).isEqualTo(PUMP);
        assertThat(header(received.get(0), "subject")).isEqualTo("setSpeed");
        JsonObject command = JsonObject.of(received.get(0).value());
        assertThat(command.getValue("topic")).contains(JsonValue.of("plant/pump/things/live/messages/setSpeed"));
        assertThat(command.getValue("path")).contains(JsonValue.of("/inbox/messages/setSpeed"));
        assertThat(command.getValue("value")).contains(JsonObject.of("{\"rpm\":900}"));

        HONO.send(responses, PUMP, response("setSpeed", header(received.get(0), "correlation-id")));

        await().atMost(SOON).until(answer::isDone);
        assertThat(answer.join().status().getCode()).isEqualTo(200);
        assertThat(answer.join().value()).contains(JsonObject.of("{\"rpm\":899}"));
    }

    @Test
    void aMessageThatNobodyAnswersTimesOut() {
        assertThatThrownBy(() -> twin.execute(message("setSpeed", "m-2", "200ms"), ENGINEER))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(CommandTimeoutException.class);
    }

    @Test
    void whoMayNotWriteMessagesCannotSendThem() {
        assertThatThrownBy(() -> twin.execute(message("setSpeed", "m-3", "1s"), "celltwin:role:partner"))
                .hasCauseInstanceOf(MessageSendNotAllowedException.class);
    }

    @Test
    void anUnansweredMessageThatCameByASourceDoesNotHoldUpTheNext() {
        HONO.send(responses, PUMP, message("ping", "m-4", "60s"));
        HONO.send(responses, PUMP, merge(PUMP, 5));

        await().atMost(SOON)
                .until(() -> twin.value(PUMP, "features/pump/properties/flow")
                        .filter(JsonValue.of(5)::equals)
                        .isPresent());
    }

    @Test
    void aTargetGetsTheMessagesThatItsFilterLetsPassWithTheFieldsThatItWants() {
        String chosen = "chosen." + UUID.randomUUID();
        twin.execute(merge(PUMP, 4), ADAPTER);
        twin.connect("chosen", """
                {"connectionType":"kafka","connectionStatus":"open","uri":"tcp://%s",
                 "specificConfig":{"bootstrapServers":"%s"},
                 "targets":[{"address":"%s","authorizationContext":["integration:hono"],
                  "topics":["_/_/things/live/messages?namespaces=plant&filter=eq(resource:path,'/inbox/messages/setSpeed')\
                &extraFields=features/pump/properties/flow"]}]}""".formatted(KAFKA.bootstrapServers(), KAFKA.bootstrapServers(), chosen));

        HONO.send(responses, PUMP, message("ping", "m-5", "60s"));
        HONO.send(responses, PUMP, message("setSpeed", "m-6", "60s"));

        JsonObject first =
                JsonObject.of(KAFKA.client().receive(chosen, 1).get(0).value());
        assertThat(first.getValue("path")).contains(JsonValue.of("/inbox/messages/setSpeed"));
        assertThat(first.getValue("extra/features/pump/properties/flow")).contains(JsonValue.of(4));
    }

    private static String message(String subject, String correlationId, String timeout) {
        return """
                {"topic":"plant/pump/things/live/messages/%s","path":"/inbox/messages/%s",
                 "headers":{"correlation-id":"%s","timeout":"%s","content-type":"application/json"},
                 "value":{"rpm":900}}""".formatted(subject, subject, correlationId, timeout);
    }

    private static String response(String subject, String correlationId) {
        return """
                {"topic":"plant/pump/things/live/messages/%s","path":"/inbox/messages/%s","status":200,
                 "headers":{"correlation-id":"%s","content-type":"application/json"},
                 "value":{"rpm":899}}""".formatted(subject, subject, correlationId);
    }

    private static String header(ConsumerRecord<String, String> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
