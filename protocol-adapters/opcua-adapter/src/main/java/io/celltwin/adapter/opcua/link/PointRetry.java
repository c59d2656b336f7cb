package io.celltwin.adapter.opcua.link;

import io.celltwin.adapter.opcua.point.OpcUaDataPoint;
import io.celltwin.adapter.opcua.subscription.WatchedItem;
import io.celltwin.service.backoff.Backoff;
import io.celltwin.service.backoff.BackoffSequence;
import java.time.Duration;
import java.util.Optional;

/**
 * A data point that the server does not watch, for now: when it is to be asked again, and read meanwhile. Not thread-safe.
 */
final class PointRetry {

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10));

    /** What cannot be watched is read this often, or as often as it should be published if that is less. */
    private static final Duration SHORTEST_POLL = Duration.ofSeconds(1);

    private final OpcUaDataPoint point;
    private final BackoffSequence failures = BACKOFF.sequence();
    private WatchedItem item;
    private long nextTryNanos;
    private long nextReadNanos;

    /**
     * @param point the data point
     * @param item what the server does not watch; null if it does not even know the namespace
     */
    PointRetry(OpcUaDataPoint point, WatchedItem item) {
        this.point = point;
        this.item = item;
        failed();
        read();
    }

    OpcUaDataPoint point() {
        return point;
    }

    Optional<WatchedItem> item() {
        return Optional.ofNullable(item);
    }

    void found(WatchedItem newItem) {
        item = newItem;
    }

    /** The server was asked in vain. */
    void failed() {
        nextTryNanos = System.nanoTime() + failures.next().toNanos();
    }

    /** The point was read. */
    void read() {
        Duration interval = point.publishingInterval();
        nextReadNanos =
                System.nanoTime() + (interval.compareTo(SHORTEST_POLL) > 0 ? interval : SHORTEST_POLL).toNanos();
    }

    boolean isToBeTried() {
        return System.nanoTime() - nextTryNanos >= 0;
    }

    boolean isToBeRead() {
        return item != null && System.nanoTime() - nextReadNanos >= 0;
    }
}
