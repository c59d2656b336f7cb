package io.celltwin.edge.state;

import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.entity.EntityKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Everything that is on disk, in memory. Read by anybody without waiting, written by the commit thread alone. */
public final class CommittedState implements StateView {
    /** So many that changed last are kept ready; of the others the JSON is read when it is asked for. */
    private static final int MOST_FRESH = 4_096;

    private final Map<EntityKey, Entity> entities = new ConcurrentHashMap<>();
    /** In the order of their change; for the commit thread alone. */
    private final Deque<Entity> changed = new ArrayDeque<>();

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
    @SuppressWarnings("ReferenceEquality") // Each change makes a new entity.
    public void put(Entity entity) {
        entities.put(entity.key(), entity);
        changed.add(entity);
        if (changed.size() > MOST_FRESH) {
            Entity oldest = changed.remove();
            // What has changed again meanwhile is not worth the work.
            if (entities.get(oldest.key()) == oldest) {
                oldest.compact();
            }
        }
    }
}
