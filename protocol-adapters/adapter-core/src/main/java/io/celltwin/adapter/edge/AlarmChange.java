package io.celltwin.adapter.edge;

import java.time.Instant;
import java.util.Optional;

/**
 * An alarm that was raised or cleared.
 *
 * @param id the alarm's name in the twin
 * @param active the alarm if it is to be seen; empty if it is not
 * @param clearedAt when it was cleared, if it is to be seen nevertheless
 * @param perhapsOlder whether the twin may have had the alarm from a former process, so that since when it holds is for the twin to
 *     say, if it does
 */
public record AlarmChange(String id, Optional<ActiveAlarm> active, Optional<Instant> clearedAt, boolean perhapsOlder) {

    /**
     * @param id the alarm's name in the twin
     * @param active the alarm if it is active; empty if it is not
     */
    public AlarmChange(String id, Optional<ActiveAlarm> active) {
        this(id, active, Optional.empty(), false);
    }
}
