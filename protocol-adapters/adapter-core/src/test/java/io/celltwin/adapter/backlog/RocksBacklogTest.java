package io.celltwin.adapter.backlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.sending.MessageContent;
import io.celltwin.adapter.sending.OutboundMessage;
import io.celltwin.adapter.sending.OutboundMessage.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksBacklogTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final DeviceKey FILLER = new DeviceKey("demo", "demo:filler-1");
    private static final DeviceKey COATER = new DeviceKey("demo", "demo:coater-1");

    @TempDir
    Path directory;

    private final Counts counts = new Counts();
    private final AtomicBoolean room = new AtomicBoolean(true);
    private RocksBacklog backlog;

    @BeforeEach
    void open() throws IOException {
        backlog = open(100_000);
    }

    @AfterEach
    void close() {
        backlog.close();
    }

    @Test
    void keepsValuesInOrderWithTheirTimesAndNumbersOfTheirDevice() {
        backlog.keep(values(FILLER, "a"));
        backlog.keep(values(COATER, "b"));
        backlog.keep(values(FILLER, "c"));
        assertThat(backlog.oldestValues(10))
                .extracting(KeptValues::device, KeptValues::number, RocksBacklogTest::text, KeptValues::keptAt)
                .containsExactly(tuple(FILLER, 0L, "a", NOW), tuple(COATER, 0L, "b", NOW), tuple(FILLER, 1L, "c", NOW));
        assertThat(backlog.oldestValues(2)).hasSize(2);
    }

    /** Nothing is closed, as when the process is killed: what it held open is opened by another. */
    @Test
    void hasEverythingStillAfterTheProcessWasKilled() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path other = directory.resolveSibling(directory.getFileName() + "-killed");
        Process killed = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledKeeper.class.getName(),
                        other.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(killed.waitFor()).isEqualTo(KilledKeeper.STATUS);
        try (RocksBacklog found = open(other, 100_000)) {
            assertThat(found.oldestValues(1_000)).hasSize(KilledKeeper.MESSAGES);
            assertThat(found.leftEvents()).hasSize(1);
        }
    }

    @Test
    void givesTheEventsThatWereLeftAndForgetsThoseThatAreDone() throws Exception {
        OutboundMessage first = event("first");
        OutboundMessage second = event("second");
        backlog.keep(first);
        backlog.keep(second);
        backlog.done(first);
        backlog.close();
        backlog = open(100_000);
        List<OutboundMessage> left = backlog.leftEvents();
        assertThat(left).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(Kind.EVENT);
            assertThat(event.device()).isEqualTo(FILLER);
            assertThat(new String(event.content().payload(), StandardCharsets.UTF_8))
                    .isEqualTo("second");
        });
        backlog.keep(left.get(0));
        assertThat(backlog.messages()).isEqualTo(1);
        backlog.done(left.get(0));
        assertThat(backlog.messages()).isZero();
        assertThat(backlog.bytes()).isZero();
    }

    @Test
    void forgetsValuesThatWerePassedOn() throws Exception {
        for (int i = 0; i < 10; i++) {
            backlog.keep(values(FILLER, "v" + i));
        }
        backlog.passedOn(backlog.oldestValues(4).get(3));
        assertThat(backlog.oldestValues(1)).extracting(RocksBacklogTest::text).containsExactly("v4");
        backlog.close();
        backlog = open(100_000);
        assertThat(backlog.messages()).isEqualTo(6);
        backlog.keep(values(FILLER, "later"));
        assertThat(backlog.oldestValues(10)).extracting(RocksBacklogTest::text).endsWith("v9", "later");
    }

    @Test
    void dropsTheOldestValuesFirstCountsThemAndLetsTheNumbersTell() {
        OutboundMessage alarm = event("alarm");
        backlog.keep(alarm);
        for (int i = 0; i < 500; i++) {
            backlog.keep(values(FILLER, "x".repeat(500) + i));
        }
        List<KeptValues> left = backlog.oldestValues(1_000);
        assertThat(backlog.bytes()).isLessThanOrEqualTo(100_000);
        assertThat(counts.dropped.get(Kind.TELEMETRY)).isEqualTo(500L - left.size());
        assertThat(left.get(0).number()).isEqualTo(counts.dropped.get(Kind.TELEMETRY));
        assertThat(left.get(left.size() - 1).number()).isEqualTo(499);
        assertThat(counts.dropped).doesNotContainKey(Kind.EVENT);
        assertThat(backlog.leftEvents()).hasSize(1);
    }

    @Test
    void dropsEventsOnlyWhenThereAreNoValuesLeft() {
        backlog.keep(values(FILLER, "value"));
        for (int i = 0; i < 500; i++) {
            backlog.keep(event("x".repeat(500) + i));
        }
        assertThat(backlog.oldestValues(10)).isEmpty();
        assertThat(counts.dropped.get(Kind.EVENT)).isPositive();
        assertThat(backlog.leftEvents()).hasSizeBetween(100, 200);
    }

    @Test
    void keepsNothingWhileTheDiskIsNearlyFullAndCountsIt() {
        room.set(false);
        backlog.keep(values(FILLER, "a"));
        assertThat(backlog.messages()).isZero();
        assertThat(counts.dropped).containsEntry(Kind.TELEMETRY, 1L);
    }

    @Test
    void refusesADirectoryThatIsInUse() {
        assertThatThrownBy(() -> open(100_000)).isInstanceOf(IOException.class);
    }

    private RocksBacklog open(long maxBytes) throws IOException {
        return open(directory, maxBytes);
    }

    private RocksBacklog open(Path where, long maxBytes) throws IOException {
        return new RocksBacklog(where, maxBytes, room::get, Clock.fixed(NOW, ZoneOffset.UTC), counts);
    }

    static OutboundMessage values(DeviceKey device, String text) {
        return OutboundMessage.telemetry(device, new Text(text));
    }

    static OutboundMessage event(String text) {
        return OutboundMessage.event(FILLER, new Text(text));
    }

    private static String text(KeptValues values) {
        return new String(values.payload(), StandardCharsets.UTF_8);
    }

    private static final class Counts implements BacklogListener {

        private final Map<Kind, Long> dropped = new EnumMap<>(Kind.class);

        @Override
        public void kept(Kind kind) {
            // Seen in the backlog.
        }

        @Override
        public void dropped(Kind kind, long messages) {
            dropped.merge(kind, messages, Long::sum);
        }

        @Override
        public void passedOn(int messages) {
            // Seen in the backlog.
        }
    }

    private record Text(String text) implements MessageContent {

        @Override
        public byte[] payload() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public long bytes() {
            return text.length();
        }

        @Override
        public Object subject() {
            return "values";
        }

        @Override
        public MessageContent followedBy(MessageContent later) {
            return later;
        }
    }
}
