package io.celltwin.edge.store;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Goes through the records of one family in the order of their keys, and past what cannot be read.
 *
 * <p>
 * A damaged block gives an error for every key that would lie in it, and none for the keys before and behind. So, where the
 * walk meets an error,
 * <ol>
 * <li>it tries keys behind the last sound one, twice as far each time, until one can be read;
 * <li>between that and the farthest that cannot, it halves the distance until it has the first that can be read;
 * <li>it notes the gap, and goes on from there.
 * </ol>
 * Keys are taken as numbers for that, filled up with zeros. Where several blocks are damaged, sound ones between them may
 * fall into one gap: more is called lost than is, never less.
 */
final class SoundRecords implements AutoCloseable {
    /** What a key behind the last one may be longer than that and still be met exactly. */
    private static final int FURTHER_BYTES = 12;

    private final Supplier<RocksIterator> source;
    private RocksIterator records;
    private final List<Gap> gaps = new ArrayList<>();
    private byte[] last = {};
    private boolean started;

    /** @param source gives an iterator over the family */
    SoundRecords(Supplier<RocksIterator> source) {
        this.source = source;
        this.records = source.get();
    }

    /**
     * What could not be read.
     *
     * @param after the last key before it, empty if it begins with the first
     * @param before the first key behind it, nothing if it goes to the end
     */
    record Gap(byte[] after, Optional<byte[]> before) {

        /** Whether a key may have been in it. */
        boolean mayHold(byte[] key) {
            return Arrays.compareUnsigned(key, after) > 0
                    && (before.isEmpty() || Arrays.compareUnsigned(key, before.get()) < 0);
        }

        /** Whether any key from one to another may have been in it. */
        boolean mayHoldAnyOf(byte[] first, byte[] end) {
            return Arrays.compareUnsigned(end, after) > 0
                    && (before.isEmpty() || Arrays.compareUnsigned(first, before.get()) < 0);
        }
    }

    /**
     * Goes on to the next record.
     *
     * @return whether there is one
     */
    boolean next() {
        if (started) {
            records.next();
        } else {
            records.seekToFirst();
            started = true;
        }
        if (isReadable() || skipped()) {
            if (records.isValid()) {
                last = records.key();
                return true;
            }
        }
        return false;
    }

    byte[] key() {
        return last;
    }

    byte[] value() {
        return records.value();
    }

    /** What was passed so far. */
    List<Gap> gaps() {
        return gaps;
    }

    /** Whether the place can be read: a record is there, or the end. */
    private boolean isReadable() {
        if (records.isValid()) {
            return true;
        }
        try {
            records.status();
            return true;
        } catch (RocksDBException damaged) {
            return false;
        }
    }

    private boolean skipped() {
        int width = last.length + FURTHER_BYTES;
        BigInteger start = new BigInteger(1, Arrays.copyOf(last, width));
        BigInteger limit = BigInteger.ONE.shiftLeft(width * Byte.SIZE);
        BigInteger damaged = start;
        for (int shift = 0; shift <= width * Byte.SIZE; shift++) {
            BigInteger tried = start.add(BigInteger.ONE.shiftLeft(shift));
            if (tried.compareTo(limit) >= 0) {
                tried = limit.subtract(BigInteger.ONE);
            }
            if (isReadable(tried, width)) {
                BigInteger sound = firstReadable(damaged, tried, width);
                seek(sound, width);
                gaps.add(new Gap(last, records.isValid() ? Optional.of(records.key()) : Optional.empty()));
                return true;
            }
            damaged = tried;
        }
        gaps.add(new Gap(last, Optional.empty()));
        return false;
    }

    private BigInteger firstReadable(BigInteger damaged, BigInteger readable, int width) {
        BigInteger low = damaged;
        BigInteger high = readable;
        while (high.subtract(low).compareTo(BigInteger.ONE) > 0) {
            BigInteger middle = low.add(high).shiftRight(1);
            if (isReadable(middle, width)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private boolean isReadable(BigInteger key, int width) {
        seek(key, width);
        return isReadable();
    }

    /** An iterator that has met an error may take the same block for an empty one the next time. */
    private void seek(BigInteger key, int width) {
        records.close();
        records = source.get();
        records.seek(bytes(key, width));
    }

    private static byte[] bytes(BigInteger number, int width) {
        byte[] digits = number.toByteArray();
        int used = Math.min(digits.length, width);
        byte[] key = new byte[width];
        System.arraycopy(digits, digits.length - used, key, width - used, used);
        return key;
    }

    @Override
    public void close() {
        records.close();
    }
}
