package io.celltwin.twin;

/** Is told about things. All calls of one subscription come one after another from one thread. */
@FunctionalInterface
public interface TwinListener {

    /**
     * A thing became known, changed or was deleted. Per thing, changes come in the order of their revisions. An exception is
     * logged and counted; the subscription goes on with the next change.
     *
     * @param change what happened
     */
    void changed(TwinChange change);

    /**
     * Every thing that the account may read has been reported as a snapshot; from here on changes follow as they happen.
     * Called again after each time everything had to be read again (reconnect, overflow).
     */
    default void caughtUp() {
    }
}
