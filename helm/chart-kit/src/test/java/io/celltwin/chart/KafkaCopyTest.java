package io.celltwin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.kafka.junit.KafkaExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The scripts for Kafka, with Kafka's own tools, against a broker. */
class KafkaCopyTest {

    private static final String EVENT = "{\"topic\":\"demo/pack-1/things/twin/commands/merge\",\"path\":\"/features\","
            + "\"value\":{\"alarms\":{\"text\":\"ä\\t, : \\\"quoted\\\"\"}}}";

    @RegisterExtension
    static final KafkaExtension KAFKA = KafkaExtension.shared();

    @Test
    void whatWasCopiedIsWrittenAgainWithKeysAndHeaders(@TempDir Path copies) throws Exception {
        KAFKA.client().create("hono.event.demo", 1);
        send(
                "hono.event.demo",
                "demo:pack-1",
                EVENT,
                "device_id",
                "demo:pack-1",
                "content-type",
                "application/vnd.eclipse.ditto+json",
                "orig_address",
                "event/demo, demo:pack-1");
        send("hono.event.demo", "demo:pack-2", EVENT, "device_id", "demo:pack-2");
        List<Message> before = read("hono.event.demo");
        Script script = script(copies);

        assertThat(script.run("kafka-copy.sh", "hono.event.demo"))
                .satisfies(
                        ended -> assertThat(ended.said()).contains("hono.event.demo: 2 records"),
                        ended -> assertThat(ended.status()).isZero());
        KAFKA.client().delete("hono.event.demo");
        KAFKA.client().create("hono.event.demo", 1);
        Script.Ended restored = script.run("kafka-restore.sh", "hono.event.demo");

        assertThat(restored.status()).as(restored.said()).isZero();
        assertThat(read("hono.event.demo")).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void eachRunCopiesOnlyWhatIsNew(@TempDir Path copies) throws Exception {
        KAFKA.client().create("hono.command.demo", 1);
        Script script = script(copies).with("BACKUP_GROUP", "commands");
        send("hono.command.demo", "demo:pack-1", "{\"first\":1}");
        script.run("kafka-copy.sh", "hono.command.demo");
        send("hono.command.demo", "demo:pack-1", "{\"second\":2}");

        Script.Ended second = script.run("kafka-copy.sh", "hono.command.demo");
        Script.Ended third = script.run("kafka-copy.sh", "hono.command.demo");

        assertThat(second.said()).contains("hono.command.demo: 1 records");
        assertThat(third.said()).contains("hono.command.demo: nothing new");
        assertThat(script.copies()).hasSize(2);
    }

    @Test
    void recordsThatDoNotComeInTimeAreNotTakenForNone(@TempDir Path copies) throws Exception {
        KAFKA.client().create("hono.telemetry.demo", 1);
        send("hono.telemetry.demo", "demo:pack-1", "{}");

        Script.Ended ended = script(copies)
                .withProgram(
                        "kafka-console-consumer.sh",
                        "#!/usr/bin/env bash\necho 'TimeoutException, terminating consumer process' >&2\n")
                .with("BACKUP_GROUP", "late")
                .run("kafka-copy.sh", "hono.telemetry.demo");

        assertThat(ended.status()).isNotZero();
        assertThat(ended.said()).contains("hono.telemetry.demo has records that did not come in time");
        assertThat(script(copies).copies()).isEmpty();
    }

    @Test
    void aBrokerThatIsNotThereIsAFailure(@TempDir Path copies) throws Exception {
        Script.Ended ended = script(copies)
                .with("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")
                .with("SECONDS_TO_ANSWER", 5)
                .run("kafka-copy.sh", "hono.event.demo");

        assertThat(ended.status()).isNotZero();
        assertThat(ended.said()).contains("hono.event.demo cannot be read");
    }

    private static Script script(Path copies) {
        String tool =
                "#!/usr/bin/env bash\nexec '%s' -Djava.util.logging.manager=org.jboss.logmanager.LogManager -cp '%s' org.apache.kafka.tools.%s \"$@\"\n";
        String java = ProcessHandle.current().info().command().orElseThrow();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new Script(copies)
                .withProgram("kafka-topics.sh", tool.formatted(java, classPath, "TopicCommand"))
                .withProgram("kafka-console-consumer.sh", tool.formatted(java, classPath, "consumer.ConsoleConsumer"))
                .withProgram(
                        "kafka-consumer-groups.sh",
                        tool.formatted(java, classPath, "consumer.group.ConsumerGroupCommand"))
                .withProgram("kafka-console-producer.sh", tool.formatted(java, classPath, "ConsoleProducer"))
                .with("KAFKA_BIN", copies.resolve("bin"))
                .with("KAFKA_BOOTSTRAP_SERVERS", KAFKA.bootstrapServers())
                .with("MILLISECONDS_IDLE", 4000)
                .with("DAYS_KEPT", 7);
    }

    private record Message(String key, String value, List<String> headers) {

        static Message of(ConsumerRecord<String, String> record) {
            return new Message(
                    record.key(),
                    record.value(),
                    StreamSupport.stream(record.headers().spliterator(), false)
                            .map(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
                            .toList());
        }
    }

    private static void send(String topic, String key, String value, String... headers)
            throws ExecutionException, InterruptedException {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, key, value);
        for (int i = 0; i < headers.length; i += 2) {
            record.headers().add(headers[i], headers[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        KAFKA.client().send(record).get();
    }

    private static List<Message> read(String topic) {
        return KAFKA.client().readAll(topic).stream().map(Message::of).toList();
    }
}
