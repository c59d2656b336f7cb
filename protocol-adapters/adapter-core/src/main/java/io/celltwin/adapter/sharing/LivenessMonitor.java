package io.celltwin.adapter.sharing;

import java.time.Duration;

/**
 * Tells from the number of answers that came whether Kafka is still heard of. Not thread-safe.
 */
final class LivenessMonitor {

    private final long longestSilenceNanos;
    private double answers;
    private long heardAtNanos;

    /**
     * @param longestSilence after this, contact counts as lost
     * @param nowNanos the present, by {@link System#nanoTime()}
     */
    LivenessMonitor(Duration longestSilence, long nowNanos) {
        this.longestSilenceNanos = longestSilence.toNanos();
        this.heardAtNanos = nowNanos;
    }

    /**
     * @param answersSoFar how many answers have come so far
     * @param nowNanos the present
     * @return whether Kafka was heard of lately
     */
    boolean isAlive(double answersSoFar, long nowNanos) {
        if (answersSoFar > answers) {
            answers = answersSoFar;
            heardAtNanos = nowNanos;
        }
        return nowNanos - heardAtNanos < longestSilenceNanos;
    }
}
