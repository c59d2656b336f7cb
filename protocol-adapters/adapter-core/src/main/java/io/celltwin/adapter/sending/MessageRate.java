package io.celltwin.adapter.sending;

import java.time.Duration;

/**
 * How often a thing may be told something: a sustained rate, and a burst that comes at once after a rest. The rule is the
 * generic cell rate algorithm (ITU-T I.371, annex A, virtual scheduling): a message is in time if the theoretical arrival time
 * of the present one is not further ahead than the tolerance.
 *
 * @param interval between two messages, in the long run
 * @param burst so many may come at once, at least 1
 */
public record MessageRate(Duration interval, int burst) {

    /** What a device says when it connects: its creation, description, connection and values. */
    private static final int USUAL_BURST = 8;

    public MessageRate {
        if (interval.isNegative() || burst < 1) {
            throw new IllegalArgumentException(
                    "a rate needs an interval that is not negative and a burst of at least 1, not %s and %d"
                            .formatted(interval, burst));
        }
    }

    /**
     * @param messages how many messages a second, in the long run; at least 1
     * @return that rate
     */
    public static MessageRate perSecond(int messages) {
        return new MessageRate(Duration.ofSeconds(1).dividedBy(messages), USUAL_BURST);
    }

    /**
     * @return the count of one thing
     */
    Meter meter() {
        return new Meter();
    }

    /** Counts the messages to one thing. Times are those of {@link System#nanoTime()}. */
    final class Meter {

        private long theoreticalArrival;
        private boolean started;

        /** How long the next message has to wait, in nanoseconds; 0 if it may go at once. */
        long delayNanos(long now) {
            return started ? Math.max(0, theoreticalArrival - toleranceNanos() - now) : 0;
        }

        /** A message goes. */
        void sent(long now) {
            theoreticalArrival = (started ? Math.max(theoreticalArrival - now, 0) : 0) + now + interval.toNanos();
            started = true;
        }

        /** Whether nothing of the past counts any more. */
        boolean isRested(long now) {
            return !started || theoreticalArrival - now <= 0;
        }

        private long toleranceNanos() {
            return (burst - 1) * interval.toNanos();
        }
    }
}
