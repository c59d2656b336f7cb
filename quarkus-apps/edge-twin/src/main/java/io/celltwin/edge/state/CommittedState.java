package io.celltwin.edge.state;

import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.entity.EntityKind;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Everything that is on disk, in memory. Read by anybody without waiting, written by the commit thread alone. */
public final class CommittedState implements StateView {
    private final Map<EntityKey, Entity> entities = new ConcurrentHashMap<>();

    @Override
    public Optional<Entity> find(EntityKey key) {
        return Optional.ofNullable(entities.get(key));
    }

    /** The things that exist now, in no order. */
    public Stream<Entity> things() {
        return entities.values().stream()
                .filter(entity -> !entity.deleted() && entity.key().kind() == EntityKind.THING);
    }

    /** Takes over an entity that is on disk. */
    public void put(Entity entity) {
        entities.put(entity.key(), entity);
    }
}
