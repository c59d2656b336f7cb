package io.celltwin.adapter.opcua.link;

import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.adapter.opcua.failure.FailureReasons;
import io.celltwin.adapter.opcua.failure.StatusNames;
import io.celltwin.adapter.opcua.point.OpcUaDataPoint;
import io.celltwin.adapter.opcua.point.ResolvedPoint;
import io.celltwin.adapter.opcua.session.ServerSession;
import io.celltwin.adapter.opcua.subscription.ChangeMetrics;
import io.celltwin.adapter.opcua.subscription.ItemListener;
import io.celltwin.adapter.opcua.subscription.ItemValue;
import io.celltwin.adapter.opcua.subscription.WatchedItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.jboss.logging.Logger;

/**
 * What one device gives, kept up to date. Thread-safe.
 * <ol>
 * <li>{@link #read} finds the nodes and reads all once, {@link #watch} has the server tell changes from then on.</li>
 * <li>A node that does not exist, or that the server does not watch, is asked for again after a growing delay, and read meanwhile: it is
 * there as soon as the server has it. A watched node that vanishes goes the same way; what comes back may be of another enumeration, so
 * that its names are found anew.</li>
 * <li>Where the server dropped changes (its queue overflowed, a message was lost) the nodes are read. What is read is only told if no
 * change of that node was told since the reading began: the change is newer.</li>
 * </ol>
 * Invariants: the newest value of a node is told last; a data point is watched or waits to be asked for again, never neither.
 */
final class DeviceFeed implements ItemListener {

    private static final Logger LOG = Logger.getLogger(DeviceFeed.class);

    private static final long TICK_MILLIS = 500;
    private static final long READ_AGAIN_MILLIS = 1000;

    /** Once so many readings in a row have failed, the values are told as not good. */
    private static final int FAILED_READINGS_TOLD = 2;

    /** A node with such a status is not there; once it is, only a new item tells of it on some servers. */
    private static final Set<Long> NO_NODE = Set.of(StatusCodes.Bad_NodeIdUnknown, StatusCodes.Bad_NodeIdInvalid);

    private final String device;
    private final ServerSession session;
    private final LinkListener listener;
    private final ChangeMetrics metrics;
    private final Executor executor;
    private final ScheduledExecutorService timer;
    private final PointResolver resolver;

    private final Map<OpcUaDataPoint, WatchedItem> items = new LinkedHashMap<>();
    private final Map<OpcUaDataPoint, PointRetry> unwatched = new LinkedHashMap<>();
    /** To be read, since changes of them were dropped. */
    private final Set<WatchedItem> stale = new LinkedHashSet<>();
    /** Of which the server has told since the reading that is under way began. */
    private final Set<WatchedItem> toldMeanwhile = new HashSet<>();

    /** In a row, of what is stale. */
    private int failedReadings;

    private boolean reading;
    private boolean retrying;
    private boolean overflowTold;
    private boolean unwatchedTold;
    private boolean closed;
    private ScheduledFuture<?> tick;

    /**
     * @param device the device's id, for logs
     * @param session the session with its server
     * @param listener is told what is read
     * @param metrics counts what the server dropped
     * @param executor its threads may be blocked until the server has answered
     * @param timer for what is to be tried again
     */
    DeviceFeed(
            String device,
            ServerSession session,
            LinkListener listener,
            ChangeMetrics metrics,
            Executor executor,
            ScheduledExecutorService timer) {
        this.device = device;
        this.session = session;
        this.listener = listener;
        this.metrics = metrics;
        this.executor = executor;
        this.timer = timer;
        this.resolver = new PointResolver(session.enumerations());
    }

