package io.celltwin.history.sql;

import io.celltwin.history.point.Microseconds;
import io.celltwin.history.point.PointValue.Resumption;
import io.celltwin.history.point.TimeSeriesPoint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes points. Most are newer than all that their series has and are simply added; for the others the database must
 * look whether they are there. The time of a series' newest point is known from what was written by this process; before it
 * wrote any, the newest of all points stands for it.
 */
final class PointWriter {

    private final SqlDialect dialect;
    private final Map<Integer, Long> newestUs = new HashMap<>();
    private long newestOfAllUs;

    PointWriter(SqlDialect dialect) {
        this.dialect = dialect;
    }

    private record Moment(int series, long timeUs) {}

    /** Finds the newest of all points. */
    void load(Connection connection) throws SQLException {
        newestUs.clear();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT coalesce(max(t), -1) FROM point")) {
            found.next();
            newestOfAllUs = found.getLong(1);
        }
    }

    /**
     * Writes in the connection's transaction.
     *
     * @return the newest times of series, to be {@link #written} when the transaction has ended well
     */
    Map<Integer, Long> write(Connection connection, List<TimeSeriesPoint> points, SeriesTable.Assignment series)
            throws SQLException {
        Map<Moment, PointRow> rows = new LinkedHashMap<>();
        List<Moment> resumptions = new ArrayList<>();
        Map<Moment, Long> resumptionRevisions = new HashMap<>();
        for (TimeSeriesPoint point : points) {
            Moment moment = new Moment(series.of(point), Microseconds.of(point.time()));
            if (point.value() instanceof Resumption) {
                resumptions.add(moment);
                resumptionRevisions.put(moment, point.revision());
            } else {
                rows.merge(
                        moment,
                        PointRow.of(moment.series(), moment.timeUs(), point.revision(), point.value()),
                        (before, now) -> now.revision() > before.revision() ? now : before);
            }
        }
        Map<Integer, Long> newest = new HashMap<>();
        insert(connection, rows.values(), newest);
        for (Moment moment : resumptions) {
            resume(connection, moment, resumptionRevisions.get(moment), newest);
        }
        return newest;
    }

    /** The transaction has ended well. */
    void written(Map<Integer, Long> newest) {
        newest.forEach((series, timeUs) -> newestUs.merge(series, timeUs, Math::max));
    }

    private void insert(Connection connection, Iterable<PointRow> rows, Map<Integer, Long> newest) throws SQLException {
        List<PointRow> certainlyNew = new ArrayList<>();
        List<PointRow> perhapsThere = new ArrayList<>();
        for (PointRow row : rows) {
            (row.timeUs() > newestOf(row.series()) ? certainlyNew : perhapsThere).add(row);
            newest.merge(row.series(), row.timeUs(), Math::max);
        }
        if (!certainlyNew.isEmpty()) {
            dialect.insertNew(connection, certainlyNew);
        }
        if (!perhapsThere.isEmpty()) {
            dialect.insertNewest(connection, perhapsThere);
        }
    }

    private long newestOf(int series) {
        return newestUs.getOrDefault(series, newestOfAllUs);
    }

    private void resume(Connection connection, Moment moment, long revision, Map<Integer, Long> newest)
            throws SQLException {
        PointRow last = before(connection, moment, "");
        if (last == null || last.kind() != PointRow.GAP) {
            return;
        }
        PointRow good = before(connection, moment, " AND kind <> " + PointRow.GAP);
        if (good != null) {
            dialect.insertNewest(
                    connection,
                    List.of(new PointRow(
                            moment.series(), moment.timeUs(), revision, good.kind(), good.number(), good.text())));
            newest.merge(moment.series(), moment.timeUs(), Math::max);
        }
    }

    private static PointRow before(Connection connection, Moment moment, String condition) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT t, revision, kind, num, txt FROM point WHERE series = ? AND t <= ?"
                        + condition + " ORDER BY t DESC LIMIT 1")) {
            statement.setInt(1, moment.series());
            statement.setLong(2, moment.timeUs());
            try (ResultSet found = statement.executeQuery()) {
                if (!found.next()) {
                    return null;
                }
                double number = found.getDouble(4);
                return new PointRow(
                        moment.series(),
                        found.getLong(1),
                        found.getLong(2),
                        found.getShort(3),
                        found.wasNull() ? null : number,
                        found.getString(5));
            }
        }
    }
}
