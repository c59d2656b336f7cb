package io.celltwin.edge.store;

import io.celltwin.edge.entity.Entity;
import java.util.List;
import java.util.function.Consumer;

/** Where changes are kept. Used by one thread at a time, but for what it knows of the past. */
public interface Journal extends ChangeHistory, AutoCloseable {

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
     * Forgets changes that are older than they need be kept, of a few entities at a time, so that it can be called now
     * and then.
     *
     * @throws JournalException if the store does not do it; nothing is lost but time
     */
    void forgetOld() throws JournalException;

    @Override
    void close();
}
