package io.celltwin.edge.connection;

import io.celltwin.edge.entity.Change;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.store.Journal;
import io.celltwin.edge.store.JournalEntry;
import io.celltwin.edge.store.JournalException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A journal whose disk can be full. */
final class FailingJournal implements Journal {
    private final Journal journal;
    private volatile boolean full;

    FailingJournal(Journal journal) {
        this.journal = journal;
    }

    void full(boolean isFull) {
        full = isFull;
    }

    @Override
    public void open() throws JournalException {
        journal.open();
    }

    @Override
    public void recover() throws JournalException {
        if (full) {
            throw new JournalException("The disk is full.");
        }
        journal.recover();
    }

    @Override
    public void load(Consumer<Entity> sink) throws JournalException {
        journal.load(sink);
    }

    @Override
    public void append(List<JournalEntry> entries) throws JournalException {
        if (full) {
            throw new JournalException("The disk is full.");
        }
        journal.append(entries);
    }

    @Override
    public List<Change> changes(EntityKey key, long fromRevision, int limit) throws JournalException {
        return journal.changes(key, fromRevision, limit);
    }

    @Override
    public Optional<Entity> oldestState(EntityKey key) throws JournalException {
        return journal.oldestState(key);
    }

    @Override
    public void forgetOld() throws JournalException {
        journal.forgetOld();
    }

    @Override
    public void close() {
        journal.close();
    }
}
