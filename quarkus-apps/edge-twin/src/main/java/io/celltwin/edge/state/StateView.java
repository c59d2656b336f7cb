package io.celltwin.edge.state;

import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import java.util.Optional;

/** What is known of things and policies at some moment. */
@FunctionalInterface
public interface StateView {

    /** The entity as last known, deleted or not; nothing if there never was one. */
    Optional<Entity> find(EntityKey key);

    /** The entity, if it exists now. */
    default Optional<Entity> alive(EntityKey key) {
        return find(key).flatMap(Entity::ifAlive);
    }
}
