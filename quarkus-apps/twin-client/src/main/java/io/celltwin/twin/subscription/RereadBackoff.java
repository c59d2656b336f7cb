package io.celltwin.twin.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Spares the twin service: lets a thing be read again at once when events of it are missing, but ever more rarely while that
 * goes on. Revisions that an account is never told of are normal where it may not read some of a thing's values.
 */
final class RereadBackoff {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** After so many pauses without a gap the thing starts afresh. */
    private static final int QUIET_PAUSES = 5;

    private final Map<String, Turn> turns = new HashMap<>();

    private record Turn(Instant next, Duration pause, boolean wanted) {}

    /**
     * Asks for a thing to be read.
     *
     * @return true if it may be read now; false if it must wait and will be {@link #due}
     */
    boolean mayRead(String thingId, Instant now) {
        Turn turn = turns.get(thingId);
        if (turn != null && now.isBefore(turn.next())) {
            turns.put(thingId, new Turn(turn.next(), turn.pause(), true));
            return false;
        }
        boolean fresh =
                turn == null || now.isAfter(turn.next().plus(turn.pause().multipliedBy(QUIET_PAUSES)));
        Duration pause = fresh ? FIRST_PAUSE : longer(turn.pause());
        turns.put(thingId, new Turn(now.plus(pause), pause, false));
        return true;
    }

    /** A thing that had to wait and may be read now; it is taken as read. */
    Optional<String> due(Instant now) {
        Optional<String> due = turns.entrySet().stream()
                .filter(entry -> entry.getValue().wanted()
                        && !now.isBefore(entry.getValue().next()))
                .map(Map.Entry::getKey)
                .findFirst();
        due.ifPresent(thingId -> mayRead(thingId, now));
        return due;
    }

    /** Whether the thing has still to be read. */
    boolean waits(String thingId) {
        Turn turn = turns.get(thingId);
        return turn != null && turn.wanted();
    }

    /** The thing is gone. */
    void forget(String thingId) {
        turns.remove(thingId);
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}
