package io.celltwin.adapter.opcua.subscription;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.celltwin.adapter.opcua.failure.FailureReasons;
import io.celltwin.adapter.opcua.point.ResolvedPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.jboss.logging.Logger;

/**
 * All that one session watches, for all devices behind its server. Thread-safe; methods that say so block.
 * <ol>
 * <li>Items with the same publishing interval share a subscription, whichever device they belong to.</li>
 * <li>A subscription that takes no more items ({@code Bad_TooManyMonitoredItems}) gets a second one of its interval beside it.</li>
 * <li>A server that takes no more subscriptions ({@code Bad_TooManySubscriptions}) gets the items into one that there is: the
 * slowest that is fast enough, else the fastest. Intervals are placed in ascending order, so that there is one that is fast enough.</li>
 * <li>What the server takes in no way is told to the caller, with the server's reason.</li>
 * <li>A subscription that the server ends, or of which it tells nothing for too long, is replaced. A new item tells its present
 * value first, so nothing is missed. If it cannot be replaced, the session is of no more use.</li>
 * </ol>
 * Invariants: an item is in at most one subscription, and has an id of the server exactly then; no empty subscription is kept.
 * Changes to what is watched are made one after the other, since the server's limits are found by trying.
 */
public final class Subscriptions {

    private static final Logger LOG = Logger.getLogger(Subscriptions.class);

    /** A subscription outlives this many intervals in which the server hears nothing of us. */
    private static final int LIFETIME_KEEP_ALIVES = 6;

    private static final long SILENCE_CHECK_MILLIS = 1000;
    private static final int ANY_NUMBER = 0;

    private final OpcUaClient client;
    private final Duration patience;
    private final Executor executor;
    private final Consumer<String> onFailure;
    private final ItemRequests requests;
    private final Publishing publishing;
    private final ScheduledFuture<?> silenceCheck;
    private final AtomicLong handles = new AtomicLong();
    private final Map<UInteger, ServerSubscription> subscriptions = new ConcurrentHashMap<>();
    /** Held while the server is asked to change what it watches. */
    private final Object changing = new Object();

