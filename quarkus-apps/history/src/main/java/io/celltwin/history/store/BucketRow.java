package io.celltwin.history.store;

import io.celltwin.history.point.PointValue;
import java.util.Optional;

/**
 * The value of one bucket that has points in it.
 *
 * @param group index of its group
 * @param key key of the bucket, see {@link Buckets}
 * @param value empty if there are only gaps in the bucket, or nothing that the aggregation could be made of
 * @param points how many values there are
 * @param gap whether a gap begins in the bucket
 * @param endsInGap whether the bucket's last point begins a gap
 */
public record BucketRow(int group, long key, Optional<PointValue> value, long points, boolean gap, boolean endsInGap) {}
