package io.celltwin.history.sql;

import io.celltwin.history.point.PointValue;
import io.celltwin.history.point.PointValue.NumberValue;
import io.celltwin.history.store.Aggregation;
import io.celltwin.history.store.BucketQuery;
import io.celltwin.history.store.BucketRow;
import io.celltwin.history.store.StoredSeries;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Has the database make the values of buckets. The SQL holds numbers that were made here, and no text from outside. Most series
 * are single numbers and nothing else, of which less has to be computed: so it is asked first whether there is anything else.
 */
final class BucketReader {

    /** A number that may stand for many. */
    private static final String NUMBER = "CASE WHEN kind = 0 THEN num END";

    private static final String VALUE = "kind <> " + PointRow.GAP;

    private final SqlDialect dialect;

    BucketReader(SqlDialect dialect) {
        this.dialect = dialect;
    }

    List<BucketRow> read(Connection connection, BucketQuery query) throws SQLException {
        boolean ofAnyType = query.aggregation() == Aggregation.FIRST || query.aggregation() == Aggregation.LAST;
        String points = " FROM point WHERE " + seriesSql(query) + " AND t >= "
                + query.range().fromUs() + " AND t < " + query.range().toUs();
        boolean numbersAlone = !ofAnyType && dialect.rulesOutQuickly() && areNumbersAlone(connection, points);
        String values = numbersAlone
                ? "count(*), NULL, NULL, " + plain(query)
                : "coalesce(sum(CASE WHEN " + VALUE + " THEN coalesce(weight, 1) END), 0), max(CASE WHEN kind = "
                        + PointRow.GAP + " THEN t END), max(CASE WHEN " + VALUE + " THEN t END), "
                        + (ofAnyType ? extreme(query.aggregation()) : number(query));
        String sql = "SELECT grp, bucket, " + values
                + " FROM (SELECT t, kind, num, txt, weight, lo, hi, " + groupSql(query.groups()) + " AS grp, "
                + query.buckets()
                        .map(buckets -> buckets.sql("t", query.range()))
                        .orElse("0")
                + " AS bucket" + points + ") p GROUP BY grp, bucket ORDER BY grp, bucket";
        List<BucketRow> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows.add(row(found, ofAnyType));
            }
        }
        return rows;
    }

    private static boolean areNumbersAlone(Connection connection, String points) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT EXISTS (SELECT 1" + points + " AND kind > "
                        + PointRow.NUMBER + ") OR EXISTS (SELECT 1" + points + " AND weight IS NOT NULL)")) {
            found.next();
            return !found.getBoolean(1);
        }
    }

    private static String plain(BucketQuery query) {
        return switch (query.aggregation()) {
            case AVG -> "avg(num)";
            case MIN -> "min(num)";
            case MAX -> "max(num)";
            case SUM -> "sum(num)";
            case COUNT -> "CAST(count(*) AS DOUBLE PRECISION)";
            case STDDEV -> "stddev_samp(num)";
            case PERCENTILE -> percentile(query, "num");
            case FIRST, LAST -> throw new IllegalArgumentException("is of any type");
        };
    }

    private static String percentile(BucketQuery query, String number) {
        return String.format(
                Locale.ROOT, "percentile_cont(%.17g) WITHIN GROUP (ORDER BY %s)", query.fraction(), number);
    }

    private static BucketRow row(ResultSet found, boolean ofAnyType) throws SQLException {
        long gapUs = found.getLong(4);
        boolean gap = !found.wasNull();
        long valueUs = found.getLong(5);
        boolean endsInGap = gap && (found.wasNull() || gapUs > valueUs);
        return new BucketRow(
                found.getInt(1),
                found.getLong(2),
                ofAnyType ? valueOf(found) : numberOf(found),
                found.getLong(3),
                gap,
                endsInGap);
    }

    private static Optional<PointValue> numberOf(ResultSet found) throws SQLException {
        double number = found.getDouble(6);
        return found.wasNull() || !Double.isFinite(number) ? Optional.empty() : Optional.of(NumberValue.of(number));
    }

    private static Optional<PointValue> valueOf(ResultSet found) throws SQLException {
        short kind = found.getShort(6);
        return found.wasNull()
                ? Optional.empty()
                : Optional.of(PointRow.value(kind, found.getDouble(7), found.getString(8), 1));
    }

    private String extreme(Aggregation aggregation) {
        return List.of("kind", "num", "txt").stream()
                .map(column -> aggregation == Aggregation.FIRST
                        ? dialect.first(
                                column, column.equals("kind") ? VALUE : VALUE + " AND " + column + " IS NOT NULL")
                        : dialect.last(
                                column, column.equals("kind") ? VALUE : VALUE + " AND " + column + " IS NOT NULL"))
                .collect(Collectors.joining(", "));
    }

    private static String number(BucketQuery query) {
        String sum = "sum(" + NUMBER + " * coalesce(weight, 1))";
        return switch (query.aggregation()) {
            case AVG -> sum + " / sum(CASE WHEN kind = 0 THEN coalesce(weight, 1) END)";
            case MIN -> "min(CASE WHEN kind = 0 THEN coalesce(lo, num) END)";
            case MAX -> "max(CASE WHEN kind = 0 THEN coalesce(hi, num) END)";
            case SUM -> sum;
            case COUNT ->
                "CAST(coalesce(sum(CASE WHEN " + VALUE + " THEN coalesce(weight, 1) END), 0) AS DOUBLE PRECISION)";
            case STDDEV -> "stddev_samp(" + NUMBER + ")";
            case PERCENTILE -> percentile(query, NUMBER);
            case FIRST, LAST -> throw new IllegalArgumentException("is of any type");
        };
    }

    private static String groupSql(List<List<StoredSeries>> groups) {
        if (groups.size() == 1) {
            return "0";
        }
        StringBuilder sql = new StringBuilder("CASE");
        for (int group = 0; group < groups.size(); group++) {
            sql.append(" WHEN series IN (")
                    .append(PointReader.ids(groups.get(group)))
                    .append(") THEN ")
                    .append(group);
        }
        return sql.append(" END").toString();
    }

    private static String seriesSql(BucketQuery query) {
        return "series IN ("
                + PointReader.ids(query.groups().stream().flatMap(List::stream).toList()) + ")";
    }
}
