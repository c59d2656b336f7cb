package io.celltwin.history.store;

import java.util.List;
import java.util.Optional;

/**
 * Values of buckets of time.
 *
 * @param groups the series of each group, by the group's index: their points are taken together
 * @param range which points
 * @param buckets how time is divided; empty for one bucket that holds it all
 * @param aggregation what is made of a bucket's values
 * @param fraction 0 to 1, for {@link Aggregation#PERCENTILE}
 */
public record BucketQuery(
        List<List<StoredSeries>> groups,
        TimeRange range,
        Optional<Buckets> buckets,
        Aggregation aggregation,
        double fraction) {

    /** Keeps copies. */
    public BucketQuery {
        groups = groups.stream().map(List::copyOf).toList();
    }
}
