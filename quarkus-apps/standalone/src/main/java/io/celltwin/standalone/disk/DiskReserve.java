package io.celltwin.standalone.disk;

/**
 * How much of a disk is left alone. Each bound for going on again lies above the one for stopping, so that little changes
 * do not stop and start things again and again.
 *
 * @param bytes with less than this free nothing more is written on purpose
 */
public record DiskReserve(long bytes) {
    private static final long MEBIBYTE = 1L << 20;
    private static final long LEAST = 32 * MEBIBYTE;
    private static final long MOST = 1024 * MEBIBYTE;
    private static final long LEAST_STEP = 8 * MEBIBYTE;

    /** A tenth of the disk, but 32 MiB at least and 1 GiB at most. */
    public static DiskReserve usual(long diskBytes) {
        return new DiskReserve(Math.max(LEAST, Math.min(diskBytes / 10, MOST)));
    }

    /** With this much free, writing goes on again. */
    public long resumeBytes() {
        return bytes + Math.max(bytes / 4, LEAST_STEP);
    }

    /** With less than this free, what cannot do without the disk stops while it still can in order. */
    public long exhaustedBytes() {
        return bytes / 4;
    }

    /** With this much free, it starts again. */
    public long restartBytes() {
        return bytes / 2;
    }

    /** The level with that much free, coming from another one. */
    DiskLevel level(long freeBytes, DiskLevel before) {
        if (freeBytes < (before == DiskLevel.EXHAUSTED ? restartBytes() : exhaustedBytes())) {
            return DiskLevel.EXHAUSTED;
        }
        if (freeBytes < (before == DiskLevel.ROOM ? bytes : resumeBytes())) {
            return DiskLevel.LOW;
        }
        return DiskLevel.ROOM;
    }
}
