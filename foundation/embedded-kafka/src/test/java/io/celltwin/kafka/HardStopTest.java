package io.celltwin.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker in a process of its own that is killed with SIGKILL. */
class HardStopTest {

    private static final Logger LOG = Logger.getLogger(HardStopTest.class);
    private static final String TOPIC = "hono.event.demo";

    @TempDir
    Path directory;

    @TempDir
    Path otherDirectory;

    @Test
    void acknowledgedRecordsAreThereSoonAfterAKill() throws IOException, InterruptedException {
        List<String> records = IntStream.range(0, 20_000)
                .mapToObj(i -> "%06d %s".formatted(i, "x".repeat(1_000)))
                .toList();
        try (BrokerProcess broker = BrokerProcess.start(directory)) {
            new TestClient(broker.bootstrapServers()).send(TOPIC, records);
            broker.kill();
        }

        startAndStop(otherDirectory); // loads the classes, so that the two starts below are alike
        long begin = System.nanoTime();
        Duration startup;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            startup = Duration.ofNanos(System.nanoTime() - begin);
            TestClient client = new TestClient(kafka.bootstrapServers());
            client.send(TOPIC, List.of("after"));
            Duration writable = Duration.ofNanos(System.nanoTime() - begin);
            assertThat(client.readAll(TOPIC))
                    .startsWith(records.toArray(String[]::new))
                    .endsWith("after");
            LOG.infof(
                    "start after the kill: %s ms, first record taken at %s ms",
                    startup.toMillis(), writable.toMillis());
        }
        // With Kafka's own settings it is 13 s more. The usual start says how busy the machine is.
        Duration usual = startAndStop(directory);
        assertThat(startup).isLessThan(usual.multipliedBy(10).plusSeconds(8));
    }

    private static Duration startAndStop(Path directory) {
        long begin = System.nanoTime();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            return Duration.ofNanos(System.nanoTime() - begin);
        }
    }

    @Test
    void aProcessThatCannotStartSaysWhyAndEnds() throws IOException, InterruptedException {
        Process process = BrokerProcess.launch(ProcessBuilder.Redirect.PIPE, "/proc/no/such/place");
        try (BufferedReader errors =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            assertThat(errors.lines()).anyMatch(line -> line.startsWith("Kafka cannot write to its directory"));
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
    }
}
