package io.celltwin.history.sql;

import io.celltwin.history.error.StoreException;
import io.celltwin.history.point.Microseconds;
import io.celltwin.history.store.BucketQuery;
import io.celltwin.history.store.BucketRow;
import io.celltwin.history.store.PageOrder;
import io.celltwin.history.store.PointBatch;
import io.celltwin.history.store.PointBatch.Progress;
import io.celltwin.history.store.PointPage;
import io.celltwin.history.store.StoredSeries;
import io.celltwin.history.store.StreamPartition;
import io.celltwin.history.store.TimeRange;
import io.celltwin.history.store.TimeSeriesStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * A store in an SQL database.
 *
 * <p>
 * Tables: {@code series} (thing, path, unit, tags), {@code point} (series, time, revision, value), {@code stream_position} (topic,
 * partition, next offset), {@code meta}. A row of {@code point} is a number, a text, a truth value or the begin of a gap;
 * one that was down-sampled has {@code weight}, {@code lo} and {@code hi} as well.
 *
 * <p>
 * Writing is one transaction: new series, points, positions. A process that dies before it ends has written nothing and
 * goes on from the former position; one that dies after it goes on behind. Positions are changed only from the value that the
 * writer expects, so of two that read the same partition one fails and nothing is stored twice.
 */
public final class SqlTimeSeriesStore implements TimeSeriesStore {

    private static final int MOST_CONNECTIONS = 4;

    private final SqlDialect dialect;
    private final SqlSessions sessions;
    private final SeriesTable series = new SeriesTable();
    private final PointWriter writer;
    private final BucketReader buckets;
    private volatile boolean opened;

    private SqlTimeSeriesStore(SqlDialect dialect) {
        this.dialect = dialect;
        this.sessions = new SqlSessions(dialect, MOST_CONNECTIONS);
        this.writer = new PointWriter(dialect);
        this.buckets = new BucketReader(dialect);
    }

    /**
     * A store in a file of this process's own. It is opened when it is first used.
     *
     * @param file the file, made if it is not there
     * @param memoryMiB the most memory for its buffers
     */
    public static SqlTimeSeriesStore duckDb(Path file, int memoryMiB) {
        return new SqlTimeSeriesStore(new DuckDbDialect(file, memoryMiB));
    }

    /**
     * A store in a server's database.
     *
     * @param url {@code jdbc:postgresql://host:port/database}
     * @param username who owns the tables
     * @param password of that user
     */
    public static SqlTimeSeriesStore postgres(String url, String username, String password) {
        return new SqlTimeSeriesStore(new PostgresDialect(url, username, password));
    }

    @Override
    public OptionalLong position(StreamPartition partition) {
        open();
        return sessions.call("reading a position", connection -> position(connection, partition));
    }

    private static OptionalLong position(Connection connection, StreamPartition partition) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT next_offset FROM stream_position WHERE topic = ? AND part = ?")) {
            statement.setString(1, partition.topic());
            statement.setInt(2, partition.partition());
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? OptionalLong.of(found.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    @Override
    public synchronized void append(PointBatch batch) {
        open();
        SeriesTable.Assignment assignment = series.assign();
        try {
            Map<Integer, Long> newest = sessions.call("writing points", connection -> {
                for (Map.Entry<StreamPartition, Progress> partition :
                        batch.progress().entrySet()) {
                    advance(connection, partition.getKey(), partition.getValue());
                }
                Map<Integer, Long> written = writer.write(connection, batch.points(), assignment);
                assignment.store(connection);
                return written;
            });
            writer.written(newest);
            series.adopt(assignment.made());
        } catch (StoreException e) {
            // Whether the transaction ended well is not known when the connection broke at its end.
            opened = false;
            throw e;
        }
    }

    private static void advance(Connection connection, StreamPartition partition, Progress progress)
            throws SQLException {
        String sql = progress.from().isPresent()
                ? "UPDATE stream_position SET next_offset = ? WHERE topic = ? AND part = ? AND next_offset = "
                        + progress.from().getAsLong()
                : "INSERT INTO stream_position (next_offset, topic, part) SELECT ?, ?, ? WHERE NOT EXISTS "
                        + "(SELECT 1 FROM stream_position WHERE topic = ? AND part = ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, progress.next());
            statement.setString(2, partition.topic());
            statement.setInt(3, partition.partition());
            if (progress.from().isEmpty()) {
                statement.setString(4, partition.topic());
                statement.setInt(5, partition.partition());
            }
            if (statement.executeUpdate() != 1) {
                throw new StoreException("Partition " + partition.partition() + " of " + partition.topic()
                        + " is read by another process, too: one alone may write into a history");
            }
        }
    }

    /** What is in memory is read anew after every failure of a write: it may have ended well or not. */
    private void open() {
        if (!opened) {
            openOnce();
        }
    }

    private synchronized void openOnce() {
        if (opened) {
            return;
        }
        sessions.call("opening it", connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String sql : dialect.schema()) {
                    statement.execute(sql);
                }
            }
            series.load(connection);
            writer.load(connection);
            return true;
        });
        opened = true;
    }

    @Override
    public List<StoredSeries> series(Predicate<StoredSeries> condition) {
        open();
        return series.matching(condition);
    }

    @Override
    public PointPage page(List<StoredSeries> which, TimeRange range, PageOrder order) {
        if (which.isEmpty()) {
            return new PointPage(List.of(), false);
        }
        return sessions.call("reading points", connection -> PointReader.read(connection, which, range, order));
    }

    @Override
    public List<BucketRow> buckets(BucketQuery query) {
        if (query.groups().stream().allMatch(List::isEmpty)) {
            return List.of();
        }
        return sessions.call("reading buckets", connection -> buckets.read(connection, query));
    }

    @Override
    public long removeBefore(String namespace, Instant time) {
        List<StoredSeries> ofNamespace = ofNamespace(namespace);
        if (ofNamespace.isEmpty()) {
            return 0;
        }
        return sessions.call("removing old points", connection -> {
            try (Statement statement = connection.createStatement()) {
                return (long) statement.executeUpdate("DELETE FROM point WHERE t < " + Microseconds.of(time)
                        + " AND series IN (" + PointReader.ids(ofNamespace) + ")");
            }
        });
    }

    @Override
    public long downsample(String namespace, Instant until, Duration step) {
        List<StoredSeries> ofNamespace = ofNamespace(namespace);
        if (ofNamespace.isEmpty()) {
            return 0;
        }
        return sessions.call("down-sampling", connection -> Downsampler.run(connection, ofNamespace, until, step));
    }

    private List<StoredSeries> ofNamespace(String namespace) {
        return series(each -> each.key().namespace().equals(namespace));
    }

    @Override
    public void compact(Instant until) {
        open();
        sessions.call("compacting", connection -> {
            dialect.compact(connection, until);
            return true;
        });
    }

    @Override
    public boolean copyTo(Path file) {
        open();
        try {
            return dialect.copyTo(file);
        } catch (SQLException e) {
            throw new StoreException("The history could not be copied to " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public long bytesOnDisk() {
        open();
        return sessions.call("measuring", dialect::bytesOnDisk);
    }

    @Override
    public void close() {
        sessions.close();
        dialect.close();
    }
}
