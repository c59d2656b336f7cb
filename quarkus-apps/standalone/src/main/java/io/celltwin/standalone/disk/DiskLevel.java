package io.celltwin.standalone.disk;

/** How full the disk is, as far as it matters. */
public enum DiskLevel {
    /** Everything is written. */
    ROOM,
    /** Only the reserve is left: no more values are taken, and writes are refused. */
    LOW,
    /** Not even the reserve is left: what cannot do without the disk is stopped, too. */
    EXHAUSTED
}
