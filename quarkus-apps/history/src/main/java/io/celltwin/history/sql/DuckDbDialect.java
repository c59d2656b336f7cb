package io.celltwin.history.sql;

import io.celltwin.history.point.Microseconds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jboss.logging.Logger;

/**
 * DuckDB in this process, in one file.
 *
 * <p>
 * Its storage is columns of row groups of 122 880 rows, each compressed and with its least and largest value. Points come
 * ordered by time, all series mixed, and are read by series: so {@link #compact} rewrites them, a portion at a time, ordered
 * by series; then a series of a day lies in one or two row groups and its columns compress well. There is no index, which
 * would be as large as the points: whether a point is there already is found by a join with the row groups of its time.
 */
final class DuckDbDialect implements SqlDialect {

    private static final Logger LOG = Logger.getLogger(DuckDbDialect.class);

    private static final String COMPACTED_UNTIL = "compacted-until-us";
    /** So many rows are sorted at once: some dozens of MB, what does not fit in memory goes through the temporary directory. */
    private static final long ROWS_PER_PORTION = 4_000_000;

    private static final long DAY_US = Duration.ofDays(1).toSeconds() * 1_000_000;
    private static final String COLUMNS = "series INTEGER NOT NULL, t BIGINT NOT NULL, revision BIGINT NOT NULL, "
            + "kind SMALLINT NOT NULL, num DOUBLE, txt VARCHAR, weight INTEGER, lo DOUBLE, hi DOUBLE";

    private final Path file;
    private final Properties settings = new Properties();
    private DuckDBConnection root;

    /**
     * @param file the database
     * @param memoryMiB the most memory that it takes for its buffers
     */
    DuckDbDialect(Path file, int memoryMiB) {
        this.file = file;
        settings.setProperty("memory_limit", memoryMiB + "MiB");
        settings.setProperty("threads", "2");
        settings.setProperty("temp_directory", file.resolveSibling("temporary").toString());
        settings.setProperty("max_temp_directory_size", "2GiB");
        settings.setProperty("checkpoint_threshold", "16MiB");
        settings.setProperty("preserve_insertion_order", "false");
        // Nothing is fetched from elsewhere.
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("allow_community_extensions", "false");
    }

