package io.celltwin.edge.state;

import io.celltwin.edge.entity.Change;
import io.celltwin.edge.entity.ChangeAction;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** Changes that are decided but not yet on disk, on top of a state that they do not touch. */
public final class Transaction implements StateView {
    private final StateView base;
    private final Clock clock;
    private final Map<EntityKey, Entity> staged = new HashMap<>();
    private final List<TwinEvent> events = new ArrayList<>();

    public Transaction(StateView base, Clock clock) {
        this.base = base;
        this.clock = clock;
    }

    @Override
    public Optional<Entity> find(EntityKey key) {
        Entity entity = staged.get(key);
        return entity != null ? Optional.of(entity) : base.find(key);
    }

    /** The time at which it is decided. */
    public Instant now() {
        return clock.instant();
    }

    /** A part of this transaction that is taken over whole or not at all. */
    public Transaction nested() {
        return new Transaction(this, clock);
    }

    /** Takes over what a nested transaction decided. */
    public void take(Transaction nested) {
        staged.putAll(nested.staged);
        events.addAll(nested.events);
    }

    /**
     * Decides a change of an entity.
     *
     * @param headers the headers of the command that asks for it
     * @return the entity after it
     */
    public Entity change(
            EntityKey key, ChangeAction action, JsonPointer path, Optional<JsonValue> value, DittoHeaders headers) {
        return change(key, action, path, value, Optional.empty(), headers);
    }

    /**
     * Decides a change of an entity and of its metadata.
     *
     * @param metadata all of it as it is afterwards; empty if what stays keeps its own
     * @param headers the headers of the command that asks for it
     * @return the entity after it
     */
    public Entity change(
            EntityKey key,
            ChangeAction action,
            JsonPointer path,
            Optional<JsonValue> value,
            Optional<JsonObject> metadata,
            DittoHeaders headers) {
        Optional<Entity> before = find(key);
        long revision = before.map(Entity::revision).orElse(0L) + 1;
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Change change = new Change(key, revision, action, path, value, now, metadata);
        Entity after = Entity.after(before, change);
        staged.put(key, after);
        events.add(new TwinEvent(change, before, after, headers));
        return after;
    }

    /** What was decided, in order. */
    public List<TwinEvent> events() {
        return events;
    }

    /** The entities that were changed, as they are after all changes. */
    public Iterable<Entity> changed() {
        return staged.values();
    }
}