    /**
     * @param client a client with an open session
     * @param settings how to watch
     * @param metrics counts what was lost
     * @param executor its threads may be blocked until the server has answered
     * @param timer looks after the subscriptions
     * @param onFailure is told when the session is of no more use
     * @throws UaException if the session is not open
     */
    public Subscriptions(
            OpcUaClient client,
            SubscriptionSettings settings,
            ChangeMetrics metrics,
            Executor executor,
            ScheduledExecutorService timer,
            Consumer<String> onFailure)
            throws UaException {
        this.client = client;
        this.patience = settings.requestTimeout();
        this.executor = executor;
        this.onFailure = onFailure;
        this.requests = new ItemRequests(client, settings.queueSize());
        this.publishing = new Publishing(
                client, client.getSession().getAuthenticationToken(), new Open(), metrics, executor, timer);
        this.silenceCheck = timer.scheduleWithFixedDelay(
                this::checkSilence, SILENCE_CHECK_MILLIS, SILENCE_CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * @param point what may be watched
     * @param listener who owns the item
     * @return an item that nobody watches as yet
     */
    public WatchedItem item(ResolvedPoint point, ItemListener listener) {
        return item(new MonitoredValue(point), listener);
    }

    /**
     * @param monitored what may be watched
     * @param listener who owns the item
     * @return an item that nobody watches as yet
     */
    public WatchedItem item(Monitored monitored, ItemListener listener) {
        return new WatchedItem(monitored, listener, uint(handles.incrementAndGet() & 0xFFFF_FFFFL));
    }

    /**
     * Has items watched. Each tells its present value first. Blocks until the server has answered.
     *
     * @param items items that are not watched
     * @return those that the server does not watch, and why
     * @throws UaException if the server does not answer
     */
    public Map<WatchedItem, StatusCode> watch(Collection<WatchedItem> items) throws UaException {
        TreeMap<Duration, List<WatchedItem>> byInterval = new TreeMap<>();
        items.forEach(item -> byInterval
                .computeIfAbsent(item.monitored().publishingInterval(), interval -> new ArrayList<>())
                .add(item));
        Map<WatchedItem, StatusCode> refused = new LinkedHashMap<>();
        synchronized (changing) {
            for (Map.Entry<Duration, List<WatchedItem>> each : byInterval.entrySet()) {
                refused.putAll(place(each.getKey(), each.getValue()));
            }
        }
        return refused;
    }

    /**
     * Has items watched no longer, soon. Does not wait for the server.
     *
     * @param items the items
     */
    public void forget(Collection<WatchedItem> items) {
        try {
            executor.execute(() -> unwatch(items));
        } catch (RejectedExecutionException e) {
            LOG.debug("the adapter stops");
        }
    }

    /**
     * @param item an item
     * @return where the server watches it; empty if it does not
     */
    public Optional<ItemPlace> place(WatchedItem item) {
        synchronized (changing) {
            return subscriptions.values().stream()
                    .filter(each -> each.item(item.clientHandle()) == item && item.serverId() != null)
                    .findFirst()
                    .map(each -> new ItemPlace(each.id(), item.serverId()));
        }
    }

    /** The session ends: nothing is asked of the server any more. */
    public void close() {
        silenceCheck.cancel(false);
        publishing.close();
    }

    private Map<WatchedItem, StatusCode> place(Duration interval, List<WatchedItem> items) throws UaException {
        Map<WatchedItem, StatusCode> refused = new LinkedHashMap<>();
        List<WatchedItem> left = items;
        for (ServerSubscription own : ofInterval(interval)) {
            left = add(own, left, refused);
        }
        while (!left.isEmpty()) {
            Optional<ServerSubscription> made = create(interval);
            if (made.isEmpty()) {
                return placeElsewhere(interval, left, refused);
            }
            int before = left.size();
            left = add(made.get(), left, refused);
            deleteIfEmpty(made.get());
            if (left.size() == before) {
                // Even a new subscription takes none: the limit is that of the session or the server.
                break;
            }
        }
        left.forEach(item -> refused.put(item, new StatusCode(StatusCodes.Bad_TooManyMonitoredItems)));
        return refused;
    }

    private Map<WatchedItem, StatusCode> placeElsewhere(
            Duration interval, List<WatchedItem> items, Map<WatchedItem, StatusCode> refused) throws UaException {
        List<WatchedItem> left = items;
        for (ServerSubscription other : nearest(interval)) {
            left = add(other, left, refused);
        }
        left.forEach(item -> refused.put(item, new StatusCode(StatusCodes.Bad_TooManySubscriptions)));
        return refused;
    }

    /** Those that can take more: fast enough ones first, the slowest of them in front; then the others, the fastest in front. */
    private List<ServerSubscription> nearest(Duration interval) {
        Comparator<ServerSubscription> byInterval = Comparator.comparing(ServerSubscription::interval);
        List<ServerSubscription> sorted = new ArrayList<>(subscriptions.values().stream()
                .filter(each -> each.interval().compareTo(interval) <= 0)
                .sorted(byInterval.reversed())
                .toList());
        subscriptions.values().stream()
                .filter(each -> each.interval().compareTo(interval) > 0)
                .sorted(byInterval)
                .forEach(sorted::add);
        return sorted;
    }

    private List<ServerSubscription> ofInterval(Duration interval) {
        return subscriptions.values().stream()
                .filter(each -> each.interval().equals(interval))
                .toList();
    }

    /** Returns those for which there is no room in the subscription. */
    private List<WatchedItem> add(
            ServerSubscription subscription, List<WatchedItem> items, Map<WatchedItem, StatusCode> refused)
            throws UaException {
        if (subscription.isFull() || items.isEmpty()) {
            return items;
        }
        // Before the server is asked, since it may tell a value before it has answered.
        items.forEach(subscription::add);
        Map<WatchedItem, StatusCode> answers;
        try {
            answers = requests.create(subscription.id(), items);
        } catch (UaException e) {
            items.forEach(subscription::remove);
            throw e;
        }
        List<WatchedItem> noRoom = new ArrayList<>();
        answers.forEach((item, answer) -> {
            if (!answer.isGood()) {
                subscription.remove(item);
                if (answer.value() == StatusCodes.Bad_TooManyMonitoredItems) {
                    noRoom.add(item);
                } else {
                    refused.put(item, answer);
                }
            }
        });
        if (!noRoom.isEmpty()) {
            subscription.markFull();
        }
        return noRoom;
    }

    private Optional<ServerSubscription> create(Duration interval) throws UaException {
        long intervalMillis = interval.toMillis();
        long keepAlives = Math.max(1, Math.min(patience.toMillis() / Math.max(1, intervalMillis), Integer.MAX_VALUE));
        try {
            ServerSubscription made = new ServerSubscription(
                    client.createSubscription(
                            (double) intervalMillis,
                            uint(keepAlives * LIFETIME_KEEP_ALIVES),
                            uint(keepAlives),
                            uint(ANY_NUMBER),
                            true,
                            ubyte(0)),
                    interval,
                    patience);
            subscriptions.put(made.id(), made);
            publishing.keepGoing();
            return Optional.of(made);
        } catch (UaException e) {
            if (e.getStatusCode().value() == StatusCodes.Bad_TooManySubscriptions) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void unwatch(Collection<WatchedItem> items) {
        synchronized (changing) {
            for (ServerSubscription subscription : List.copyOf(subscriptions.values())) {
                List<UInteger> ids = new ArrayList<>();
                for (WatchedItem item : items) {
                    if (subscription.remove(item) && item.serverId() != null) {
                        ids.add(item.serverId());
                        item.serverId(null);
                    }
                }
                if (!ids.isEmpty() && !deleteIfEmpty(subscription)) {
                    client.deleteMonitoredItemsAsync(subscription.id(), ids)
                            .whenComplete((answer, failure) ->
                                    LOG.debugf(failure, "%d items are watched no longer", ids.size()));
                }
            }
        }
    }

    private boolean deleteIfEmpty(ServerSubscription subscription) {
        if (!subscription.isEmpty()) {
            return false;
        }
        delete(subscription);
        return true;
    }

    private void delete(ServerSubscription subscription) {
        subscriptions.remove(subscription.id());
        client.deleteSubscriptionsAsync(List.of(subscription.id()))
                .whenComplete(
                        (answer, failure) -> LOG.debugf(failure, "subscription %s was deleted", subscription.id()));
    }

    private void checkSilence() {
        for (ServerSubscription subscription : subscriptions.values()) {
            if (subscription.isSilent()) {
                subscription.heard();
                replaceSoon(subscription, "the server told nothing of it any more");
            }
        }
    }

    private void replaceSoon(ServerSubscription subscription, String why) {
        try {
            executor.execute(() -> replace(subscription, why));
        } catch (RejectedExecutionException e) {
            LOG.debug("the adapter stops");
        }
    }

    private void replace(ServerSubscription old, String why) {
        Map<WatchedItem, StatusCode> refused = new LinkedHashMap<>();
        List<WatchedItem> anew;
        synchronized (changing) {
            if (!subscriptions.containsKey(old.id())) {
                return;
            }
            LOG.debugf("subscription %s is replaced: %s", old.id(), why);
            delete(old);
            Collection<WatchedItem> items = old.clear();
            items.forEach(item -> item.serverId(null));
            try {
                refused.putAll(watch(items));
                anew = items.stream().filter(item -> !refused.containsKey(item)).toList();
            } catch (UaException e) {
                onFailure.accept("the server no longer tells of changes: " + FailureReasons.of(e));
                return;
            }
        }
        Publishing.byListener(List.copyOf(refused.keySet())).forEach((listener, items) -> {
            Map<WatchedItem, StatusCode> own = new LinkedHashMap<>(refused);
            own.keySet().retainAll(items);
            listener.watchedNoLonger(own);
        });
        Publishing.byListener(anew).forEach(ItemListener::watchedAnew);
    }

    /** What publishing has to know of the subscriptions. */
    private final class Open implements Publishing.Subscribed {

        @Override
        public ServerSubscription subscription(UInteger id) {
            return subscriptions.get(id);
        }

        @Override
        public int number() {
            return subscriptions.size();
        }

        @Override
        public void ended(ServerSubscription subscription, StatusCode why) {
            replaceSoon(subscription, why.toString());
        }
    }
}
