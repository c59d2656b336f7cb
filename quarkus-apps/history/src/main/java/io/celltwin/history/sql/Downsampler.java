package io.celltwin.history.sql;

import io.celltwin.history.point.Microseconds;
import io.celltwin.history.store.StoredSeries;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Makes one point of many. Works on a day at a time, each in a transaction of its own: a process that is killed goes on with the
 * day at which it was, and a day that is looked at again has nothing more to give.
 */
final class Downsampler {

    private static final long DAY_US = Duration.ofDays(1).toSeconds() * 1_000_000;

    private Downsampler() {}

    /** @return how many points there are less */
    static long run(Connection connection, List<StoredSeries> series, Instant until, Duration step)
            throws SQLException {
        long stepUs = step.toMillis() * 1_000;
        long end = Microseconds.of(until);
        end -= Math.floorMod(end, stepUs);
        String ids = PointReader.ids(series);
        long removed = 0;
        for (long from = oldest(connection, ids, stepUs); from < end; from += width(stepUs)) {
            removed += day(connection, ids, from, Math.min(end, from + width(stepUs)), stepUs);
            connection.commit();
        }
        return removed;
    }

    /** A whole number of steps. */
    private static long width(long stepUs) {
        return Math.max(1, DAY_US / stepUs) * stepUs;
    }

    private static long oldest(Connection connection, String ids, long stepUs) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT coalesce(min(t), " + Long.MAX_VALUE
                        + ") FROM point WHERE kind = 0 AND weight IS NULL AND series IN (" + ids + ")")) {
            found.next();
            long first = found.getLong(1);
            return first - Math.floorMod(first, stepUs);
        }
    }

    private static long day(Connection connection, String ids, long from, long to, long stepUs) throws SQLException {
        String numbers = " FROM point WHERE kind = 0 AND series IN (" + ids + ") AND t >= " + from + " AND t < " + to;
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE coarse AS SELECT series, min(t) AS t, max(revision) AS revision, "
                    + "CAST(0 AS SMALLINT) AS kind, sum(num * coalesce(weight, 1)) / sum(coalesce(weight, 1)) AS num, "
                    + "CAST(sum(coalesce(weight, 1)) AS INTEGER) AS weight, min(coalesce(lo, num)) AS lo, "
                    + "max(coalesce(hi, num)) AS hi" + numbers
                    + " GROUP BY series, t - t % " + stepUs);
            long before = statement.executeUpdate("DELETE" + numbers);
            long after = statement.executeUpdate("INSERT INTO point (series, t, revision, kind, num, weight, lo, hi) "
                    + "SELECT series, t, revision, kind, num, weight, lo, hi FROM coarse ORDER BY series, t");
            statement.execute("DROP TABLE coarse");
            return before - after;
        }
    }
}
