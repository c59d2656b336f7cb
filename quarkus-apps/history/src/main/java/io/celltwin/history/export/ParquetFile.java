package io.celltwin.history.export;

import io.celltwin.history.error.InvalidQueryException;
import io.celltwin.history.error.StoreException;
import io.celltwin.history.point.Microseconds;
import io.celltwin.history.point.PointValue;
import io.celltwin.history.point.PointValue.BooleanValue;
import io.celltwin.history.point.PointValue.Gap;
import io.celltwin.history.point.PointValue.NumberValue;
import io.celltwin.history.point.PointValue.TextValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * Points as a Parquet file with the columns {@code thing_id, path, time, number, text, truth, unit, quality}. It is written by a
 * DuckDB of its own, whichever store they come from, in a directory that is gone when this is closed.
 */
public final class ParquetFile implements AutoCloseable {

    /** More would need too much of the disk while they are written. */
    static final long MOST_POINTS = 5_000_000;

    private static final int MEMORY_MIB = 48;
    private static final String TABLE =
            "CREATE TABLE exported (thing_id VARCHAR, path VARCHAR, us BIGINT, number DOUBLE, "
                    + "text VARCHAR, truth BOOLEAN, unit VARCHAR, quality VARCHAR)";
    private static final String COPY =
            "COPY (SELECT thing_id, path, CAST(make_timestamp(us) AS TIMESTAMPTZ) AS time, number, text, "
                    + "truth, unit, quality FROM exported) TO '%s' (FORMAT parquet, COMPRESSION zstd)";

    private final Path directory;

    private ParquetFile(Path directory) {
        this.directory = directory;
    }

    /**
     * Writes points into a new file.
     *
     * @throws InvalidQueryException if they are too many
     * @throws StoreException if it cannot be written
     */
    public static ParquetFile of(PointSource points) {
        ParquetFile file;
        try {
            file = new ParquetFile(Files.createTempDirectory("celltwin-export"));
        } catch (IOException e) {
            throw new StoreException("An export cannot be written: " + e.getMessage(), e);
        }
        try {
            file.write(points);
            return file;
        } catch (IOException | SQLException e) {
            file.close();
            throw new StoreException("An export cannot be written: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void write(PointSource points) throws IOException, SQLException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", MEMORY_MIB + "MiB");
        settings.setProperty("threads", "1");
        settings.setProperty("temp_directory", directory.resolve("temporary").toString());
        try (DuckDBConnection connection = (DuckDBConnection)
                        new DuckDBDriver().connect("jdbc:duckdb:" + directory.resolve("export.duckdb"), settings);
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
            statement.execute("SET TimeZone = 'UTC'");
            try (DuckDBAppender appender = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "exported")) {
                Counted counted = new Counted(appender);
                points.forEach(counted::take);
            }
            statement.execute(COPY.formatted(path().toString().replace("'", "''")));
        }
    }

    private static final class Counted {
        private final DuckDBAppender appender;
        private long points;

        Counted(DuckDBAppender appender) {
            this.appender = appender;
        }

        void take(ExportedPoint point) throws IOException {
            if (++points > MOST_POINTS) {
                throw new InvalidQueryException(
                        "These are more than " + MOST_POINTS + " points: ask for less at a time, or take format=csv.");
            }
            try {
                append(point);
            } catch (SQLException e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        private void append(ExportedPoint point) throws SQLException {
            PointValue value = point.point().value();
            appender.beginRow();
            appender.append(point.series().thingId());
            appender.append(point.series().path());
            appender.append(Microseconds.of(point.point().time()));
            appender.append(value instanceof NumberValue number ? Double.valueOf(number.value()) : (Double) null);
            appender.append(value instanceof TextValue text ? text.value() : null);
            appender.append(value instanceof BooleanValue bool ? Boolean.valueOf(bool.value()) : (Boolean) null);
            appender.append(point.unit().orElse(null));
            appender.append(value instanceof Gap gap ? gap.reason() : "good");
            appender.endRow();
        }
    }

    /** Where it is. */
    public Path path() {
        return directory.resolve("export.parquet");
    }

    /** Removes it. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path each : all) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new StoreException("An export that is not needed any more cannot be removed: " + e.getMessage(), e);
        }
    }
}
