package io.celltwin.edge.state;

import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.entity.EntityKind;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Everything that is on disk, in memory. Read by anybody without waiting, written by the commit thread alone. */
public final class CommittedState implements StateView {
    /** So many that changed last are kept ready; of the others the JSON is read when it is asked for. */
    private static final int MOST_FRESH = 4_096;

    private final Map<EntityKey, Entity> entities = new ConcurrentHashMap<>();
    /** In the order of their last change, each once, since a former one is nobody's; for the commit thread alone. */
    private final Map<EntityKey, Entity> fresh = new LinkedHashMap<>();

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
        fresh.remove(entity.key());
        fresh.put(entity.key(), entity);
        if (fresh.size() > MOST_FRESH) {
            Iterator<Entity> oldest = fresh.values().iterator();
            oldest.next().compact();
            oldest.remove();
        }
    }
}
