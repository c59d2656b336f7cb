package io.celltwin.lifecycle.passport;

import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.state.LifecycleState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the records tell of a battery.
 *
 * @param states its states, the furthest first
 * @param alarms its alarms
 */
record RecordedLife(List<LifecycleRecord> states, List<LifecycleRecord> alarms) {

    /** When it first came into that state. */
    Optional<Instant> reached(LifecycleState state) {
        return states.stream()
                .filter(record -> state.wireName().equals(record.content().get("state")))
                .map(LifecycleRecord::at)
                .min(Comparator.naturalOrder());
    }

    /** The state that it is in. */
    Optional<LifecycleState> state() {
        return states.stream()
                .map(record -> LifecycleState.of(String.valueOf(record.content().get("state"))))
                .max(Comparator.naturalOrder());
    }

    /** How often each critical alarm was raised, and when in ms since 1970; an accident shows as one. */
    Map<String, LongSummaryStatistics> criticalAlarms() {
        return alarms.stream()
                .filter(alarm -> "critical".equals(alarm.content().get("severity")))
                .collect(Collectors.groupingBy(
                        alarm -> String.valueOf(alarm.content().get("alarm")),
                        TreeMap::new,
                        Collectors.summarizingLong(alarm -> alarm.at().toEpochMilli())));
    }
}
