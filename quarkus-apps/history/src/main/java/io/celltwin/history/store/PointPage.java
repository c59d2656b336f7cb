package io.celltwin.history.store;

import io.celltwin.history.point.Microseconds;
import java.util.List;

/**
 * Points in order.
 *
 * @param points at most as many as were asked for
 * @param hasMore whether there are more behind them
 */
public record PointPage(List<StoredPoint> points, boolean hasMore) {

    /** Keeps a copy. */
    public PointPage {
        points = List.copyOf(points);
    }

    /** Where the page ends. Not for an empty one. */
    public PointPlace end() {
        StoredPoint last = points.get(points.size() - 1);
        return new PointPlace(Microseconds.of(last.time()), last.revision());
    }
}
