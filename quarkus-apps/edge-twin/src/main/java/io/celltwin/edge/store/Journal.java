package io.celltwin.edge.store;

import io.celltwin.edge.entity.Change;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import java.util.List;
import java.util.function.Consumer;

/** Where changes are kept. Used by one thread at a time. */
public interface Journal extends AutoCloseable {

    /**
     * Opens the store. To be called once, before all else.
     *
     * @throws JournalException if the store cannot be used, is in use already or holds another format
     */
    void open() throws JournalException;

    /**
     * Reads the latest state of every entity, deleted ones included.
     *
     * @throws JournalException if the store cannot be read
     */
    void load(Consumer<Entity> sink) throws JournalException;

    /**
     * Keeps changes: all or none of them, and on disk when it returns.
     *
     * @throws JournalException if they could not be kept; a later call may succeed
     */
    void append(List<JournalEntry> entries) throws JournalException;

    /**
     * Takes back what a failed {@link #append} may have left, if there was one, so that it is known whether the store
     * takes writes again.
     *
     * @throws JournalException if it does not yet; a later call may succeed
     */
    void recover() throws JournalException;

    /**
     * The changes of an entity that are still kept, oldest first.
     *
     * @param fromRevision the first revision wanted
     * @param limit how many at most
     * @throws JournalException if the store cannot be read
     */
    List<Change> changes(EntityKey key, long fromRevision, int limit) throws JournalException;

    @Override
    void close();
}
