package io.celltwin.edge.store;

import io.celltwin.edge.entity.Change;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import java.util.List;
import java.util.Optional;

/** What is kept of the past of each entity. May be asked by any thread. */
public interface ChangeHistory {

    /**
     * The oldest state that is kept: what came before its next change is not known any more.
     *
     * @return nothing if the entity is known from its first change on, or not at all
     * @throws JournalException if the store cannot be read
     */
    Optional<Entity> oldestState(EntityKey key) throws JournalException;

    /**
     * The changes of an entity that are still kept, oldest first.
     *
     * @param fromRevision the first revision wanted
     * @param limit how many at most
     * @throws JournalException if the store cannot be read
     */
    List<Change> changes(EntityKey key, long fromRevision, int limit) throws JournalException;
}
