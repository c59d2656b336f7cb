package io.celltwin.edge.precondition;

import io.celltwin.edge.entity.Entity;
import java.util.Optional;
import org.eclipse.ditto.base.model.headers.entitytag.EntityTag;
import org.eclipse.ditto.json.JsonPointer;

/** Entity tags as Ditto makes them: the revision for a whole entity, a hash for a part of it. */
public final class EntityTags {
    private EntityTags() {}

    /** The tag of the resource at a path, nothing if there is no such resource. */
    public static Optional<EntityTag> of(Optional<Entity> entity, JsonPointer path) {
        if (path.isEmpty()) {
            return entity.map(present -> EntityTag.strong("\"rev:" + present.revision() + "\""));
        }
        return entity.flatMap(present -> present.at(path)).flatMap(EntityTag::fromEntity);
    }
}
