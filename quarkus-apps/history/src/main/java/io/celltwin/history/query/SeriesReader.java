package io.celltwin.history.query;

import io.celltwin.history.error.InvalidQueryException;
import io.celltwin.history.point.SeriesKey;
import io.celltwin.history.store.BucketQuery;
import io.celltwin.history.store.BucketRow;
import io.celltwin.history.store.Buckets;
import io.celltwin.history.store.PageOrder;
import io.celltwin.history.store.PointPage;
import io.celltwin.history.store.StoredPoint;
import io.celltwin.history.store.StoredSeries;
import io.celltwin.history.store.TimeSeriesStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers queries about single properties. Who may ask is not its matter. */
public final class SeriesReader {

    private static final double PERCENT = 100;

    private final TimeSeriesStore store;

    /** @param store where the points are */
    public SeriesReader(TimeSeriesStore store) {
        this.store = store;
    }

    /**
     * Reads one property.
     *
     * @throws InvalidQueryException if the answer would be too long
     */
    public SeriesData read(SeriesKey key, TimeSeriesQuery query) {
        List<StoredSeries> series = store.series(stored -> stored.key().equals(key) && query.wants(stored));
        if (series.isEmpty()) {
            return SeriesData.none();
        }
        Optional<String> unit = unit(series);
        if (query.function().isEmpty()) {
            PointPage page = store.page(series, query.range(), query.page());
            return new SeriesData(
                    page.points().stream()
                            .map(point -> DataEntry.of(point.time(), point.value()))
                            .toList(),
                    unit,
                    Optional.of(page).filter(PointPage::hasMore).map(more -> PageCursor.text(more.end())));
        }
        Function function = query.function().get();
        return new SeriesData(
                function.aggregation().isEmpty()
                        ? successive(series, query, function)
                        : buckets(List.of(series), query, function).get(0),
                function == Function.COUNT ? Optional.empty() : unit,
                Optional.empty());
    }

    /** That of the newest series. */
    static Optional<String> unit(List<StoredSeries> series) {
        return series.stream()
                .max((one, other) -> Integer.compare(one.id(), other.id()))
                .flatMap(StoredSeries::unit);
    }

    /** The entries of each group of series. */
    List<List<DataEntry>> buckets(List<List<StoredSeries>> groups, TimeSeriesQuery query, Function function) {
        List<BucketRow> rows = store.buckets(new BucketQuery(
                groups,
                query.range(),
                query.buckets(),
                function.aggregation().orElseThrow(),
                query.percentile().orElse(0) / PERCENT));
        List<List<BucketRow>> byGroup = new ArrayList<>();
        groups.forEach(group -> byGroup.add(new ArrayList<>()));
        rows.forEach(row -> byGroup.get(row.group()).add(row));
        return byGroup.stream().map(group -> entries(group, query)).toList();
    }

    private static List<DataEntry> entries(List<BucketRow> rows, TimeSeriesQuery query) {
        if (query.buckets().isEmpty()) {
            return rows.stream()
                    .flatMap(row -> row.value().stream())
                    .map(value -> DataEntry.of(query.range().from(), value))
                    .toList();
        }
        Buckets buckets = query.buckets().get();
        return query.fill()
                .map(strategy -> new BucketFilling(buckets, strategy).filled(query.range(), rows))
                .orElseGet(() -> BucketFilling.unfilled(buckets, rows));
    }

    private List<DataEntry> successive(List<StoredSeries> series, TimeSeriesQuery query, Function function) {
        SuccessiveValues values = new SuccessiveValues(function);
        PageOrder next = new PageOrder(true, Optional.empty(), TimeSeriesQuery.MOST_ENTRIES);
        while (true) {
            PointPage page = store.page(series, query.range(), next);
            for (StoredPoint point : page.points()) {
                values.add(point);
            }
            if (values.size() > TimeSeriesQuery.MOST_ENTRIES) {
                throw new InvalidQueryException("agg=" + function.id() + " would give more than "
                        + TimeSeriesQuery.MOST_ENTRIES + " values: take a shorter time.");
            }
            if (!page.hasMore()) {
                return values.entries(query.range().from());
            }
            next = new PageOrder(true, Optional.of(page.end()), TimeSeriesQuery.MOST_ENTRIES);
        }
    }
}
