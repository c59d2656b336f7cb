package io.celltwin.edge.connection.kafka;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The pause before something is tried again: twice as long after each failure up to a limit, and never quite regular. */
final class Pause {
    private final Duration first;
    private final Duration longest;
    private Duration next;
    private long endNanos;

    Pause(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        next = first;
    }

    /** Begins a pause after a failure and says how long it is. */
    Duration longer() {
        long millis = next.toMillis();
        Duration time =
                Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
        next = next.multipliedBy(2).compareTo(longest) > 0 ? longest : next.multipliedBy(2);
        endNanos = System.nanoTime() + time.toNanos();
        return time;
    }

    boolean isOver() {
        return System.nanoTime() - endNanos >= 0;
    }

    /** Something succeeded. */
    void reset() {
        next = first;
    }
}
