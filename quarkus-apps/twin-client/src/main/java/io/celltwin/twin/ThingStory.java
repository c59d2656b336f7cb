package io.celltwin.twin;

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

import io.celltwin.model.ThingModel;

/**
 * Tells one listener the life of every thing in order and without a gap, from events and from things that were read. Knows no
 * thread and no connection.
 */
final class ThingStory {

    private static final String DEFINITION = Thing.JsonFields.DEFINITION.getPointer().toString();

    private final Revisions revisions = new Revisions();
    private final Map<String, String> definitions = new HashMap<>();
    private final ModelLookup models;
    private final Consumer<TwinChange> teller;

    ThingStory(ModelLookup models, Consumer<TwinChange> teller) {
        this.models = models;
        this.teller = teller;
    }

    /**
     * Goes on by an event.
     *
     * @return false if the thing must be read, because events before this one are missing or it does not say enough
     */
    boolean goOn(ThingEvent event) {
        switch (revisions.judge(event)) {
            case READ :
                return false;
            case DELIVER :
                if (event.kind() == ThingEvent.Kind.DELETED) {
                    end(event.thingId(), event.revision(), event.timestamp());
                } else {
                    tell(event.thingId(), event.patch(), event.revision(), event.timestamp(),
                            event.kind() == ThingEvent.Kind.WHOLE);
                }
                return true;
            default :
                return true;
        }
    }

    /**
     * Goes on by things that were read.
     *
     * @param asked ids of the things that were asked for: what was known and was not found is gone
     * @param found the things that exist
     */
    void goOn(Collection<String> asked, List<ThingSnapshot> found) {
        var missing = new HashSet<>(asked);
        for (var snapshot : found) {
            missing.remove(snapshot.thingId());
            tell(snapshot.thingId(), snapshot.thing(), snapshot.revision(), snapshot.modified(), true);
        }
        missing.retainAll(revisions.known());
        missing.forEach(thingId -> end(thingId, revisions.of(thingId), Instant.now()));
    }

    /** Ids of the things that the listener knows. */
    Set<String> known() {
        return revisions.known();
    }

    private void tell(String thingId, JsonObject patch, long revision, Instant timestamp, boolean whole) {
        revisions.told(thingId, revision);
        rememberDefinition(thingId, patch, whole);
        teller.accept(new TwinChange(thingId, model(thingId), patch, revision, timestamp, whole, false));
    }

    private void end(String thingId, long revision, Instant timestamp) {
        var model = model(thingId);
        revisions.forget(thingId);
        definitions.remove(thingId);
        teller.accept(new TwinChange(thingId, model, JsonObject.empty(), revision, timestamp, false, true));
    }

    private void rememberDefinition(String thingId, JsonObject patch, boolean whole) {
        var definition = patch.getValue(DEFINITION);
        if (definition.filter(JsonValue::isString).isPresent()) {
            definitions.put(thingId, definition.get().asString());
        } else if (whole || definition.isPresent()) {
            definitions.remove(thingId);
        }
    }

    private Optional<ThingModel> model(String thingId) {
        return Optional.ofNullable(definitions.get(thingId)).flatMap(models::find);
    }
}
