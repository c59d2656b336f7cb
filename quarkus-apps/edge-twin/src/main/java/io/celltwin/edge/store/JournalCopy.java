package io.celltwin.edge.store;

import java.nio.file.Path;

/** Copies a journal that goes on being written. May be called by any thread. */
public interface JournalCopy {

    /**
     * Copies all that is kept at this moment.
     *
     * @param target a directory that is there
     * @throws JournalException if it could not be copied
     */
    void copyTo(Path target) throws JournalException;
}
