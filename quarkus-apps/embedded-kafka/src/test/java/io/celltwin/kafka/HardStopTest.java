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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker in a process of its own that is killed with SIGKILL. */
class HardStopTest {

    private static final Logger LOG = LoggerFactory.getLogger(HardStopTest.class);
    private static final String TOPIC = "hono.event.demo";

    @TempDir
    Path directory;

    @Test
    void acknowledgedRecordsAreThereSoonAfterAKill() throws IOException, InterruptedException {
        final List<String> records = IntStream.range(0, 20_000)
                .mapToObj(i -> "%06d %s".formatted(i, "x".repeat(1_000)))
                .toList();
        try (BrokerProcess broker = BrokerProcess.start(directory)) {
            new TestClient(broker.bootstrapServers()).send(TOPIC, records);
            broker.kill();
        }

        final long begin = System.nanoTime();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            final Duration startup = Duration.ofNanos(System.nanoTime() - begin);
            final TestClient client = new TestClient(kafka.bootstrapServers());
            client.send(TOPIC, List.of("after"));
            final Duration writable = Duration.ofNanos(System.nanoTime() - begin);
            LOG.info("after the kill: up in {} ms, first record taken at {} ms", startup.toMillis(),
                    writable.toMillis());
            assertThat(client.readAll(TOPIC)).startsWith(records.toArray(String[]::new)).endsWith("after");
            assertThat(startup).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void aProcessThatCannotStartSaysWhyAndEnds() throws IOException, InterruptedException {
        final Process process = BrokerProcess.launch("/proc/no/such/place");
        try (BufferedReader errors = new BufferedReader(
                new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            assertThat(errors.lines()).anyMatch(line -> line.startsWith("Kafka cannot write to its directory"));
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
    }
}
