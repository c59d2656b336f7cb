package io.celltwin.history.query;

import io.celltwin.history.point.SeriesKey;
import io.celltwin.history.store.Aggregation;
import io.celltwin.history.store.BucketQuery;
import io.celltwin.history.store.BucketRow;
import io.celltwin.history.store.Buckets;
import io.celltwin.history.store.StoredSeries;
import io.celltwin.history.store.TimeRange;
import io.celltwin.history.store.TimeSeriesStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts points got against points due: of each property one in each interval. Adapters tell every value at least every five minutes, also one
 * that does not change, so with intervals of ten a missing one was lost, not good, or its device not connected.
 */
public final class CompletenessReader {

    private final TimeSeriesStore store;

    /** @param store where the points are */
    public CompletenessReader(TimeSeriesStore store) {
        this.store = store;
    }

    /**
     * A day of a thing.
     *
     * @param thingId id of the thing
     * @param day by the clocks of the zone asked for
     * @param got intervals with a value, of all properties
     * @param due intervals of all properties
     */
    public record Day(String thingId, LocalDate day, long got, long due) {

        /** 0 to 1. */
        public double completeness() {
            return (double) got / due;
        }
    }

    /**
     * The days of one thing that have a whole interval in the range.
     *
     * @param paths properties of which one value is due in each interval
     */
    public List<Day> days(String thingId, List<String> paths, CompletenessQuery query) {
        Buckets intervals = query.intervals();
        Map<LocalDate, Long> due = new TreeMap<>();
        long first = intervals.keyOf(query.range().from());
        if (intervals.begin(first).isBefore(query.range().from())) {
            first = intervals.next(first);
        }
        long end = first;
        while (!intervals.begin(intervals.next(end)).isAfter(query.range().to())) {
            due.merge(day(intervals.begin(end), intervals), (long) paths.size(), Long::sum);
            end = intervals.next(end);
        }
        if (due.isEmpty()) {
            return List.of();
        }
        Map<LocalDate, Long> got =
                got(thingId, paths, intervals, new TimeRange(intervals.begin(first), intervals.begin(end)));
        List<Day> days = new ArrayList<>();
        due.forEach((day, points) -> days.add(new Day(thingId, day, got.getOrDefault(day, 0L), points)));
        return days;
    }

    private Map<LocalDate, Long> got(String thingId, List<String> paths, Buckets intervals, TimeRange range) {
        List<List<StoredSeries>> groups = new ArrayList<>();
        for (String path : paths) {
            List<StoredSeries> series = store.series(stored -> stored.key().equals(new SeriesKey(thingId, path)));
            if (!series.isEmpty()) {
                groups.add(series);
            }
        }
        Map<LocalDate, Long> got = new TreeMap<>();
        for (BucketRow row :
                store.buckets(new BucketQuery(groups, range, Optional.of(intervals), Aggregation.COUNT, 0))) {
            if (row.points() > 0) {
                got.merge(day(intervals.begin(row.key()), intervals), 1L, Long::sum);
            }
        }
        return got;
    }

    private static LocalDate day(Instant time, Buckets intervals) {
        return LocalDate.ofInstant(time, intervals.zone());
    }
}
