package io.celltwin.lifecycle.event;

import io.celltwin.lifecycle.canonical.CanonicalJson;
import io.celltwin.lifecycle.genealogy.KnownParts;
import io.celltwin.lifecycle.merkle.Hash;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.lifecycle.state.LifecycleState;
import io.celltwin.lifecycle.state.StateBook;
import io.celltwin.lifecycle.state.StateConflict;
import io.celltwin.lifecycle.state.StateHistory;
import io.celltwin.lifecycle.state.ToldRecords;
import io.celltwin.lifecycle.state.UnknownThing;
import io.celltwin.lifecycle.twin.Twins;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Records maintenance, service and deliveries as people and plant systems tell them. */
@ApplicationScoped
public class EventBook {
    private static final Set<RecordType> TYPES =
            EnumSet.of(RecordType.MAINTENANCE, RecordType.SERVICE, RecordType.DELIVERY);

    private final RecordStore records;
    private final ToldRecords told;
    private final KnownParts known;
    private final StateBook states;
    private final Twins twins;

    /**
     * @param records that know things
     * @param told where events are recorded
     * @param known when things were made
     * @param states what became of them
     * @param twins that know things of which no record tells
     */
    @Inject
    public EventBook(RecordStore records, ToldRecords told, KnownParts known, StateBook states, Twins twins) {
        this.records = records;
        this.told = told;
        this.known = known;
        this.states = states;
        this.twins = twins;
    }

    /**
     * Records an event.
     *
     * @return its record
     * @throws UnknownThing if there is no such thing
     * @throws IllegalArgumentException if it is no such event, with a message for the caller
     * @throws StateConflict if the thing was not made then, or was gone, or that was told by somebody else
     * @throws io.celltwin.twin.error.TwinException if the twin service had to be asked and does not answer
     */
    public LifecycleRecord take(LifeEvent event) {
        if (!TYPES.contains(event.type())) {
            throw new IllegalArgumentException("type must be maintenance, service or delivery.");
        }
        if (event.type() == RecordType.DELIVERY && event.party().isEmpty()) {
            throw new IllegalArgumentException("party must name who got it.");
        }
        if (!records.knows(event.thing()) && twins.find(event.thing()).isEmpty()) {
            throw new UnknownThing("There is no thing " + event.thing() + ".");
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("description", event.description());
        event.reference().ifPresent(reference -> content.put("reference", reference));
        event.party().ifPresent(party -> content.put("party", party));
        Instant at = ToldRecords.inMillis(event.at());
        // What was done belongs into the id: two things may be done at one time.
        String id = "%s/%s/%s/%s"
                .formatted(
                        event.thing(),
                        event.type().wireName(),
                        at,
                        Hash.ofLeaf(CanonicalJson.bytes(content)).hex());
        content.put("by", event.by());
        LifecycleRecord record = new LifecycleRecord(id, event.type(), event.thing(), at, Set.of(), content);
        if (told.known(id).isEmpty()) {
            requireTime(event, at);
        }
        return told.keep(record);
    }

    /** A thing that is gone may still be brought somewhere, but nobody mends it. */
    private void requireTime(LifeEvent event, Instant at) {
        known.madeAt(event.thing()).filter(at::isBefore).ifPresent(made -> {
            throw new StateConflict("%s is known since %s: there cannot have been a %s before, at %s."
                    .formatted(event.thing(), made, event.type().wireName(), at));
        });
        StateHistory history = states.history(event.thing());
        boolean gone = history.state().filter(LifecycleState::isGone).isPresent()
                && history.since().filter(at::isBefore).isEmpty();
        if (gone && event.type() != RecordType.DELIVERY) {
            throw new StateConflict("%s is '%s' since %s: there cannot have been a %s after that, at %s."
                    .formatted(
                            event.thing(),
                            history.state().get().wireName(),
                            history.since().orElseThrow(),
                            event.type().wireName(),
                            at));
        }
    }
}
