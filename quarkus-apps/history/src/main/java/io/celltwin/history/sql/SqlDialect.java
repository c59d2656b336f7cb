package io.celltwin.history.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What databases do each in their own way. */
interface SqlDialect extends AutoCloseable {

    /** Opens a connection; the first one opens the database. */
    Connection connect() throws SQLException;

    /** The statements that make the tables, if they are not there. */
    List<String> schema();

    /** Inserts rows of which it is known that no others have their series and time. In the connection's transaction. */
    void insertNew(Connection connection, Collection<PointRow> rows) throws SQLException;

    /** Inserts rows, unless there are others of their series and time with at least their revision. Likewise. */
    void insertNewest(Connection connection, Collection<PointRow> rows) throws SQLException;

    /** The value of an expression at the earliest time, of the rows that the condition holds for. */
    String first(String expression, String condition);

    /** The value of an expression at the latest time. */
    String last(String expression, String condition);

    /** Whether it finds by the least and largest values of its blocks, so nearly for nothing, that no row meets a condition. */
    boolean rulesOutQuickly();

    /** See {@link io.celltwin.history.store.TimeSeriesStore#compact}. */
    void compact(Connection connection, Instant until) throws SQLException;

    /** See {@link io.celltwin.history.store.TimeSeriesStore#copyTo}. */
    boolean copyTo(Path copy) throws SQLException;

    /** How many bytes there are on disk. */
    long bytesOnDisk(Connection connection) throws SQLException;

    /** For people. */
    String name();

    @Override
    void close();
}
