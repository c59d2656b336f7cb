package io.celltwin.history.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.history.point.PointValue;
import io.celltwin.history.point.PointValue.Gap;
import io.celltwin.history.point.PointValue.NumberValue;
import io.celltwin.history.point.SeriesKey;
import io.celltwin.history.point.TimeSeriesPoint;
import io.celltwin.history.query.CompletenessReader.Day;
import io.celltwin.history.sql.SqlTimeSeriesStore;
import io.celltwin.history.store.PointBatch;
import io.celltwin.history.store.TimeSeriesStore;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Points got against points due. */
class CompletenessReaderTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-05-04T00:00:00Z");
    private static final String SPEED = "/features/web/properties/speed";
    private static final String NEVER = "/features/web/properties/never";

    @TempDir
    private Path directory;

    @Test
    void countsIntervalsWithAValueByDay() {
        try (TimeSeriesStore store = SqlTimeSeriesStore.duckDb(directory.resolve("history.duckdb"), 64)) {
            List<TimeSeriesPoint> points = new ArrayList<>();
            for (int minute = 0; minute < 24 * 60; minute += 5) {
                points.add(point(minute, NumberValue.of(minute)));
            }
            points.add(point(24 * 60 + 5, new Gap("bad")));
            points.add(point(24 * 60 + 11, NumberValue.of(1)));
            store.append(new PointBatch(points, Map.of()));
            CompletenessReader reader = new CompletenessReader(store);

            assertThat(reader.days(
                            "demo:coater-1", List.of(SPEED), query("2026-05-04T00:00:00Z", "2026-05-05T00:35:00Z")))
                    .containsExactly(
                            new Day("demo:coater-1", LocalDate.parse("2026-05-04"), 144, 144),
                            new Day("demo:coater-1", LocalDate.parse("2026-05-05"), 1, 3));
            assertThat(reader.days(
                            "demo:coater-1",
                            List.of(SPEED, NEVER),
                            query("2026-05-04T00:05:00Z", "2026-05-04T01:00:00Z")))
                    .containsExactly(new Day("demo:coater-1", LocalDate.parse("2026-05-04"), 5, 10));
            assertThat(reader.days(
                            "demo:coater-1", List.of(SPEED), query("2026-05-04T00:01:00Z", "2026-05-04T00:09:00Z")))
                    .isEmpty();
        }
    }

    private static CompletenessQuery query(String from, String to) {
        return CompletenessQuery.of(
                new QueryParameters(
                        Map.of("things", "demo:coater-1", "paths", SPEED, "from", from, "to", to)
                                .entrySet(),
                        CompletenessQuery.PARAMETERS),
                Instant.parse("2026-06-01T00:00:00Z"));
    }

    private static TimeSeriesPoint point(int minute, PointValue value) {
        return new TimeSeriesPoint(
                new SeriesKey("demo:coater-1", SPEED),
                MIDNIGHT.plusSeconds(minute * 60L),
                minute,
                value,
                Optional.empty(),
                new TreeMap<>());
    }
}
