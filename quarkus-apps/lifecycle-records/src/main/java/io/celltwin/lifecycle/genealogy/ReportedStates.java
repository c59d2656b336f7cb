package io.celltwin.lifecycle.genealogy;

import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.state.LifecycleState;
import io.celltwin.lifecycle.state.StateBook;
import io.celltwin.lifecycle.state.StateChange;
import io.celltwin.lifecycle.state.StateConflict;
import io.celltwin.lifecycle.state.StateReports;
import io.celltwin.lifecycle.state.UnknownThing;
import io.celltwin.lifecycle.twin.Twins;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Takes what people and plant systems say of the states of things, of those that have a twin and of those that records alone know. */
@ApplicationScoped
public class ReportedStates {
    private final StateReports ofTwins;
    private final StateBook states;
    private final KnownParts known;
    private final Places places;
    private final Twins twins;

    /**
     * @param ofTwins takes what is said of things with a twin
     * @param states where states are recorded
     * @param known what the records know of things
     * @param places where parts are built in
     * @param twins asked whether a thing has one
     */
    @Inject
    public ReportedStates(StateReports ofTwins, StateBook states, KnownParts known, Places places, Twins twins) {
        this.ofTwins = ofTwins;
        this.states = states;
        this.known = known;
        this.places = places;
        this.twins = twins;
    }

    /**
     * Records the state.
     *
     * @return the record of the state that the thing is in now
     * @throws UnknownThing if neither twins nor records know the thing
     * @throws IllegalArgumentException if it is of a kind that has no such states, or a batch named is none
     * @throws StateConflict if it cannot have come into that state, then
     * @throws io.celltwin.twin.error.TwinException if the twin service does not answer or refuses it
     */
    public LifecycleRecord take(StateChange change) {
        if (change.state().isGone()) {
            requireTakenOut(change);
        }
        return twins.find(change.thing()).isPresent() ? ofTwins.take(change) : ofRecords(change);
    }

    private LifecycleRecord ofRecords(StateChange change) {
        String thing = change.thing();
        PartKind kind = known.kindOf(thing).orElseThrow(() -> new UnknownThing("There is no thing " + thing + "."));
        if (kind == PartKind.LOT && !change.state().isGone()) {
            throw new IllegalArgumentException(
                    "%s is a lot of material, which can be scrapped or recycled and nothing else.".formatted(thing));
        }
        if (!change.batches().isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no twin: say by an assembly what it is made of.".formatted(thing));
        }
        Optional<Instant> made = known.madeAt(thing);
        if (made.filter(change.at()::isBefore).isPresent()) {
            throw new StateConflict("%s was made at %s and cannot have become '%s' before, at %s."
                    .formatted(thing, made.get(), change.state().wireName(), change.at()));
        }
        return states.reportedWithoutTwin(change);
    }

    /** What is in something that goes on cannot be gone. */
    private void requireTakenOut(StateChange change) {
        for (Stay stay : places.of(Set.of(change.thing()))) {
            boolean inside = stay.partKind().isBuiltInOnce()
                    && stay.isOpen()
                    && states.history(stay.whole())
                            .state()
                            .filter(LifecycleState::isGone)
                            .isEmpty();
            if (inside) {
                throw new StateConflict("%s is built into %s and cannot become '%s': say first that it was taken out."
                        .formatted(change.thing(), stay.whole(), change.state().wireName()));
            }
            if (stay.until().filter(change.at()::isBefore).isPresent()) {
                throw new StateConflict("%s was in %s until %s and cannot have become '%s' before, at %s."
                        .formatted(
                                change.thing(),
                                stay.whole(),
                                stay.until().get(),
                                change.state().wireName(),
                                change.at()));
            }
        }
    }
}
