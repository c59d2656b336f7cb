package io.celltwin.history.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * A PostgreSQL server. Points are found by their primary key of series and time, and what there is already is found by it, too;
 * blocks of times without points cost no more than a block range index. The server tidies by itself.
 */
final class PostgresDialect implements SqlDialect {

    private static final String INSERT =
            "INSERT INTO point (series, t, revision, kind, num, txt) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (series, t) DO "
                    + "UPDATE SET revision = excluded.revision, kind = excluded.kind, num = excluded.num, "
                    + "txt = excluded.txt, weight = NULL, lo = NULL, hi = NULL WHERE point.revision < excluded.revision";
    private static final int ROWS_PER_BATCH = 5_000;

    private final String url;
    private final Properties settings = new Properties();

    /** @param url as JDBC wants it, {@code jdbc:postgresql://host:port/database} */
    PostgresDialect(String url, String username, String password) {
        this.url = url;
        settings.setProperty("user", username);
        settings.setProperty("password", password);
        settings.setProperty("reWriteBatchedInserts", "true");
        settings.setProperty("connectTimeout", "5");
        settings.setProperty("socketTimeout", "120");
        settings.setProperty("ApplicationName", "celltwin-history");
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = new Driver().connect(url, settings);
        if (connection == null) {
            throw new SQLException("the address " + url + " is not like jdbc:postgresql://host:port/database");
        }
        return connection;
    }

    @Override
    public List<String> schema() {
        return List.of(
                // Of two that start at once one waits.
                "SELECT pg_advisory_xact_lock(7205759403)",
                "CREATE TABLE IF NOT EXISTS meta (name VARCHAR NOT NULL, content BIGINT NOT NULL)",
                "CREATE TABLE IF NOT EXISTS series (id INTEGER PRIMARY KEY, thing_id VARCHAR NOT NULL, "
                        + "path VARCHAR NOT NULL, unit VARCHAR, tags VARCHAR NOT NULL)",
                "CREATE TABLE IF NOT EXISTS stream_position (topic VARCHAR NOT NULL, part INTEGER NOT NULL, "
                        + "next_offset BIGINT NOT NULL, PRIMARY KEY (topic, part))",
                "CREATE TABLE IF NOT EXISTS point (series INTEGER NOT NULL, t BIGINT NOT NULL, revision BIGINT NOT NULL, "
                        + "kind SMALLINT NOT NULL, num DOUBLE PRECISION, txt VARCHAR, weight INTEGER, lo DOUBLE PRECISION, "
                        + "hi DOUBLE PRECISION, PRIMARY KEY (series, t))");
    }

    @Override
    public void insertNew(Connection connection, Collection<PointRow> rows) throws SQLException {
        insertNewest(connection, rows);
    }

    @Override
    public void insertNewest(Connection connection, Collection<PointRow> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            int waiting = 0;
            for (PointRow row : rows) {
                statement.setInt(1, row.series());
                statement.setLong(2, row.timeUs());
                statement.setLong(3, row.revision());
                statement.setShort(4, row.kind());
                if (row.number() == null) {
                    statement.setNull(5, Types.DOUBLE);
                } else {
                    statement.setDouble(5, row.number());
                }
                statement.setString(6, row.text());
                statement.addBatch();
                if (++waiting % ROWS_PER_BATCH == 0) {
                    statement.executeBatch();
                }
            }
            statement.executeBatch();
        }
    }

    @Override
    public String first(String expression, String condition) {
        return "(array_agg(" + expression + " ORDER BY t) FILTER (WHERE " + condition + "))[1]";
    }

    @Override
    public String last(String expression, String condition) {
        return "(array_agg(" + expression + " ORDER BY t DESC) FILTER (WHERE " + condition + "))[1]";
    }

    @Override
    public boolean rulesOutQuickly() {
        return false;
    }

    @Override
    public void compact(Connection connection, Instant until) {
        // The server does it by itself.
    }

    @Override
    public boolean copyTo(Path copy) {
        return false;
    }

    @Override
    public long bytesOnDisk(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT pg_total_relation_size('point')")) {
            found.next();
            return found.getLong(1);
        }
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public void close() {
        // Every connection is closed by who opened it.
    }
}
