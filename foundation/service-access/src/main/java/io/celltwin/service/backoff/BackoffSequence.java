package io.celltwin.service.backoff;

import java.time.Duration;

/** Counts the failures in a row of one thing and says how long to wait after each. Not safe for use by several threads. */
public final class BackoffSequence {

    private final Backoff backoff;
    private int failures;

    BackoffSequence(Backoff backoff) {
        this.backoff = backoff;
    }

    /**
     * Counts a failure.
     *
     * @return how long to wait before the next try
     */
    public Duration next() {
        if (failures < Integer.MAX_VALUE) {
            failures++;
        }
        return backoff.delay(failures);
    }

    /** Counts a success: the next failure is the first again. */
    public void reset() {
        failures = 0;
    }

    /** Returns how many tries in a row have failed. */
    public int failures() {
        return failures;
    }
}
