package io.celltwin.lifecycle.state;

import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.lifecycle.twin.KnownThing;
import io.celltwin.lifecycle.twin.Twins;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds what a person or a plant system says of a state against what is known, before it is recorded. */
@ApplicationScoped
public class StateReports {
    private final StateBook states;
    private final RecordStore records;
    private final Twins twins;

    @Inject
    StateReports(StateBook states, RecordStore records, Twins twins) {
        this.states = states;
        this.records = records;
        this.twins = twins;
    }

    /**
     * Records the state.
     *
     * @return the record of the state that the thing is in now
     * @throws UnknownThing if there is no such thing
     * @throws IllegalArgumentException if it is of a kind that has no such states, or a batch named is none
     * @throws StateConflict if it cannot have come into that state, then
     * @throws io.celltwin.twin.error.TwinException if the twin service does not answer or refuses it
     */
    public LifecycleRecord take(StateChange change) {
        KnownThing thing = twins.find(change.thing())
                .orElseThrow(() -> new UnknownThing("There is no thing " + change.thing() + "."));
        if (!thing.mayHaveLifecycle()) {
            throw new IllegalArgumentException("%s is a %s, and only batches and batteries have states of a life."
                    .formatted(thing.id(), thing.kind()));
        }
        requireMade(thing, change);
        change.batches().forEach(batch -> requireBuildable(batch, change));
        return states.reported(change);
    }

    /** Nothing becomes anything before it is made; that it was made may be said of any time that has not been ruled out. */
    private void requireMade(KnownThing thing, StateChange change) {
        Optional<Instant> made = madeAt(thing);
        if (made.filter(change.at()::isBefore).isPresent()) {
            throw new StateConflict("%s was made at %s and cannot have become '%s' before, at %s."
                    .formatted(thing.id(), made.get(), change.state().wireName(), change.at()));
        }
        boolean unsaid = made.isEmpty() && change.state() != LifecycleState.MADE;
        if (unsaid && thing.twinMadeAt().filter(change.at()::isBefore).isPresent()) {
            throw new StateConflict(
                    "When %s was made is not known, and its twin only since %s: say first when it became 'made', then that it became '%s' at %s."
                            .formatted(
                                    thing.id(),
                                    thing.twinMadeAt().get(),
                                    change.state().wireName(),
                                    change.at()));
        }
    }

    /** The first that is known of it. */
    private Optional<Instant> madeAt(KnownThing thing) {
        Stream<Instant> steps = records.about(thing.id(), RecordType.STEP).stream()
                .map(step -> String.valueOf(step.content().get("startedAt")))
                .map(Instant::parse);
        Optional<Instant> recorded = Stream.concat(steps, states.history(thing.id()).first().stream())
                .min(Comparator.naturalOrder());
        return recorded.or(thing::earliest);
    }

    private void requireBuildable(String batch, StateChange change) {
        if (batch.equals(change.thing())) {
            throw new IllegalArgumentException(batch + " cannot be built into itself.");
        }
        Optional<KnownThing> twin = twins.find(batch);
        if (twin.isEmpty() && !records.knows(batch)) {
            throw new IllegalArgumentException(
                    "There is no batch %s that could be built into %s.".formatted(batch, change.thing()));
        }
        if (twin.filter(KnownThing::mayBeCellBatch).isEmpty() && twin.isPresent()) {
            throw new IllegalArgumentException(
                    "%s is a %s and no cell batch.".formatted(batch, twin.get().kind()));
        }
        StateHistory history = states.history(batch);
        if (history.state().filter(LifecycleState::isGone).isPresent()
                && !states.history(change.thing()).batches().contains(batch)) {
            throw new StateConflict("%s is '%s' and cannot be built into %s."
                    .formatted(batch, history.state().get().wireName(), change.thing()));
        }
        history.first().filter(change.at()::isBefore).ifPresent(made -> {
            throw new StateConflict("%s was made at %s and cannot have been built into %s before, at %s."
                    .formatted(batch, made, change.thing(), change.at()));
        });
    }
}
