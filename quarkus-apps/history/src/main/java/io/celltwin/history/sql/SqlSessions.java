package io.celltwin.history.sql;

import io.celltwin.history.error.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Lends connections, no more than so many at once. A connection on which something failed is not lent again. */
final class SqlSessions implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SqlSessions.class);
    private static final long PATIENCE_SECONDS = 20;

    private final SqlDialect dialect;
    private final Semaphore free;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private boolean closed;

    /** @param most connections at once */
    SqlSessions(SqlDialect dialect, int most) {
        this.dialect = dialect;
        this.free = new Semaphore(most, true);
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Does something in one transaction.
     *
     * @param what for the message, such as "writing points"
     */
    <T> T call(String what, Work<T> work) {
        take(what);
        Connection connection = null;
        boolean good = false;
        try {
            connection = connection();
            T result = work.on(connection);
            connection.commit();
            good = true;
            return result;
        } catch (SQLException e) {
            throw new StoreException(
                    "The history's " + dialect.name() + " failed while " + what + ": " + firstLine(e), e);
        } finally {
            giveBack(connection, good);
            free.release();
        }
    }

    private void take(String what) {
        try {
            if (!free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new StoreException(
                        "The history's " + dialect.name() + " is busy with other requests for more than "
                                + PATIENCE_SECONDS + " s; it was asked for " + what);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("Interrupted before " + what, e);
        }
    }

    private Connection connection() throws SQLException {
        synchronized (idle) {
            if (closed) {
                throw new SQLException("it is closed");
            }
            Connection known = idle.poll();
            if (known != null) {
                return known;
            }
        }
        Connection connection = dialect.connect();
        connection.setAutoCommit(false);
        return connection;
    }

    private void giveBack(Connection connection, boolean good) {
        if (connection == null) {
            return;
        }
        synchronized (idle) {
            if (good && !closed) {
                idle.push(connection);
                return;
            }
        }
        try {
            if (!good) {
                connection.rollback();
            }
        } catch (SQLException e) {
            LOG.debugf("Rolling back failed, the connection is given up: %s", e.getMessage());
        }
        shut(connection);
    }

    private static void shut(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debugf("Closing a connection failed: %s", e.getMessage());
        }
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }

    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(SqlSessions::shut);
            idle.clear();
        }
    }
}
