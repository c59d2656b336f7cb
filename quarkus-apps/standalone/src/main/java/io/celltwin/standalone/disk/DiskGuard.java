package io.celltwin.standalone.disk;

import io.celltwin.service.disk.DiskSpace;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Watches the free space of the state directory's disk, so that everything stops writing before the disk is full and goes
 * on by itself when there is room again. It says so once per change. Where the disk does not tell its free space, the level
 * stays as it was.
 */
public final class DiskGuard implements DiskSpace, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DiskGuard.class);
    /** A disk takes some hundred MB a second, so a look must come often; it costs some microseconds. */
    private static final long LOOK_MS = 250;

    private static final long MEBIBYTE = 1L << 20;

    private final FreeSpace space;
    private final DiskReserve reserve;
    private final List<Consumer<DiskLevel>> listeners = new CopyOnWriteArrayList<>();
    private final Thread looking = new Thread(this::run, "disk-guard");
    private volatile DiskLevel level = DiskLevel.ROOM;
    private volatile long freeBytes;
    private boolean toldThatSpaceIsUnknown;

    /**
     * @param space how much is free
     * @param reserve how much shall be
     */
    public DiskGuard(FreeSpace space, DiskReserve reserve) {
        this.space = space;
        this.reserve = reserve;
        looking.setDaemon(true);
        look();
    }

    /** Looks again and again from now on. */
    public void start() {
        looking.start();
    }

    /** Tells the listener of each new level, on the watching thread: it must not block. */
    public void onChange(Consumer<DiskLevel> listener) {
        listeners.add(listener);
    }

    public DiskLevel level() {
        return level;
    }

    /** Whether there is room for what is written on purpose. */
    @Override
    public boolean hasRoom() {
        return level == DiskLevel.ROOM;
    }

    /** The bytes free at the last look. */
    public long freeBytes() {
        return freeBytes;
    }

    public DiskReserve reserve() {
        return reserve;
    }

    /** One line for whoever is refused. */
    public String refusal() {
        return "The disk has %d MiB left, %d MiB are kept in reserve: make room on it"
                .formatted(freeBytes / MEBIBYTE, reserve.bytes() / MEBIBYTE);
    }

    /** Looks now, so that whoever has just failed to write decides by what is so. */
    public synchronized void look() {
        try {
            freeBytes = space.freeBytes();
            toldThatSpaceIsUnknown = false;
        } catch (IOException e) {
            if (!toldThatSpaceIsUnknown) {
                toldThatSpaceIsUnknown = true;
                LOG.errorf("How much of the disk is free cannot be known: %s", e.toString());
            }
            return;
        }
        DiskLevel now = reserve.level(freeBytes, level);
        if (now != level) {
            level = now;
            tell(now);
            listeners.forEach(listener -> listener.accept(now));
        }
    }

    private void tell(DiskLevel now) {
        long free = freeBytes / MEBIBYTE;
        switch (now) {
            case ROOM -> LOG.warnf("There is room on the disk again, %d MiB: values are taken and written", free);
            case LOW ->
                LOG.errorf(
                        "The disk has %d MiB left, %d MiB are kept in reserve: no values are taken and writes are refused "
                                + "until %d MiB are free. Make room on it",
                        free, reserve.bytes() / MEBIBYTE, reserve.resumeBytes() / MEBIBYTE);
            case EXHAUSTED ->
                LOG.errorf(
                        "The disk has %d MiB left, less than the reserve of %d MiB: the Kafka broker waits, too, until "
                                + "%d MiB are free. Make room on it",
                        free, reserve.bytes() / MEBIBYTE, reserve.restartBytes() / MEBIBYTE);
        }
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(LOOK_MS);
                look();
            }
        } catch (InterruptedException e) {
            LOG.debug("The disk is watched no more");
        }
    }

    @Override
    public void close() {
        looking.interrupt();
    }
}
