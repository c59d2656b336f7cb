package io.celltwin.edge.state;

import io.celltwin.edge.entity.Change;
import io.celltwin.edge.entity.Entity;
import java.util.Optional;
import org.eclipse.ditto.base.model.headers.DittoHeaders;

/**
 * Tells that a thing or policy changed.
 *
 * @param change what changed
 * @param before the entity before it, nothing if there never was one
 * @param after the entity after it
 * @param commandHeaders the headers of the command that did it
 */
public record TwinEvent(Change change, Optional<Entity> before, Entity after, DittoHeaders commandHeaders) {

    /** The entity to judge the event by: as it is now, or as it was last if it is gone. */
    public Entity subject() {
        return after.deleted() ? before.orElse(after) : after;
    }
}
