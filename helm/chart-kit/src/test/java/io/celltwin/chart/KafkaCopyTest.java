package io.celltwin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.kafka.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts for Kafka, with Kafka's own tools, against a broker. */
class KafkaCopyTest {

    private static final String EVENT = "{\"topic\":\"demo/pack-1/things/twin/commands/merge\",\"path\":\"/features\","
            + "\"value\":{\"alarms\":{\"text\":\"ä\\t, : \\\"quoted\\\"\"}}}";

    @TempDir
    static Path directory;

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void whatWasCopiedIsWrittenAgainWithKeysAndHeaders(@TempDir Path copies) throws Exception {
        create("hono.event.demo");
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
        delete("hono.event.demo");
        create("hono.event.demo");
        Script.Ended restored = script.run("kafka-restore.sh", "hono.event.demo");

        assertThat(restored.status()).as(restored.said()).isZero();
        assertThat(read("hono.event.demo")).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void eachRunCopiesOnlyWhatIsNew(@TempDir Path copies) throws Exception {
        create("hono.command.demo");
        Script script = script(copies).with("BACKUP_GROUP", "commands");
        send("hono.command.demo", "demo:pack-1", "{\"first\":1}");
        script.run("kafka-copy.sh", "hono.command.demo");
        send("hono.command.demo", "demo:pack-1", "{\"second\":2}");

        Script.Ended second = script.run("kafka-copy.sh", "hono.command.demo");

        assertThat(second.said()).contains("hono.command.demo: 1 records");
        assertThat(script.copies()).hasSize(2);
    }

    @Test
    void aBrokerThatIsNotThereIsAFailure(@TempDir Path copies) throws Exception {
        Script.Ended ended =
                script(copies).with("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1").run("kafka-copy.sh", "hono.event.demo");

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
                .withProgram("kafka-console-producer.sh", tool.formatted(java, classPath, "ConsoleProducer"))
                .with("KAFKA_BIN", copies.resolve("bin"))
                .with("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers())
                .with("MILLISECONDS_IDLE", 8000)
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

    private static void create(String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static void delete(String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }

    private static void send(String topic, String key, String value, String... headers)
            throws ExecutionException, InterruptedException {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            var record = new ProducerRecord<>(topic, key, value);
            for (int i = 0; i < headers.length; i += 2) {
                record.headers().add(headers[i], headers[i + 1].getBytes(StandardCharsets.UTF_8));
            }
            producer.send(record).get();
        }
    }

    private static List<Message> read(String topic) {
        List<Message> all = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> all.add(Message.of(record)));
            }
        }
        return all;
    }
}
