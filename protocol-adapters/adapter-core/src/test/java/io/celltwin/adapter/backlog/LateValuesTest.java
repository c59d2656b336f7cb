package io.celltwin.adapter.backlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.sending.OutboundMessage.Kind;
import io.celltwin.service.disk.DiskSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LateValuesTest {

    private static final DeviceKey FILLER = new DeviceKey("demo", "demo:filler-1");

    @TempDir
    Path directory;

    private final List<List<KeptValues>> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private RocksBacklog backlog;
    private LateValues lateValues;
    private volatile boolean liveGetsThrough = true;

    @BeforeEach
    void open() throws IOException {
        backlog = new RocksBacklog(directory, 1_000_000, DiskSpace.UNWATCHED, Clock.systemUTC(), new BacklogListener() {

            @Override
            public void kept(Kind kind) {
                // Not of interest.
            }

            @Override
            public void dropped(Kind kind, long messages) {
                throw new IllegalStateException("dropped");
            }

            @Override
            public void passedOn(int messages) {
                // Seen in the backlog.
            }
        });
        lateValues = new LateValues(backlog, this::send, () -> liveGetsThrough, 25, "test");
    }

    @AfterEach
    void close() {
        lateValues.close();
        backlog.close();
    }

    @Test
    void passesOnInOrderAFewAtATimeAndAgainWhatFailed() {
        failures.set(1);
        keep(12);
        lateValues.start();
        await().until(() -> backlog.messages() == 0);
        assertThat(sent.stream().flatMap(List::stream).map(KeptValues::number))
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
        assertThat(sent).allMatch(batch -> batch.size() <= 5);
    }

    @Test
    void waitsUntilWhatIsMeasuredNowGetsThrough() {
        liveGetsThrough = false;
        keep(3);
        lateValues.start();
        await().during(Duration.ofMillis(500)).until(sent::isEmpty);
        liveGetsThrough = true;
        await().until(() -> backlog.messages() == 0);
    }

    private void keep(int messages) {
        for (int i = 0; i < messages; i++) {
            backlog.keep(RocksBacklogTest.values(FILLER, "v" + i));
        }
    }

    private void send(List<KeptValues> values) throws IOException {
        if (failures.getAndDecrement() > 0) {
            throw new IOException("the broker is away");
        }
        sent.add(values);
    }
}
