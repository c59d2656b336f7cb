package io.celltwin.lifecycle.state;

import io.celltwin.lifecycle.record.LifecycleRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the records tell of the states of one thing. The present state is the furthest one, not the one with the latest time:
 * the clock by which the line told of a state may have been wrong.
 */
public final class StateHistory {
    private static final Comparator<LifecycleRecord> FURTHEST_FIRST = Comparator.comparing(StateHistory::stateOf)
            .thenComparing(LifecycleRecord::at)
            .reversed();

    private final String thing;
    private final List<LifecycleRecord> records;
    private final Optional<LifecycleState> state;
    private final Optional<LifecycleRecord> present;
    private final Set<String> batches = new TreeSet<>();

    /** @param records of the states of that thing */
    StateHistory(String thing, List<LifecycleRecord> records) {
        this.thing = thing;
        this.records = records.stream().sorted(FURTHEST_FIRST).toList();
        this.state = records.stream().map(StateHistory::stateOf).max(Comparator.naturalOrder());
        this.present = records.stream()
                .filter(record -> state.filter(stateOf(record)::equals).isPresent())
                .max(Comparator.comparing(LifecycleRecord::at));
        for (LifecycleRecord record : records) {
            if (record.content().get("batches") instanceof Collection<?> named) {
                named.forEach(batch -> batches.add(batch.toString()));
            }
        }
    }

    /** Its present state; empty if none was recorded. */
    public Optional<LifecycleState> state() {
        return state;
    }

    /** The newest record of the present state. */
    Optional<LifecycleRecord> present() {
        return present;
    }

    /** Since when it is in its present state. */
    public Optional<Instant> since() {
        return records.stream()
                .filter(record -> state.filter(stateOf(record)::equals).isPresent())
                .map(LifecycleRecord::at)
                .min(Comparator.naturalOrder());
    }

    /** When its first state was reached. */
    public Optional<Instant> first() {
        return records.stream().map(LifecycleRecord::at).min(Comparator.naturalOrder());
    }

    /** The records, the furthest state first; states may be told with one time. */
    public List<LifecycleRecord> records() {
        return records;
    }

    /** The cell batches that the records name as built into the thing. */
    public Set<String> batches() {
        return Set.copyOf(batches);
    }

    /** Whether the present state was reached after that time, as the records keep times. */
    boolean isLaterThan(Instant at) {
        return present.filter(record ->
                        at.truncatedTo(ChronoUnit.MILLIS).isBefore(record.at().truncatedTo(ChronoUnit.MILLIS)))
                .isPresent();
    }

    /** @throws StateConflict if the thing has passed the state that the change names */
    void requireOrder(StateChange change) {
        state.filter(current -> current != change.state() && !current.mayBecome(change.state()))
                .ifPresent(current -> {
                    throw new StateConflict("%s is '%s' and cannot become '%s' any more."
                            .formatted(thing, current.wireName(), change.state().wireName()));
                });
    }

    /** @throws StateConflict if the thing came into its present state after the time that the change names */
    void requireTime(StateChange change) {
        if (isLaterThan(change.at())) {
            throw new StateConflict("%s is '%s' since %s and cannot have become '%s' before, at %s."
                    .formatted(
                            thing,
                            state.orElseThrow().wireName(),
                            present.orElseThrow().at(),
                            change.state().wireName(),
                            change.at()));
        }
    }

    private static LifecycleState stateOf(LifecycleRecord record) {
        return LifecycleState.of(String.valueOf(record.content().get("state")));
    }
}
