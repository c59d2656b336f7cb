package io.celltwin.adapter.opcua.subscription;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSubscriptionResponse;

/**
 * One subscription as the server has it: the items of any number of devices that are published in the same interval. Its items are
 * changed by {@link Subscriptions} alone; its sequence numbers belong to {@link Publishing}.
 */
final class ServerSubscription {

    /** However seldom the server wants to say that nothing has changed: what is watched anew is told anew. */
    private static final Duration MOST_SILENCE = Duration.ofHours(1);

    private final UInteger id;
    private final Duration interval;
    private final Duration longestSilence;
    private final SequenceNumbers sequence = new SequenceNumbers();
    private final Map<UInteger, WatchedItem> items = new ConcurrentHashMap<>();
    /** The server refused to put more items into it. */
    private volatile boolean full;

    private volatile long heardNanos = System.nanoTime();

    /**
     * @param made how the server made it
     * @param interval the publishing interval that was asked for
     * @param patience what to add to the longest time between two messages
     */
    ServerSubscription(CreateSubscriptionResponse made, Duration interval, Duration patience) {
        this.id = made.getSubscriptionId();
        this.interval = interval;
        double keepAliveMillis = made.getRevisedPublishingInterval()
                * made.getRevisedMaxKeepAliveCount().longValue();
        Duration announced =
                Duration.ofMillis((long) Math.min(1.5 * keepAliveMillis, (double) MOST_SILENCE.toMillis()));
        this.longestSilence = announced.plus(patience);
    }

    UInteger id() {
        return id;
    }

    Duration interval() {
        return interval;
    }

    SequenceNumbers sequence() {
        return sequence;
    }

    boolean isFull() {
        return full;
    }

    void markFull() {
        full = true;
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    void add(WatchedItem item) {
        items.put(item.clientHandle(), item);
    }

    boolean remove(WatchedItem item) {
        if (items.remove(item.clientHandle(), item)) {
            full = false;
            return true;
        }
        return false;
    }

    /**
     * @param clientHandle names an item
     * @return the item; null if it is not in this subscription, any more
     */
    WatchedItem item(UInteger clientHandle) {
        return items.get(clientHandle);
    }

    List<WatchedItem> items() {
        return new ArrayList<>(items.values());
    }

    Collection<WatchedItem> clear() {
        List<WatchedItem> all = items();
        items.clear();
        return all;
    }

    void heard() {
        heardNanos = System.nanoTime();
    }

    /**
     * @return whether the server has told nothing, not even that nothing has changed, for longer than it may
     */
    boolean isSilent() {
        return System.nanoTime() - heardNanos > longestSilence.toNanos();
    }
}
