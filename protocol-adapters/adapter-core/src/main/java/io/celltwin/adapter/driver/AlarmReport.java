package io.celltwin.adapter.driver;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a device tells of the alarms that it raises itself.
 *
 * @param source the event of the model that tells them; the ids of its alarms begin with its name and an underscore
 * @param complete whether those that stand are all, so that every other one of this source is gone
 * @param standing the alarms that stand, by id; if not complete, those that have changed
 * @param gone the ids of those that do not stand any more
 * @param problem why the alarms of this source are not known, or not all of them; empty if they are
 */
public record AlarmReport(
        String source,
        boolean complete,
        Map<String, DeviceAlarm> standing,
        Set<String> gone,
        Optional<String> problem) {

    public AlarmReport {
        standing = Map.copyOf(standing);
        gone = Set.copyOf(gone);
    }

    /**
     * @param later the next report of the same source
     * @return one report that says what both say
     */
    public AlarmReport followedBy(AlarmReport later) {
        if (later.complete) {
            return later;
        }
        Map<String, DeviceAlarm> bothStanding = new LinkedHashMap<>(standing);
        Set<String> bothGone = new HashSet<>(gone);
        later.standing.forEach((id, alarm) -> {
            bothStanding.put(id, alarm);
            bothGone.remove(id);
        });
        later.gone.forEach(id -> {
            bothStanding.remove(id);
            bothGone.add(id);
        });
        return new AlarmReport(source, complete, bothStanding, bothGone, later.problem);
    }
}
