package io.celltwin.edge.store;

import io.celltwin.edge.entity.Change;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of one entity could be read, and what can be made of it. Its state is made from the newest whole state that is
 * there and the changes after it as far as they follow each other: a change is never applied to a state that it was not
 * decided on. Its history begins where the changes up to that state have no gap.
 *
 * @param snapshot its snapshot, if it could be read
 * @param base the state before its oldest change, if there is one and it could be read
 * @param changes its changes that could be read, by revision
 * @param newestRevision the highest revision that anything names
 */
record Remains(
        EntityKey key, Optional<Entity> snapshot, Optional<Entity> base, List<Change> changes, long newestRevision) {

    /**
     * An entity as it can be kept.
     *
     * @param base the state that its history begins with, nothing if that is its first change
     * @param history the changes from there to its state
     * @param latest its state
     */
    record Rebuilt(Optional<Entity> base, List<Change> history, Entity latest) {

        /** The first revision that its history has. */
        long oldestRevision() {
            return base.map(Entity::revision).orElse(0L) + 1;
        }
    }

    /** @return nothing if no state of it can be made */
    Optional<Rebuilt> rebuild() {
        Rebuilt whole = continued(base);
        if (snapshot.isEmpty()) {
            return Optional.ofNullable(whole);
        }
        if (whole != null && whole.latest().revision() >= snapshot.get().revision()) {
            return Optional.of(whole);
        }
        return Optional.ofNullable(continued(snapshot));
    }

    private static Optional<Entity> after(Optional<Entity> state, Change change) {
        try {
            return Optional.of(Entity.after(state, change));
        } catch (RuntimeException doesNotFit) {
            return Optional.empty();
        }
    }

    private Rebuilt continued(Optional<Entity> from) {
        List<Change> history = new ArrayList<>();
        Optional<Entity> state = from;
        for (Change change : changes) {
            long revision = state.map(Entity::revision).orElse(0L);
            if (change.revision() <= revision) {
                continue;
            }
            Optional<Entity> next = change.revision() == revision + 1 ? after(state, change) : Optional.empty();
            if (next.isEmpty()) {
                break;
            }
            state = next;
            history.add(change);
        }
        return state.map(latest -> new Rebuilt(from, history, latest)).orElse(null);
    }
}
