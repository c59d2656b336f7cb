package io.celltwin.history.sql;

import io.celltwin.history.point.Microseconds;
import io.celltwin.history.store.PageOrder;
import io.celltwin.history.store.PointPage;
import io.celltwin.history.store.PointPlace;
import io.celltwin.history.store.StoredPoint;
import io.celltwin.history.store.StoredSeries;
import io.celltwin.history.store.TimeRange;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads pages of points. The SQL holds numbers alone. */
final class PointReader {

    private PointReader() {}

    static PointPage read(Connection connection, List<StoredSeries> series, TimeRange range, PageOrder order)
            throws SQLException {
        String direction = order.ascending() ? "ASC" : "DESC";
        String sql = "SELECT t, revision, kind, num, txt, coalesce(weight, 1) FROM point WHERE series IN ("
                + ids(series)
                + ") AND t >= " + range.fromUs() + " AND t < " + range.toUs()
                + order.after().map(place -> behind(place, order.ascending())).orElse("")
                + " ORDER BY t " + direction + ", revision " + direction + " LIMIT " + (order.limit() + 1);
        List<StoredPoint> points = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                points.add(new StoredPoint(
                        Microseconds.toInstant(found.getLong(1)),
                        found.getLong(2),
                        PointRow.value(found.getShort(3), found.getDouble(4), found.getString(5), found.getLong(6))));
            }
        }
        boolean hasMore = points.size() > order.limit();
        return new PointPage(hasMore ? points.subList(0, order.limit()) : points, hasMore);
    }

    /** The first condition alone tells the database which blocks it need not look at. */
    private static String behind(PointPlace place, boolean ascending) {
        String than = ascending ? ">" : "<";
        return " AND t " + than + "= " + place.timeUs() + " AND (t " + than + " " + place.timeUs() + " OR revision "
                + than + " " + place.revision() + ")";
    }

    static String ids(List<StoredSeries> series) {
        return series.stream().map(each -> Integer.toString(each.id())).collect(Collectors.joining(","));
    }
}
