package io.celltwin.twin.subscription;

import io.celltwin.twin.error.TwinException;
import java.time.Instant;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.ThingRevision;

/**
 * A thing as it was read.
 *
 * @param thingId id of the thing
 * @param thing the whole thing
 * @param revision its revision
 * @param modified when it was last changed
 */
public record ThingSnapshot(String thingId, JsonObject thing, long revision, Instant modified) {

    public static ThingSnapshot of(Thing thing) {
        ThingId id =
                thing.getEntityId().orElseThrow(() -> new TwinException("the twin service sent a thing without id"));
        return new ThingSnapshot(
                id.toString(),
                thing.toJson(),
                thing.getRevision().map(ThingRevision::toLong).orElse(0L),
                thing.getModified().orElseGet(Instant::now));
    }
}
