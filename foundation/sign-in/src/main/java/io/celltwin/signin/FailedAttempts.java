package io.celltwin.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Slows down who tries passwords: after some wrong ones in a row, further tries from the same address for the same name
 * are refused unseen for a time that doubles with each wrong one. Other addresses are not held up, so nobody can shut
 * somebody else out. Thread-safe.
 */
final class FailedAttempts {
    private static final Logger LOG = Logger.getLogger(FailedAttempts.class);
    private static final int FREE = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration REMEMBERED = Duration.ofMinutes(15);
    /** More that fail at a time let the oldest be forgotten. */
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Map<Key, Failures> failures = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Failures> eldest) {
            return size() > MOST;
        }
    };

    FailedAttempts(Clock clock) {
        this.clock = clock;
    }

    /** Whether a password may be looked at now. */
    synchronized boolean mayTry(String address, String name) {
        Failures known = failures.get(new Key(address, name));
        return known == null || !clock.instant().isBefore(known.pausedUntil());
    }

    /** A password was wrong. */
    synchronized void failed(String address, String name) {
        Key key = new Key(address, name);
        Instant now = clock.instant();
        Failures known = failures.get(key);
        boolean old = known == null || now.isAfter(known.last().plus(REMEMBERED));
        int count = old ? 1 : known.count() + 1;
        Duration pause = pause(count);
        if (!pause.isZero()) {
            LOG.warnf(
                    "%d wrong passwords in a row for '%s' from %s: the next is looked at in %d s",
                    count, printable(name), address, pause.toSeconds());
        }
        failures.put(key, new Failures(count, now, now.plus(pause)));
    }

    /** A password was right. */
    synchronized void succeeded(String address, String name) {
        failures.remove(new Key(address, name));
    }

    private static Duration pause(int count) {
        if (count < FREE) {
            return Duration.ZERO;
        }
        int doublings = Math.min(count - FREE, 10);
        Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    /** A name comes from outside: it must not break a line of the log. */
    private static String printable(String name) {
        String cleaned = name.replaceAll("\\p{Cntrl}", "?");
        return cleaned.length() > 64 ? cleaned.substring(0, 64) : cleaned;
    }

    private record Key(String address, String name) {}

    private record Failures(int count, Instant last, Instant pausedUntil) {}
}
