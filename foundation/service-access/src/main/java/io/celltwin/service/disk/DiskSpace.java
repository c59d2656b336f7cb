package io.celltwin.service.disk;

/**
 * Whether there is room on the disk that a process keeps its state on. Who writes there asks before, and refuses a write
 * while there is none, so that the disk is never full. Where nobody watches the disk there is always room.
 */
@FunctionalInterface
public interface DiskSpace {

    /** Always: for a process whose disk nobody watches. */
    DiskSpace UNWATCHED = () -> true;

    /** Whether something may be written now. Quick, and may be called on any thread. */
    boolean hasRoom();
}
