package io.celltwin.adapter.modbus;

import java.time.Duration;

/**
 * When a cycle is due that is held at a fixed rate. Cycles that could not be held because one before took too long are left
 * out, not made up for. Times are those of {@link System#nanoTime()}.
 */
final class PollSchedule {

    private final Duration period;
    private long dueNanos;

    /**
     * @param period the time from the beginning of one cycle to that of the next
     * @param firstNanos when the first cycle is due
     */
    PollSchedule(Duration period, long firstNanos) {
        this.period = period;
        this.dueNanos = firstNanos;
    }

    /**
     * @return the time from the beginning of one cycle to that of the next
     */
    Duration period() {
        return period;
    }

    /**
     * @param nowNanos the time
     * @return how long it is until the next cycle is due; not positive if it is due
     */
    long nanosUntilDue(long nowNanos) {
        return dueNanos - nowNanos;
    }

    /**
     * Notes that the cycle which was due has been held.
     *
     * @param nowNanos when it ended
     * @return how many later cycles were missed meanwhile and are left out
     */
    long held(long nowNanos) {
        dueNanos += period.toNanos();
        long missed = Math.max(0, (nowNanos - dueNanos) / period.toNanos());
        dueNanos += missed * period.toNanos();
        return missed;
    }
}
