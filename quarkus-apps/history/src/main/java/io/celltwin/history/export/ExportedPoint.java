package io.celltwin.history.export;

import io.celltwin.history.point.SeriesKey;
import io.celltwin.history.store.StoredPoint;
import java.util.Optional;

/**
 * One row of an export.
 *
 * @param series whose value it is
 * @param unit of the series, without prefix
 * @param point time and value, or a gap
 */
public record ExportedPoint(SeriesKey series, Optional<String> unit, StoredPoint point) {}
