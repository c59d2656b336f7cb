package io.celltwin.lifecycle.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.lifecycle.config.LifecycleConfig;
import io.celltwin.twin.error.TwinException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotModifiableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordWriterTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private volatile RuntimeException failure;
    private final RecordWriter writer = new RecordWriter(config(), metrics, () -> now);

    @AfterEach
    void stop() throws InterruptedException {
        failure = null;
        writer.stop();
    }

    @Test
    void aWriteThatFailsForMinutesIsSaidUntilItIsDone() {
        failure = new TwinException("the twin service is not connected");
        add("first");
        await().until(() -> retries() > 0);
        assertThat(writer.stuck()).isEmpty();

        now = now.plus(RecordWriter.STUCK);

        assertThat(writer.stuck().orElseThrow())
                .isEqualTo("first has failed since 2026-01-01T00:00:00Z: the twin service is not connected");
        assertThat(metrics.get("celltwin.lifecycle.write.failing.seconds")
                        .gauge()
                        .value())
                .isEqualTo(120);

        failure = null;
        await().until(writer::settled);
        assertThat(writer.stuck()).isEmpty();
        assertThat(metrics.get("celltwin.lifecycle.write.failing.seconds")
                        .gauge()
                        .value())
                .isZero();
        assertThat(done).containsExactly("first");
    }

    @Test
    void whatIsRefusedForGoodIsGivenUpAtLastAndTheOthersAreDone() {
        failure = new TwinException(
                "merge refused",
                ThingNotModifiableException.newBuilder(ThingId.of("demo:batch-1"))
                        .build());
        writer.add("refused", () -> {
            throw failure;
        });
        writer.add("next", () -> done.add("next"));
        await().until(() -> retries() > 0);
        assertThat(done).isEmpty();

        now = now.plus(RecordWriter.PATIENCE);

        await().until(writer::settled);
        assertThat(done).containsExactly("next");
        assertThat(metrics.get("celltwin.lifecycle.write.given.up").counter().count())
                .isEqualTo(1);
    }

    @Test
    void whatMayYetBeTakenIsNeverGivenUp() {
        failure = new TwinException("no answer in time");
        add("first");
        await().until(() -> retries() > 0);
        now = now.plus(Duration.ofDays(1));
        double before = retries();
        await().until(() -> retries() > before);

        failure = null;

        await().until(() -> done.contains("first"));
    }

    private void add(String what) {
        writer.add(what, () -> {
            RuntimeException failing = failure;
            if (failing != null) {
                throw failing;
            }
            done.add(what);
        });
    }

    private double retries() {
        return metrics.get("celltwin.lifecycle.write.retries").counter().count();
    }

    private static LifecycleConfig config() {
        return new SmallRyeConfigBuilder()
                .withMapping(LifecycleConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withDefaultValue("celltwin.lifecycle-records.password", "unused")
                .build()
                .getConfigMapping(LifecycleConfig.class);
    }
}
