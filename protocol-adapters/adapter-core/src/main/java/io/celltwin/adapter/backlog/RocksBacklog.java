package io.celltwin.adapter.backlog;

import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.sending.OutboundMessage;
import io.celltwin.adapter.sending.OutboundMessage.Kind;
import io.celltwin.service.disk.DiskSpace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/**
 * A backlog in RocksDB. Keys are the kind of message (one byte) and a position (eight bytes, growing), so that each kind is in order.
 * <ol>
 * <li>A message is written to the log of RocksDB without waiting for the disk: it survives a kill of the process, and the end of
 * power only if the operating system had written it by then.</li>
 * <li>When there are more bytes than allowed, the oldest values are dropped until a tenth is free; events only when there are
 * no values left.</li>
 * <li>An event is deleted when the outbox is done with it; values when they were passed on.</li>
 * <li>When it is opened, everything is counted anew, and events that are left are given to be sent again.</li>
 * </ol>
 * Invariants: positions grow while the backlog is not empty; what is counted is what is on disk.
 * Where it may break off: a message may be passed on twice, if the process ends before that was noted; its number tells.
 */
public final class RocksBacklog implements Backlog {

    private static final Logger LOG = Logger.getLogger(RocksBacklog.class);
    private static final long WRITE_BUFFER_BYTES = 4L * 1024 * 1024;
    private static final int KEY_BYTES = 1 + Long.BYTES;
    /** So much of the space is freed at once, so that not each message has to look for the oldest. */
    private static final double FREED = 0.1;

    private final long maxBytes;
    private final DiskSpace disk;
    private final Clock clock;
    private final BacklogListener listener;
    private final long runMillis;
    private final Options options = new Options();
    private final WriteOptions writeOptions = new WriteOptions();
    private final RocksDB db;
    private final Map<Kind, Extent> extents = new EnumMap<>(Kind.class);
    private final Map<DeviceKey, Long> numbers = new HashMap<>();
    private final IdentityHashMap<OutboundMessage, Long> positions = new IdentityHashMap<>();
    private boolean full;
    private boolean closed;

    /**
     * Opens a backlog.
     *
     * @param directory where it is; made if it is not there; one adapter's alone
     * @param maxBytes how many bytes the messages may have, before compression
     * @param disk says whether there is room
     * @param clock our clock
     * @param listener is told what becomes of messages
     * @throws IOException if the directory cannot be used
     */
    public RocksBacklog(Path directory, long maxBytes, DiskSpace disk, Clock clock, BacklogListener listener)
            throws IOException {
        this.maxBytes = maxBytes;
        this.disk = disk;
        this.clock = clock;
        this.listener = listener;
        this.runMillis = clock.millis();
        RocksDB.loadLibrary();
        options.setCreateIfMissing(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setMaxWriteBufferNumber(2)
                .setMaxTotalWalSize(2 * WRITE_BUFFER_BYTES)
                .setKeepLogFileNum(2)
                .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL);
        Files.createDirectories(directory);
        try {
            db = RocksDB.open(options, directory.toString());
        } catch (RocksDBException e) {
            options.close();
            writeOptions.close();
            throw new IOException(e.getMessage(), e);
        }
        for (Kind kind : Kind.values()) {
            extents.put(kind, count(kind));
        }
    }

    @Override
    public synchronized void keep(OutboundMessage message) {
        if (closed || positions.containsKey(message) || message.content() instanceof KeptContent) {
            return;
        }
        if (!disk.hasRoom()) {
            dropped(message.kind(), 1);
            return;
        }
        Extent extent = extents.get(message.kind());
        long number = message.kind() == Kind.TELEMETRY ? numbers.merge(message.device(), 1L, Long::sum) - 1 : 0;
        byte[] record = new KeptRecord(
                        message.device(),
                        message.asserted(),
                        runMillis,
                        number,
                        clock.millis(),
                        message.content().payload())
                .toBytes();
        try {
            db.put(writeOptions, key(message.kind(), extent.next), record);
        } catch (RocksDBException e) {
            LOG.errorf(
                    "A message of %s cannot be kept on disk: %s",
                    message.device().deviceId(), e.getMessage());
            dropped(message.kind(), 1);
            return;
        }
        if (message.kind() == Kind.EVENT) {
            positions.put(message, extent.next);
        }
        extent.added(record.length);
        listener.kept(message.kind());
        makeRoom();
    }

    @Override
    public synchronized void done(OutboundMessage message) {
        if (closed || message.kind() != Kind.EVENT) {
            return;
        }
        Long position = message.content() instanceof KeptContent kept
                ? Long.valueOf(kept.position())
                : positions.remove(message);
        if (position != null) {
            delete(Kind.EVENT, position);
        }
    }

    @Override
    public synchronized List<OutboundMessage> leftEvents() {
        List<OutboundMessage> events = new ArrayList<>();
        read(
                Kind.EVENT,
                Integer.MAX_VALUE,
                (position, record) -> events.add(new OutboundMessage(
                        Kind.EVENT, record.device(), new KeptContent(position, record.payload()), record.asserted())));
        return events;
    }

