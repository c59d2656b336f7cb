package io.celltwin.edge.connection.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Counts what happened in the last minute, hour and day. */
final class SlidingWindowCounter {
    private static final int SECONDS = 60;
    private static final int MINUTES = 24 * 60;

    private final Ring seconds = new Ring(Duration.ofSeconds(1), SECONDS);
    private final Ring minutes = new Ring(Duration.ofMinutes(1), MINUTES);
    private Instant last;

    synchronized void increment() {
        last = Instant.now();
        seconds.increment(last);
        minutes.increment(last);
    }

    /** How many happened in the last minute. */
    synchronized long minute() {
        return seconds.sum(Instant.now(), SECONDS);
    }

    /** How many happened in the last hour, in whole minutes. */
    synchronized long hour() {
        return minutes.sum(Instant.now(), 60);
    }

    /** How many happened in the last day, in whole minutes. */
    synchronized long day() {
        return minutes.sum(Instant.now(), MINUTES);
    }

    /** When it happened last. */
    synchronized Optional<Instant> last() {
        return Optional.ofNullable(last);
    }

    /** One count for each of the latest slots of time. */
    private static final class Ring {
        private final long slotMillis;
        private final long[] slots;
        private final int[] counts;

        Ring(Duration slot, int length) {
            slotMillis = slot.toMillis();
            slots = new long[length];
            counts = new int[length];
        }

        void increment(Instant now) {
            long slot = now.toEpochMilli() / slotMillis;
            int index = (int) (slot % slots.length);
            if (slots[index] != slot) {
                slots[index] = slot;
                counts[index] = 0;
            }
            counts[index]++;
        }

        long sum(Instant now, int length) {
            long newest = now.toEpochMilli() / slotMillis;
            long sum = 0;
            for (int i = 0; i < slots.length; i++) {
                if (slots[i] > newest - length && slots[i] <= newest) {
                    sum += counts[i];
                }
            }
            return sum;
        }
    }
}