    /**
     * Finds all nodes and reads them. To be called once; blocks until the server has answered.
     *
     * @param points what to read
     * @return a reading for each
     * @throws UaException if the server does not answer
     */
    List<Reading> read(List<OpcUaDataPoint> points) throws UaException {
        Map<OpcUaDataPoint, ResolvedPoint> resolved =
                resolver.resolve(points, session.client().getNamespaceTable());
        List<Reading> readings = new ArrayList<>(points.size());
        synchronized (this) {
            for (OpcUaDataPoint point : points) {
                ResolvedPoint found = resolved.get(point);
                if (found != null) {
                    items.put(point, session.subscriptions().item(found, this));
                } else {
                    unwatched.put(point, new PointRetry(point, null));
                    readings.add(Reading.bad(
                            point.property(),
                            "the server has no namespace " + point.node().getNamespaceUri(),
                            Instant.now()));
                }
            }
        }
        readings.addAll(session.nodeValues().read(List.copyOf(resolved.values())));
        return readings;
    }

    /**
     * Has everything watched that was found. To be called once; blocks until the server has answered.
     *
     * @throws UaException if the server does not answer
     */
    void watch() throws UaException {
        List<WatchedItem> all;
        synchronized (this) {
            all = List.copyOf(items.values());
        }
        watchedNoLonger(session.subscriptions().watch(all));
        synchronized (this) {
            if (!closed) {
                keepTrying();
                return;
            }
        }
        session.subscriptions().forget(all);
    }

    /**
     * @return the points whose nodes were found
     */
    synchronized List<ResolvedPoint> resolved() {
        List<ResolvedPoint> resolved = new ArrayList<>();
        items.values().forEach(item -> resolved.add(item.point()));
        unwatched.values().forEach(retry -> retry.item().ifPresent(item -> resolved.add(item.point())));
        return resolved;
    }

