package io.celltwin.history.store;

import io.celltwin.history.point.TimeSeriesPoint;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Points and how far the stream has been read with them: both are stored, or neither is.
 *
 * @param points in the order in which they were told
 * @param progress by partition
 */
public record PointBatch(List<TimeSeriesPoint> points, Map<StreamPartition, Progress> progress) {

    /** Keeps copies. */
    public PointBatch {
        points = List.copyOf(points);
        progress = Map.copyOf(progress);
    }

    /**
     * How far a partition has been read.
     *
     * @param from the offset that the store holds; empty if it holds none. If it holds another, somebody else reads too
     * @param next the offset behind the last one of the batch
     */
    public record Progress(OptionalLong from, long next) {}
}
