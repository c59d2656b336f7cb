package io.celltwin.twin.values;

import io.celltwin.model.ThingModel;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.ditto.json.JsonObject;

/**
 * One step in the life of a thing as a subscriber sees it.
 *
 * @param thingId id of the thing
 * @param model the model that the thing's definition names; empty when it names none that is known
 * @param patch thing-shaped JSON merge patch (RFC 7396): the values that changed, null where something was removed. For a
 *        snapshot the whole thing
 * @param revision the thing's revision after this step
 * @param timestamp when the twin service made the change
 * @param snapshot true: {@code patch} is the whole thing and replaces everything known of it. Sent first for each thing and
 *        again whenever changes may have been missed
 * @param deleted true: the thing is gone (or no longer readable); {@code patch} is empty
 */
public record TwinChange(
        String thingId,
        Optional<ThingModel> model,
        JsonObject patch,
        long revision,
        Instant timestamp,
        boolean snapshot,
        boolean deleted) {

    /** Rejects missing parts. */
    public TwinChange {
        Objects.requireNonNull(thingId, "thingId");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(patch, "patch");
        Objects.requireNonNull(timestamp, "timestamp");
    }
}