    /** Has nothing watched any more. Does not wait for the server. */
    void close() {
        List<WatchedItem> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(items.values());
            items.clear();
            unwatched.clear();
            stale.clear();
            if (tick != null) {
                tick.cancel(false);
            }
        }
        session.subscriptions().forget(all);
    }

    @Override
    public void values(List<ItemValue> values) {
        List<List<Reading>> cycles = new ArrayList<>();
        for (List<ItemValue> cycle : PublishedCycles.of(values)) {
            cycles.add(cycle.stream()
                    .map(value -> session.valueReader().read(value.item().point(), value.value()))
                    .toList());
        }
        List<WatchedItem> overflowed = values.stream()
                .filter(value -> value.value().statusCode().isOverflowSet())
                .map(ItemValue::item)
                .toList();
        List<WatchedItem> gone = values.stream()
                .filter(value -> NO_NODE.contains(value.value().statusCode().value() & StatusNames.CODE_MASK))
                .map(ItemValue::item)
                .distinct()
                .toList();
        synchronized (this) {
            if (closed) {
                return;
            }
            if (reading) {
                values.forEach(value -> toldMeanwhile.add(value.item()));
            }
            cycles.forEach(listener::readings);
            gone.forEach(item -> gone(item, true));
        }
        session.subscriptions().forget(gone);
        if (!overflowed.isEmpty()) {
            metrics.overflowed(overflowed.size());
            tellOverflow(overflowed);
            readAgain(overflowed);
        }
    }

    @Override
    public void changesLost(List<WatchedItem> lost) {
        LOG.debugf("%s: messages of the server were lost; %d nodes are read", device, lost.size());
        readAgain(lost);
    }

    @Override
    public void watchedNoLonger(Map<WatchedItem, StatusCode> refused) {
        synchronized (this) {
            refused.forEach((item, status) -> gone(item, NO_NODE.contains(status.value())));
            Set<String> reasons = new LinkedHashSet<>();
            refused.values().stream()
                    .filter(status -> !NO_NODE.contains(status.value()))
                    .forEach(status -> reasons.add(StatusNames.of(status)));
            if (!reasons.isEmpty() && !unwatchedTold) {
                unwatchedTold = true;
                LOG.warnf(
                        "%s: the server does not watch %d of its nodes (%s); they are read once a second or less instead",
                        device, refused.size(), String.join(", ", reasons));
            }
        }
    }

    private synchronized void tellOverflow(List<WatchedItem> overflowed) {
        if (!overflowTold) {
            overflowTold = true;
            LOG.warnf(
                    "%s: the server drops changes between two publishes, of %s first; the newest values are told, for all of them raise"
                            + " celltwin.opcua.queue-size or shorten cell:publishingInterval",
                    device, overflowed.get(0).point().point().property().name());
        }
    }

    private void gone(WatchedItem item, boolean noNode) {
        OpcUaDataPoint point = item.point().point();
        if (!items.remove(point, item)) {
            return;
        }
        ResolvedPoint known = noNode ? new ResolvedPoint(point, item.point().node()) : item.point();
        WatchedItem next = session.subscriptions().item(known, this);
        PointRetry retry = unwatched.get(point);
        if (retry == null) {
            unwatched.put(point, new PointRetry(point, next));
            keepTrying();
        } else {
            // It was only just watched again.
            retry.found(next);
            retry.failed();
        }
    }

    /** Only as long as there is something to try: there are thousands of devices, most of them without. */
    private void keepTrying() {
        if (tick == null && !closed && !unwatched.isEmpty()) {
            tick = timer.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void readAgain(Collection<WatchedItem> dropped) {
        synchronized (this) {
            stale.addAll(dropped);
            if (reading || closed) {
                return;
            }
            reading = true;
        }
        execute(this::readStale);
    }

    private void readStale() {
        while (true) {
            List<WatchedItem> batch;
            synchronized (this) {
                batch = List.copyOf(stale);
                stale.clear();
                toldMeanwhile.clear();
                if (batch.isEmpty() || closed) {
                    reading = false;
                    return;
                }
            }
            try {
                List<Reading> readings = session.nodeValues()
                        .read(batch.stream().map(WatchedItem::point).toList());
                tellUnlessNewer(batch, readings);
                failedToRead(false);
            } catch (UaException | RuntimeException e) {
                LOG.debugf(e, "%s: %d nodes cannot be read", device, batch.size());
                if (failedToRead(true) >= FAILED_READINGS_TOLD) {
                    // What they hold is not known, so what was told last must not go on looking good.
                    String reason = "changes were lost, and it cannot be read: " + FailureReasons.of(e);
                    tellUnlessNewer(batch, bad(batch, reason));
                }
                synchronized (this) {
                    stale.addAll(batch);
                }
                later(this::readStale);
                return;
            }
        }
    }

    private synchronized int failedToRead(boolean failed) {
        failedReadings = failed ? failedReadings + 1 : 0;
        return failedReadings;
    }

    private static List<Reading> bad(List<WatchedItem> items, String reason) {
        Instant now = Instant.now();
        return items.stream()
                .map(item -> Reading.bad(item.point().point().property(), reason, now))
                .toList();
    }

    private synchronized void tellUnlessNewer(List<WatchedItem> batch, List<Reading> readings) {
        List<Reading> told = new ArrayList<>(readings.size());
        for (int i = 0; i < batch.size(); i++) {
            if (!toldMeanwhile.contains(batch.get(i))) {
                told.add(readings.get(i));
            }
        }
        if (!closed && !told.isEmpty()) {
            listener.readings(told);
        }
    }

    private void tick() {
        synchronized (this) {
            if (unwatched.isEmpty() && tick != null) {
                tick.cancel(false);
                tick = null;
            }
            if (retrying
                    || closed
                    || unwatched.values().stream().noneMatch(retry -> retry.isToBeTried() || retry.isToBeRead())) {
                return;
            }
            retrying = true;
        }
        execute(this::retry);
    }

    private void retry() {
        try {
            findNamespaces();
            watchAgain();
            readUnwatched();
        } catch (UaException | RuntimeException e) {
            LOG.debugf(e, "%s: what is not watched cannot be asked for", device);
        } finally {
            synchronized (this) {
                retrying = false;
            }
        }
    }

    private void findNamespaces() throws UaException {
        List<OpcUaDataPoint> lost;
        synchronized (this) {
            lost = unwatched.values().stream()
                    .filter(retry -> retry.item().isEmpty() && retry.isToBeTried())
                    .map(PointRetry::point)
                    .toList();
        }
        if (lost.isEmpty()) {
            return;
        }
        NamespaceTable namespaces = session.client().readNamespaceTable();
        Map<OpcUaDataPoint, ResolvedPoint> found = resolver.resolve(lost, namespaces);
        synchronized (this) {
            for (OpcUaDataPoint point : lost) {
                PointRetry retry = unwatched.get(point);
                if (retry != null && found.containsKey(point)) {
                    retry.found(session.subscriptions().item(found.get(point), this));
                } else if (retry != null) {
                    retry.failed();
                }
            }
        }
    }

    private void watchAgain() throws UaException {
        findNames();
        List<WatchedItem> due = new ArrayList<>();
        synchronized (this) {
            for (PointRetry retry : List.copyOf(unwatched.values())) {
                if (retry.item().isPresent() && retry.isToBeTried()) {
                    WatchedItem item = retry.item().get();
                    due.add(item);
                    // Now, since its first value may be told before the server has answered.
                    items.put(retry.point(), item);
                }
            }
        }
        if (due.isEmpty()) {
            return;
        }
        Map<WatchedItem, StatusCode> refused;
        try {
            refused = session.subscriptions().watch(due);
        } catch (UaException e) {
            Map<WatchedItem, StatusCode> all = new LinkedHashMap<>();
            due.forEach(item -> all.put(item, e.getStatusCode()));
            settle(due, all);
            throw e;
        }
        settle(due, refused);
    }

    private void findNames() throws UaException {
        List<OpcUaDataPoint> due;
        synchronized (this) {
            due = unwatched.values().stream()
                    .filter(retry -> retry.item().isPresent() && retry.isToBeTried())
                    .map(PointRetry::point)
                    .toList();
        }
        Map<OpcUaDataPoint, ResolvedPoint> found =
                resolver.resolve(due, session.client().getNamespaceTable());
        synchronized (this) {
            found.forEach((point, resolved) -> {
                PointRetry retry = unwatched.get(point);
                if (retry != null
                        && retry.item()
                                .filter(item -> !item.point().equals(resolved))
                                .isPresent()) {
                    retry.found(session.subscriptions().item(resolved, this));
                }
            });
        }
    }

    private void settle(List<WatchedItem> tried, Map<WatchedItem, StatusCode> refused) {
        List<WatchedItem> unwanted = new ArrayList<>();
        synchronized (this) {
            for (WatchedItem item : tried) {
                OpcUaDataPoint point = item.point().point();
                if (closed) {
                    unwanted.add(item);
                } else if (refused.containsKey(item)) {
                    gone(item, NO_NODE.contains(refused.get(item).value()));
                } else if (items.get(point) == item) {
                    unwatched.remove(point);
                }
            }
        }
        session.subscriptions().forget(unwanted);
    }

    private void readUnwatched() throws UaException {
        List<WatchedItem> due = new ArrayList<>();
        synchronized (this) {
            for (PointRetry retry : unwatched.values()) {
                if (retry.isToBeRead()) {
                    due.add(retry.item().orElseThrow());
                    retry.read();
                }
            }
        }
        if (!due.isEmpty()) {
            List<Reading> readings = session.nodeValues()
                    .read(due.stream().map(WatchedItem::point).toList());
            synchronized (this) {
                if (!closed) {
                    listener.readings(readings);
                }
            }
        }
    }

    private void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debugf("%s: the adapter stops", device);
        }
    }

    private void later(Runnable task) {
        try {
            timer.schedule(() -> execute(task), READ_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debugf("%s: the adapter stops", device);
        }
    }
}
