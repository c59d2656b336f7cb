package io.celltwin.history.export;

import io.celltwin.history.store.PageOrder;
import io.celltwin.history.store.PointPage;
import io.celltwin.history.store.PointPlace;
import io.celltwin.history.store.StoredPoint;
import io.celltwin.history.store.StoredSeries;
import io.celltwin.history.store.TimeRange;
import io.celltwin.history.store.TimeSeriesStore;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The points of some series in a span of time, one series after another, each oldest first. They are read in pages, so that
 * however many they are, only one page is in memory.
 */
public final class PointSource {

    private static final int PAGE = 10_000;

    private final TimeSeriesStore store;
    private final List<StoredSeries> series;
    private final TimeRange range;

    /**
     * @param store where they are
     * @param series which
     * @param range of time
     */
    public PointSource(TimeSeriesStore store, List<StoredSeries> series, TimeRange range) {
        this.store = store;
        this.series = series.stream()
                .sorted(Comparator.comparing((StoredSeries each) -> each.key().thingId())
                        .thenComparing(each -> each.key().path())
                        .thenComparing(StoredSeries::id))
                .toList();
        this.range = range;
    }

    /** Where points go. */
    @FunctionalInterface
    public interface Sink {
        void take(ExportedPoint point) throws IOException;
    }

    /**
     * Tells all of them.
     *
     * @throws IOException from the sink
     */
    public void forEach(Sink sink) throws IOException {
        for (StoredSeries each : series) {
            Optional<PointPlace> after = Optional.empty();
            boolean more = true;
            while (more) {
                PointPage page = store.page(List.of(each), range, new PageOrder(true, after, PAGE));
                for (StoredPoint point : page.points()) {
                    sink.take(new ExportedPoint(each.key(), each.unit(), point));
                }
                more = page.hasMore();
                after = Optional.of(page).filter(PointPage::hasMore).map(PointPage::end);
            }
        }
    }
}
