package io.celltwin.edge.store;

/**
 * Says whether the disk has room to spare. It is asked before each batch of changes is written: while it says no,
 * writes are refused as if the disk were full already, reads go on, and writes are taken again as soon as it says
 * yes.
 */
@FunctionalInterface
public interface StorageReserve {

    /** There is always room: whoever runs out of it learns so from the write that fails. */
    StorageReserve UNLIMITED = () -> true;

    /** Whether changes may be written now. Called often by the thread that changes the twins: must not block. */
    boolean allowsWrites();
}