    @Override
    public synchronized Connection connect() throws SQLException {
        if (root == null || root.isClosed()) {
            try {
                Files.createDirectories(file.getParent());
            } catch (IOException e) {
                throw new SQLException("the directory " + file.getParent() + " cannot be made: " + e.getMessage(), e);
            }
            root = (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:" + file, settings);
        }
        try {
            return root.duplicate();
        } catch (SQLException e) {
            // After a write that failed in the middle DuckDB wants its database opened anew.
            shut();
            throw e;
        }
    }

    @Override
    public boolean copyTo(Path copy) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ATTACH '" + copy.toString().replace("'", "''") + "' AS copy");
            try {
                statement.execute("COPY FROM DATABASE " + connection.getCatalog() + " TO copy");
            } finally {
                statement.execute("DETACH copy");
            }
        }
        return true;
    }

    @Override
    public List<String> schema() {
        return List.of(
                "CREATE TABLE IF NOT EXISTS meta (name VARCHAR NOT NULL, content BIGINT NOT NULL)",
                "CREATE TABLE IF NOT EXISTS series (id INTEGER NOT NULL, thing_id VARCHAR NOT NULL, "
                        + "path VARCHAR NOT NULL, unit VARCHAR, tags VARCHAR NOT NULL)",
                "CREATE TABLE IF NOT EXISTS stream_position (topic VARCHAR NOT NULL, part INTEGER NOT NULL, "
                        + "next_offset BIGINT NOT NULL)",
                "CREATE TABLE IF NOT EXISTS point (" + COLUMNS + ")");
    }

    @Override
    public void insertNew(Connection connection, Collection<PointRow> rows) throws SQLException {
        append(((DuckDBConnection) connection).createAppender(DuckDBConnection.DEFAULT_SCHEMA, "point"), rows);
    }

    @Override
    public void insertNewest(Connection connection, Collection<PointRow> rows) throws SQLException {
        long first = rows.stream().mapToLong(PointRow::timeUs).min().orElseThrow();
        long last = rows.stream().mapToLong(PointRow::timeUs).max().orElseThrow();
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE IF NOT EXISTS staging (" + COLUMNS + ")");
            append(
                    ((DuckDBConnection) connection).createAppender("temp", DuckDBConnection.DEFAULT_SCHEMA, "staging"),
                    rows);
            String same = "p.series = s.series AND p.t = s.t AND p.t >= " + first + " AND p.t <= " + last;
            statement.execute("DELETE FROM point p USING staging s WHERE " + same + " AND p.revision < s.revision");
            statement.execute("INSERT INTO point SELECT * FROM staging s WHERE NOT EXISTS (SELECT 1 FROM point p WHERE "
                    + same + ")");
            statement.execute("DELETE FROM staging");
        }
    }

    private static void append(DuckDBAppender opened, Collection<PointRow> rows) throws SQLException {
        try (DuckDBAppender appender = opened) {
            for (PointRow row : rows) {
                appender.beginRow();
                appender.append(row.series());
                appender.append(row.timeUs());
                appender.append(row.revision());
                appender.append(row.kind());
                appender.append(row.number());
                appender.append(row.text());
                appender.append((Integer) null);
                appender.append((Double) null);
                appender.append((Double) null);
                appender.endRow();
            }
        }
    }

    @Override
    public String first(String expression, String condition) {
        return "arg_min(" + expression + ", t) FILTER (WHERE " + condition + ")";
    }

    @Override
    public String last(String expression, String condition) {
        return "arg_max(" + expression + ", t) FILTER (WHERE " + condition + ")";
    }

    @Override
    public boolean rulesOutQuickly() {
        return true;
    }

    @Override
    public void compact(Connection connection, Instant until) throws SQLException {
        long end = Microseconds.of(until);
        long from = firstSince(connection, compactedUntil(connection));
        while (from < end) {
            long portionEnd = portionEnd(connection, from, end);
            if (portionEnd == from) {
                return;
            }
            rewrite(connection, from, portionEnd);
            connection.commit();
            from = firstSince(connection, portionEnd);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        }
    }

    private static long compactedUntil(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT coalesce(max(content), 0) FROM meta WHERE name = '" + COMPACTED_UNTIL + "'")) {
            found.next();
            return found.getLong(1);
        }
    }

    /** The time of the first point that is not earlier; the end of all times if there is none. */
    private static long firstSince(Connection connection, long timeUs) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT coalesce(min(t), " + Long.MAX_VALUE + ") FROM point WHERE t >= " + timeUs)) {
            found.next();
            return found.getLong(1);
        }
    }

    /** A day, or less if that are too many rows, or as much as there is if that is still few; the begin if it is not time yet. */
    private static long portionEnd(Connection connection, long from, long end) throws SQLException {
        long width = DAY_US;
        while (width > 1_000_000 && count(connection, from, Math.min(end, from + width)) > ROWS_PER_PORTION) {
            width /= 2;
        }
        long portionEnd = Math.min(end, from + width);
        boolean whole = portionEnd - from >= width;
        return whole || count(connection, from, portionEnd) > ROWS_PER_PORTION / 4 ? portionEnd : from;
    }

    private static long count(Connection connection, long from, long to) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT count(*) FROM point WHERE t >= ? AND t < ?")) {
            statement.setLong(1, from);
            statement.setLong(2, to);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }

    private static void rewrite(Connection connection, long from, long to) throws SQLException {
        String portion = " FROM point WHERE t >= " + from + " AND t < " + to;
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE portion AS SELECT *" + portion);
            statement.execute("DELETE" + portion);
            statement.execute("INSERT INTO point SELECT * FROM portion ORDER BY series, t");
            statement.execute("DROP TABLE portion");
            statement.execute("DELETE FROM meta WHERE name = '" + COMPACTED_UNTIL + "'");
            statement.execute("INSERT INTO meta VALUES ('" + COMPACTED_UNTIL + "', " + to + ")");
        }
    }

    @Override
    public long bytesOnDisk(Connection connection) {
        try {
            Path log = file.resolveSibling(file.getFileName() + ".wal");
            return Files.size(file) + (Files.exists(log) ? Files.size(log) : 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "DuckDB file " + file;
    }

    private void shut() {
        try {
            if (root != null) {
                root.close();
            }
        } catch (SQLException e) {
            LOG.warnf("The history's DuckDB file could not be closed in order: %s", e.getMessage());
        } finally {
            root = null;
        }
    }

    @Override
    public synchronized void close() {
        shut();
    }
}
