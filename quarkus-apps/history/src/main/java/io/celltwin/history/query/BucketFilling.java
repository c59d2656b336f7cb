package io.celltwin.history.query;

import io.celltwin.history.point.PointValue;
import io.celltwin.history.point.PointValue.NumberValue;
import io.celltwin.history.store.BucketRow;
import io.celltwin.history.store.Buckets;
import io.celltwin.history.store.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes entries of buckets, those without values filled. A value is never carried or drawn across a gap. */
final class BucketFilling {

    private final Buckets buckets;
    private final FillStrategy strategy;

    BucketFilling(Buckets buckets, FillStrategy strategy) {
        this.buckets = buckets;
        this.strategy = strategy;
    }

    /** The entries of buckets that have values. */
    static List<DataEntry> unfilled(Buckets buckets, List<BucketRow> rows) {
        List<DataEntry> entries = new ArrayList<>();
        rows.forEach(row -> row.value().ifPresent(value -> entries.add(DataEntry.of(buckets.begin(row.key()), value))));
        return entries;
    }

    /** The entries of all buckets of a range. */
    List<DataEntry> filled(TimeRange range, List<BucketRow> rows) {
        Map<Long, BucketRow> byKey = new HashMap<>();
        rows.forEach(row -> byKey.put(row.key(), row));
        List<Long> keys = new ArrayList<>();
        for (long key = buckets.keyOf(range.from()); buckets.begin(key).isBefore(range.to()); key = buckets.next(key)) {
            keys.add(key);
        }
        List<DataEntry> entries = new ArrayList<>();
        Optional<PointValue> previous = Optional.empty();
        int previousAt = -1;
        for (int i = 0; i < keys.size(); i++) {
            BucketRow row = byKey.get(keys.get(i));
            Instant begin = buckets.begin(keys.get(i));
            if (row != null && row.value().isPresent()) {
                entries.add(DataEntry.of(begin, row.value().get()));
                previous = row.value();
                previousAt = i;
            } else {
                if (row != null && row.gap()) {
                    previous = Optional.empty();
                }
                entries.add(DataEntry.filled(begin, fill(keys, i, previousAt, previous, byKey)));
            }
            if (row != null && row.endsInGap()) {
                previous = Optional.empty();
            }
        }
        return entries;
    }

    private Optional<PointValue> fill(
            List<Long> keys, int at, int previousAt, Optional<PointValue> previous, Map<Long, BucketRow> byKey) {
        return switch (strategy) {
            case NULL -> Optional.empty();
            case ZERO -> Optional.of(NumberValue.of(0));
            case PREVIOUS -> previous;
            case LINEAR -> between(keys, at, previousAt, previous, byKey);
        };
    }

    private Optional<PointValue> between(
            List<Long> keys, int at, int previousAt, Optional<PointValue> previous, Map<Long, BucketRow> byKey) {
        if (previous.isEmpty() || !(previous.get() instanceof NumberValue before)) {
            return Optional.empty();
        }
        for (int next = at + 1; next < keys.size(); next++) {
            BucketRow row = byKey.get(keys.get(next));
            if (row == null) {
                continue;
            }
            if (row.gap() || row.value().isEmpty() || !(row.value().get() instanceof NumberValue behind)) {
                return Optional.empty();
            }
            double share = seconds(keys, previousAt, at) / seconds(keys, previousAt, next);
            return Optional.of(NumberValue.of(before.value() + share * (behind.value() - before.value())));
        }
        return Optional.empty();
    }

    private double seconds(List<Long> keys, int from, int to) {
        return Duration.between(buckets.begin(keys.get(from)), buckets.begin(keys.get(to)))
                        .toMillis()
                / 1_000.0;
    }
}
