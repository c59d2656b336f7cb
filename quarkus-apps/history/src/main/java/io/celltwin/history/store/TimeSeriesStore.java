package io.celltwin.history.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Keeps points. One writes, many may read at once. Every method fails with
 * {@link io.celltwin.history.error.StoreException} while the database is away, and nothing is half done then.
 *
 * <p>
 * There is at most one point of a series at a time: telling it again changes nothing, telling another value with a higher
 * revision replaces it. The order in which points come does not matter.
 */
public interface TimeSeriesStore extends AutoCloseable {

    /** Where to go on reading a partition; empty if it was never read. */
    OptionalLong position(StreamPartition partition);

    /**
     * Stores points and progress in one transaction: when it returns they are on disk.
     *
     * @throws io.celltwin.history.error.StoreException also if the progress does not begin where the store is
     */
    void append(PointBatch batch);

    /** All series that the condition holds for. Quick: it looks at what is in memory. */
    List<StoredSeries> series(Predicate<StoredSeries> condition);

    /**
     * Points of some series, taken together, gaps included.
     *
     * @param series which
     * @param range of time
     * @param order by time and revision
     */
    PointPage page(List<StoredSeries> series, TimeRange range, PageOrder order);

    /** The buckets that have points in them, ordered by group and key. */
    List<BucketRow> buckets(BucketQuery query);

    /**
     * Removes the points of a namespace that are older.
     *
     * @return how many
     */
    long removeBefore(String namespace, Instant time);

    /**
     * Makes of the numbers of a namespace, from the last time on until that time, one point for each step: the mean of the
     * values, with their number, smallest and largest. Sums, counts, means, minima and maxima of whole steps stay as they were.
     *
     * @return how many points there are less
     */
    long downsample(String namespace, Instant until, Duration step);

    /**
     * Puts what was written in the order in which it is read, and gives back what was removed. For quiet times.
     *
     * @param until points before that time
     */
    void compact(Instant until);

    /**
     * Writes all that is stored now into a new file, while it goes on being written, if the store has its data in a file of
     * its own.
     *
     * @param file must not be there
     * @return whether it has; if not, its database's own tools copy it
     */
    boolean copyTo(Path file);

    /** How many bytes the store has on disk. */
    long bytesOnDisk();

    @Override
    void close();
}
