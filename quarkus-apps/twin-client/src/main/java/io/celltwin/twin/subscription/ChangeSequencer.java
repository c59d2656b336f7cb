package io.celltwin.twin.subscription;

import io.celltwin.model.ThingModel;
import io.celltwin.twin.values.TwinChange;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.Thing;

/**
 * Makes one gapless, ordered sequence of changes per thing, from events and from things that were read. Knows no thread and
 * no connection.
 */
final class ChangeSequencer {

    private static final String DEFINITION =
            Thing.JsonFields.DEFINITION.getPointer().toString();

    private final RevisionTracker revisions = new RevisionTracker();
    private final Map<String, Meaning> meanings = new HashMap<>();
    private final ModelLookup models;
    private final Consumer<TwinChange> sink;

    /** By what a thing's values are understood: its definition and the model that this named when the listener was told. */
    private record Meaning(Optional<String> definition, Optional<ThingModel> model) {

        private static final Meaning NONE = new Meaning(Optional.empty(), Optional.empty());
    }

    ChangeSequencer(ModelLookup models, Consumer<TwinChange> sink) {
        this.models = models;
        this.sink = sink;
    }

    /**
     * Applies an event.
     *
     * @return false if the thing must be read: because events before this one are missing, because the event does not say
     *         enough, or because it gives all values another meaning
     */
    boolean apply(ThingEvent event) {
        return switch (revisions.judge(event)) {
            case DROP -> true;
            case READ -> false;
            case DELIVER -> deliver(event);
        };
    }

    /**
     * Applies an event although something before it is missing or it does not say enough. What it says is true all the
     * same; the rest comes when the thing is read.
     */
    void applyIncomplete(ThingEvent event) {
        if (revisions.knows(event.thingId())) {
            tell(event, meanings.getOrDefault(event.thingId(), Meaning.NONE), false);
        }
    }

    /**
     * Applies things that were read.
     *
     * @param asked ids of the things that were asked for: what was known and was not found is gone
     * @param found the things that exist
     */
    void apply(Collection<String> asked, List<ThingSnapshot> found) {
        Set<String> missing = new HashSet<>(asked);
        for (ThingSnapshot snapshot : found) {
            missing.remove(snapshot.thingId());
            ThingEvent event = new ThingEvent(
                    snapshot.thingId(),
                    ThingEvent.Kind.WHOLE,
                    snapshot.thing(),
                    snapshot.revision(),
                    snapshot.modified());
            tell(event, meaning(definition(event)), true);
        }
        missing.retainAll(revisions.known());
        missing.forEach(thingId -> end(thingId, revisions.of(thingId), Instant.now()));
    }

    /** Ids of the things that the listener knows. */
    Set<String> known() {
        return revisions.known();
    }

    /** How far the listener has been told of a thing; empty for a thing that it does not know. */
    Optional<ThingPosition> position(String thingId) {
        return revisions.knows(thingId)
                ? Optional.of(new ThingPosition(
                        revisions.of(thingId), meanings.get(thingId).definition()))
                : Optional.empty();
    }

    /**
     * Resumes where somebody else stopped.
     *
     * @return the model by which the thing's values are understood
     */
    Optional<ThingModel> resume(String thingId, ThingPosition position) {
        Meaning meaning = meaning(position.definition());
        revisions.told(thingId, position.revision());
        meanings.put(thingId, meaning);
        return meaning.model();
    }

    /** Somebody else goes on with the thing. */
    void release(String thingId) {
        revisions.forget(thingId);
        meanings.remove(thingId);
    }

    private boolean deliver(ThingEvent event) {
        if (event.kind() == ThingEvent.Kind.DELETED) {
            end(event.thingId(), event.revision(), event.timestamp());
            return true;
        }
        Meaning meaning = meaning(definition(event));
        boolean whole = event.kind() == ThingEvent.Kind.WHOLE;
        if (!whole
                && !meaning.model()
                        .equals(meanings.getOrDefault(event.thingId(), Meaning.NONE)
                                .model())) {
            return false;
        }
        tell(event, meaning, whole);
        return true;
    }

    private void tell(ThingEvent event, Meaning meaning, boolean whole) {
        revisions.told(event.thingId(), event.revision());
        meanings.put(event.thingId(), meaning);
        sink.accept(new TwinChange(
                event.thingId(), meaning.model(), event.patch(), event.revision(), event.timestamp(), whole, false));
    }

    private void end(String thingId, long revision, Instant timestamp) {
        revisions.forget(thingId);
        Meaning meaning = Optional.ofNullable(meanings.remove(thingId)).orElse(Meaning.NONE);
        sink.accept(new TwinChange(thingId, meaning.model(), JsonObject.empty(), revision, timestamp, false, true));
    }

    /** The thing's definition after an event. */
    private Optional<String> definition(ThingEvent event) {
        Optional<JsonValue> told = event.patch().getValue(DEFINITION);
        return told.isPresent() || event.kind() == ThingEvent.Kind.WHOLE
                ? told.filter(JsonValue::isString).map(JsonValue::asString)
                : meanings.getOrDefault(event.thingId(), Meaning.NONE).definition();
    }

    private Meaning meaning(Optional<String> definition) {
        return new Meaning(definition, definition.flatMap(models::find));
    }
}
