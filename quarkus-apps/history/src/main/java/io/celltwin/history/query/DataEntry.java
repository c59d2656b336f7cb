package io.celltwin.history.query;

import io.celltwin.history.point.PointValue;
import java.time.Instant;
import java.util.Optional;

/**
 * One entry of {@code data}.
 *
 * @param time of the point, or when the bucket begins
 * @param value none where it is not known
 * @param gap whether no value was there: a bucket was filled, or the value is not known from here on
 * @param reason why it is not known, where a point says so
 */
public record DataEntry(Instant time, Optional<PointValue> value, boolean gap, Optional<String> reason) {

    static DataEntry of(Instant time, PointValue value) {
        return value instanceof PointValue.Gap unknown
                ? new DataEntry(time, Optional.empty(), true, Optional.of(unknown.reason()))
                : new DataEntry(time, Optional.of(value), false, Optional.empty());
    }

    static DataEntry filled(Instant time, Optional<PointValue> value) {
        return new DataEntry(time, value, true, Optional.empty());
    }
}
