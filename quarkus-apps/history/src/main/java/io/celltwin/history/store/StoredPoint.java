package io.celltwin.history.store;

import io.celltwin.history.point.PointValue;
import java.time.Instant;

/**
 * A point as it was read.
 *
 * @param time when it was measured
 * @param revision of the thing
 * @param value the value or a gap
 */
public record StoredPoint(Instant time, long revision, PointValue value) {}