    @Override
    public synchronized List<KeptValues> oldestValues(int most) {
        List<KeptValues> values = new ArrayList<>();
        read(
                Kind.TELEMETRY,
                most,
                (position, record) -> values.add(new KeptValues(
                        position,
                        record.device(),
                        Instant.ofEpochMilli(record.runMillis()),
                        record.number(),
                        Instant.ofEpochMilli(record.keptAtMillis()),
                        record.payload())));
        return values;
    }

    @Override
    public synchronized void passedOn(KeptValues last) {
        if (!closed) {
            int passedOn = Math.toIntExact(deleteThrough(Kind.TELEMETRY, last.position()));
            listener.passedOn(passedOn);
            full = full && extents.get(Kind.TELEMETRY).messages > 0;
        }
    }

    @Override
    public synchronized long messages() {
        return extents.values().stream().mapToLong(extent -> extent.messages).sum();
    }

    @Override
    public synchronized long bytes() {
        return extents.values().stream().mapToLong(extent -> extent.bytes).sum();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            db.close();
            options.close();
            writeOptions.close();
        }
    }

    private void makeRoom() {
        if (bytes() <= maxBytes) {
            return;
        }
        for (Kind kind : Kind.values()) {
            long excess = bytes() - (long) (maxBytes * (1 - FREED));
            if (excess > 0 && extents.get(kind).messages > 0) {
                dropped(kind, deleteThrough(kind, positionBehind(kind, excess)));
            }
        }
    }

    private void dropped(Kind kind, long messages) {
        if (!full) {
            full = true;
            LOG.warn("There is no room on disk for all that waits for Kafka: the oldest values are dropped");
        }
        listener.dropped(kind, messages);
    }

    /** The position through which messages of a kind have so many bytes, or the last there is. */
    private long positionBehind(Kind kind, long excess) {
        long bytes = 0;
        long position = 0;
        try (RocksIterator messages = db.newIterator()) {
            for (messages.seek(key(kind, 0)); isOf(messages, kind) && bytes < excess; messages.next()) {
                bytes += messages.value().length;
                position = position(messages.key());
            }
        }
        return position;
    }

    private void delete(Kind kind, long position) {
        byte[] key = key(kind, position);
        try {
            byte[] record = db.get(key);
            if (record != null) {
                db.delete(writeOptions, key);
                extents.get(kind).removed(1, record.length);
            }
        } catch (RocksDBException e) {
            LOG.errorf("A message cannot be taken from the disk: %s", e.getMessage());
        }
    }

    private long deleteThrough(Kind kind, long last) {
        long messages = 0;
        long bytes = 0;
        try (RocksIterator iterator = db.newIterator()) {
            for (iterator.seek(key(kind, 0));
                    isOf(iterator, kind) && position(iterator.key()) <= last;
                    iterator.next()) {
                messages++;
                bytes += iterator.value().length;
            }
            db.deleteRange(writeOptions, key(kind, 0), key(kind, last + 1));
            extents.get(kind).removed(messages, bytes);
        } catch (RocksDBException e) {
            LOG.errorf("Messages cannot be taken from the disk: %s", e.getMessage());
        }
        if (kind == Kind.EVENT) {
            positions.values().removeIf(position -> position <= last);
        }
        return messages;
    }

    private void read(Kind kind, int most, RecordReader reader) {
        if (closed) {
            return;
        }
        List<Long> unreadable = new ArrayList<>();
        try (RocksIterator messages = db.newIterator()) {
            int read = 0;
            for (messages.seek(key(kind, 0)); read < most && isOf(messages, kind); messages.next()) {
                long position = position(messages.key());
                try {
                    reader.read(position, KeptRecord.of(messages.value()));
                    read++;
                } catch (IOException e) {
                    LOG.warnf("A message that was kept on disk is not readable: %s", e.getMessage());
                    unreadable.add(position);
                }
            }
        }
        unreadable.forEach(position -> delete(kind, position));
        if (!unreadable.isEmpty()) {
            listener.dropped(kind, unreadable.size());
        }
    }

    private Extent count(Kind kind) {
        Extent extent = new Extent();
        try (RocksIterator messages = db.newIterator()) {
            for (messages.seek(key(kind, 0)); isOf(messages, kind); messages.next()) {
                extent.next = position(messages.key());
                extent.added(messages.value().length);
            }
        }
        return extent;
    }

    private static boolean isOf(RocksIterator messages, Kind kind) {
        return messages.isValid() && messages.key().length == KEY_BYTES && messages.key()[0] == kind.ordinal();
    }

    private static byte[] key(Kind kind, long position) {
        return ByteBuffer.allocate(KEY_BYTES)
                .put((byte) kind.ordinal())
                .putLong(position)
                .array();
    }

    private static long position(byte[] key) {
        return ByteBuffer.wrap(key, 1, Long.BYTES).getLong();
    }

    /** Takes what is read. */
    @FunctionalInterface
    private interface RecordReader {

        void read(long position, KeptRecord record);
    }

    /** What there is of one kind. */
    private static final class Extent {

        private long next;
        private long messages;
        private long bytes;

        private void added(long size) {
            next++;
            messages++;
            bytes += size;
        }

        private void removed(long count, long size) {
            messages -= count;
            bytes -= size;
        }
    }
}
