package io.celltwin.maintenance.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How bad an alarm is. It rises while the alarm stands and does not fall before it is cleared. */
public enum Severity {
    /** To be looked at in this shift. */
    WARNING,
    /** To be looked at now. */
    CRITICAL;

    private static final Duration SHIFT = Duration.ofHours(8);
    /** Five times the limit in standard deviations. */
    private static final double FAR = 25;
    /** Twice the limit in standard deviations is bad when it grows. */
    private static final double GROWING = 4;

    /**
     * @param score now
     * @param before what the score was like before
     * @return how bad that is
     */
    static Severity of(double score, double before) {
        return score >= FAR || score >= GROWING && score > 2 * before ? CRITICAL : WARNING;
    }

    /** By when somebody should have looked, for an alarm that was raised then. */
    Instant actBy(Instant since) {
        return this == CRITICAL ? since : since.plus(SHIFT);
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Severity ofText(String text) {
        return "critical".equals(text) ? CRITICAL : WARNING;
    }
}
