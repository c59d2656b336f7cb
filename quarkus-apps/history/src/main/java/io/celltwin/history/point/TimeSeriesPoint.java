package io.celltwin.history.point;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A value of a property at a time.
 *
 * @param series whose value it is
 * @param time when it was measured, to the microsecond
 * @param revision revision of the thing that told it; of two values of one time the one with the higher revision counts
 * @param value the value, or that there is none
 * @param unit unit of the model, without its prefix
 * @param tags what the thing was at that time, by path, for example {@code attributes/building}
 */
public record TimeSeriesPoint(
        SeriesKey series,
        Instant time,
        long revision,
        PointValue value,
        Optional<String> unit,
        SortedMap<String, String> tags) {

    /** Cuts the time to microseconds. */
    public TimeSeriesPoint {
        Objects.requireNonNull(series, "series");
        Objects.requireNonNull(value, "value");
        time = time.truncatedTo(ChronoUnit.MICROS);
        tags = new TreeMap<>(tags);
    }
}
