package io.celltwin.edge.connection.transport;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.connectivity.model.ConnectivityModelFactory;
import org.eclipse.ditto.connectivity.model.LogCategory;
import org.eclipse.ditto.connectivity.model.LogEntry;
import org.eclipse.ditto.connectivity.model.LogLevel;
import org.eclipse.ditto.connectivity.model.LogType;

/**
 * What went wrong in one connection and what became of it, the latest only. For those who look after the connection.
 */
public final class ConnectionLog {
    private static final int LENGTH = 100;
    private static final int LONGEST_MESSAGE = 500;

    private final Instant since = Instant.now();
    private final Deque<LogEntry> entries = new ArrayDeque<>();

    /** Something about the connection itself succeeded. */
    public void success(String message) {
        add(UUID.randomUUID().toString(), LogCategory.CONNECTION, LogType.OTHER, LogLevel.SUCCESS, null, message);
    }

    /** Something about the connection itself failed. */
    public void failure(String message) {
        add(UUID.randomUUID().toString(), LogCategory.CONNECTION, LogType.OTHER, LogLevel.FAILURE, null, message);
    }

    /**
     * A message that came in was not executed.
     *
     * @param address where it came by
     * @param type at which step it failed
     */
    public void refused(String address, LogType type, DittoRuntimeException reason) {
        String correlationId = reason.getDittoHeaders()
                .getCorrelationId()
                .orElseGet(() -> UUID.randomUUID().toString());
        add(
                correlationId,
                LogCategory.SOURCE,
                type,
                LogLevel.FAILURE,
                address,
                reason.getErrorCode() + ": " + reason.getMessage());
    }

    /** Something happened to a message. */
    public void message(LogCategory category, LogType type, String address, String message) {
        add(UUID.randomUUID().toString(), category, type, LogLevel.FAILURE, address, message);
    }

    private synchronized void add(
            String correlationId, LogCategory category, LogType type, LogLevel level, String address, String message) {
        if (entries.size() == LENGTH) {
            entries.removeFirst();
        }
        String text = message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "..." : message;
        entries.addLast(
                ConnectivityModelFactory.newLogEntryBuilder(correlationId, Instant.now(), category, type, level, text)
                        .address(address)
                        .build());
    }

    /** The entries, oldest first. */
    public synchronized List<LogEntry> entries() {
        return List.copyOf(entries);
    }

    /** Forgets all entries. */
    public synchronized void clear() {
        entries.clear();
    }

    /** Since when entries are kept. */
    public Instant since() {
        return since;
    }
}
