package io.celltwin.adapter.modbus;

import io.celltwin.adapter.driver.Reading;
import io.celltwin.modbus.plan.ReadBlock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One request of a cycle and what was learnt of it. Not thread-safe. It is
 * <ul>
 *   <li><em>active</em>: asked in each cycle;
 *   <li><em>silent</em>: it went unanswered while the device answers others. Its values are bad with that reason, and it is asked
 *       again after pauses that grow.
 * </ul>
 */
final class PlannedRead {

    /** The first pause, in time-outs, as a silent device gets it too. */
    private static final int FIRST_PAUSE_TIMEOUTS = 4;

    private static final long LONGEST_PAUSE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long UNSPLIT_NANOS = Duration.ofMinutes(1).toNanos();

    private final ReadBlock block;
    private Optional<String> silence = Optional.empty();
    private long pauseNanos;
    private long askAgainNanos;
    private boolean keptWhole;
    private long splitAgainNanos;

    PlannedRead(ReadBlock block) {
        this.block = block;
    }

    ReadBlock block() {
        return block;
    }

    boolean isActive() {
        return silence.isEmpty();
    }

    /** Why it is silent, if it is. */
    Optional<String> silence() {
        return silence;
    }

    boolean isDueAgain(long nowNanos) {
        return !isActive() && askAgainNanos - nowNanos <= 0;
    }

    void missed(String reason, long nowNanos) {
        pauseNanos = silence.isEmpty()
                ? block.timeout().toNanos() * FIRST_PAUSE_TIMEOUTS
                : Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
        silence = Optional.of(reason);
        askAgainNanos = nowNanos + pauseNanos;
    }

    void answered() {
        silence = Optional.empty();
    }

    /** Whether smaller requests may be tried, if this one is refused. */
    boolean maySplit(long nowNanos) {
        return block.points().size() > 1 && (!keptWhole || splitAgainNanos - nowNanos <= 0);
    }

    /** Smaller requests were refused too, so that its size was not the reason. */
    void keepWhole(long nowNanos) {
        keptWhole = true;
        splitAgainNanos = nowNanos + UNSPLIT_NANOS;
    }

    List<Reading> bad(String reason) {
        Instant now = Instant.now();
        return block.points().stream()
                .map(point -> Reading.bad(point.property(), reason, now))
                .toList();
    }
}
