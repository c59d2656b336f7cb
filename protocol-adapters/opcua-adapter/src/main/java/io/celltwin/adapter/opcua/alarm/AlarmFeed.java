package io.celltwin.adapter.opcua.alarm;

import io.celltwin.adapter.driver.ActionOutcome;
import io.celltwin.adapter.driver.ActionOutcome.Refused;
import io.celltwin.adapter.driver.AlarmAcknowledgement;
import io.celltwin.adapter.driver.AlarmReport;
import io.celltwin.adapter.driver.DeviceAlarm;
import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.WriteOutcome.Refusal;
import io.celltwin.adapter.opcua.alarm.ConditionEvent.Field;
import io.celltwin.adapter.opcua.failure.FailureReasons;
import io.celltwin.adapter.opcua.failure.StatusNames;
import io.celltwin.adapter.opcua.session.ServerSession;
import io.celltwin.adapter.opcua.subscription.ChangeMetrics;
import io.celltwin.adapter.opcua.subscription.ItemListener;
import io.celltwin.adapter.opcua.subscription.ItemPlace;
import io.celltwin.adapter.opcua.subscription.ItemValue;
import io.celltwin.adapter.opcua.subscription.MonitoredEvents;
import io.celltwin.adapter.opcua.subscription.WatchedItem;
import io.celltwin.service.backoff.Backoff;
import io.celltwin.service.backoff.BackoffSequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.jboss.logging.Logger;

/**
 * The alarms that a server tells of one device, kept as they stand. Thread-safe.
 * <ol>
 * <li>The node that tells events is watched; until that works, it is tried again.</li>
 * <li>Then the server is asked to tell all conditions that are to be seen ({@code ConditionRefresh}): between {@code RefreshStart} and {@code
 * RefreshEnd} it tells each. What it has not told by then is over, whatever was known of it.</li>
 * <li>From then on each event tells how its condition stands; one that is not to be retained any more is over.</li>
 * <li>The server is asked anew whenever something may have been missed: it says so ({@code RefreshRequired}, an overflow of its queue), a
 * message was lost, the subscription was replaced.</li>
 * </ol>
 * Invariants: a complete report is made only of a refresh during which nothing was missed; at most one refresh is under way; while the
 * alarms are not known, or not all, the last report says why.
 */
public final class AlarmFeed implements ItemListener {

    private static final Logger LOG = Logger.getLogger(AlarmFeed.class);

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    /** A server that has begun to tell its conditions, or promised to, ends within this time. */
    private static final Duration REFRESH_PATIENCE = Duration.ofSeconds(15);

    /** So many alarms of one source are shown. A twin has room for few more: Ditto refuses a thing larger than 100 KiB. */
    static final int MOST_ALARMS = 64;

    private enum Refresh {
        /** None is under way. */
        NONE,
        /** The server was asked, and has not begun. */
        ASKED,
        /** The server tells its conditions. */
        RUNNING
    }

    private final String device;
    private final AlarmSource source;
    private final ServerSession session;
    private final LinkListener listener;
    private final ChangeMetrics metrics;
    private final Executor executor;
    private final ScheduledExecutorService timer;
    private final ConditionMethods methods;
    private final BackoffSequence failures = BACKOFF.sequence();

    private final Map<String, Condition> standing = new LinkedHashMap<>();
    /** Of which the server has told during the refresh that is running. */
    private final Set<String> refreshed = new HashSet<>();

    private Refresh refresh = Refresh.NONE;
    /** Counts refreshes, so that a late time-out does not end another one. */
    private int refreshNumber;
    /** Something was missed during the refresh that is under way. */
    private boolean missed;

    private boolean tooMany;
    private Optional<String> problem = Optional.empty();
    private Set<NodeId> sources = Set.of();
    private WatchedItem item;
    private boolean closed;

    /**
     * @param device the device's id, for logs
     * @param source where the alarms are
     * @param session the session with the device's server
     * @param listener is told of the alarms
     * @param metrics counts what the server dropped
     * @param executor its threads may be blocked until the server has answered
     * @param timer for what is to be tried again
     */
    public AlarmFeed(
            String device,
            AlarmSource source,
            ServerSession session,
            LinkListener listener,
            ChangeMetrics metrics,
            Executor executor,
            ScheduledExecutorService timer) {
        this.device = device;
        this.source = source;
        this.session = session;
        this.listener = listener;
        this.metrics = metrics;
        this.executor = executor;
        this.timer = timer;
        this.methods = new ConditionMethods(session.client());
    }

    /** Begins to watch. To be called once; does not block. */
    public void start() {
        execute(this::watch);
    }

    /** Watches no more. Does not wait for the server. */
    public void close() {
        WatchedItem watched;
        synchronized (this) {
            closed = true;
            watched = item;
            item = null;
        }
        if (watched != null) {
            session.subscriptions().forget(List.of(watched));
        }
    }

    /**
     * Tells the server that somebody has seen an alarm, or dealt with it. Blocks until the server has answered.
     *
     * @param acknowledgement of which
     * @return what became of it; empty if it is no alarm of this source
     */
    public Optional<ActionOutcome> acknowledge(AlarmAcknowledgement acknowledgement) {
        Condition condition;
        synchronized (this) {
            condition = standing.get(acknowledgement.alarm());
        }
        if (condition == null) {
            return Optional.empty();
        }
        return Optional.of(condition
                .eventId()
                .map(eventId -> methods.acknowledge(condition.node(), eventId, acknowledgement))
                .orElseGet(() -> new Refused(
                        Refusal.NOT_SUPPORTED, "the server does not say by which name the alarm is acknowledged")));
    }

    @Override
    public void values(List<ItemValue> values) {
        throw new IllegalStateException("no values are watched");
    }

    @Override
    public void events(WatchedItem told, List<Variant[]> events, DateTime time) {
        boolean overflowed = false;
        synchronized (this) {
            if (closed || told != item) {
                return;
            }
            Map<String, DeviceAlarm> changed = new LinkedHashMap<>();
            Set<String> gone = new HashSet<>();
            NamespaceTable namespaces = session.client().getNamespaceTable();
            for (Variant[] fields : events) {
                ConditionEvent event = new ConditionEvent(fields);
                if (event.isOf(NodeIds.RefreshStartEventType)) {
                    refresh = Refresh.RUNNING;
                    refreshed.clear();
                    tooMany = false;
                } else if (event.isOf(NodeIds.RefreshEndEventType)) {
                    tell(changed, gone);
                    refreshEnded();
                } else if (event.isOf(NodeIds.RefreshRequiredEventType)) {
                    overflowed = true;
                } else if (event.isOf(NodeIds.EventQueueOverflowEventType)) {
                    metrics.overflowed(1);
                    overflowed = true;
                } else {
                    take(event, namespaces, time, changed, gone);
                }
            }
            tell(changed, gone);
        }
        if (overflowed) {
            refreshAnew();
        }
    }

    @Override
    public void changesLost(List<WatchedItem> items) {
        refreshAnew();
    }

    @Override
    public void watchedAnew(List<WatchedItem> items) {
        synchronized (this) {
            // What was asked of the subscription before is answered no more.
            refresh = Refresh.NONE;
        }
        refreshAnew();
    }

    @Override
    public void watchedNoLonger(Map<WatchedItem, StatusCode> refused) {
        refused.values().stream().findFirst().ifPresent(status -> {
            unknown("the server does not tell them: " + StatusNames.of(status));
            later(this::watch);
        });
    }

    private void watch() {
        try {
            Optional<WatchedItem> watched = item();
            if (watched.isEmpty()) {
                unknown("the server has no namespace of the node that tells them, or of one that they are of");
                later(this::watch);
                return;
            }
            StatusCode refused =
                    session.subscriptions().watch(List.of(watched.get())).get(watched.get());
            if (refused != null) {
                unknown("the server does not tell them: " + StatusNames.of(refused));
                later(this::watch);
                return;
            }
            synchronized (this) {
                if (!closed) {
                    execute(this::askForRefresh);
                    return;
                }
            }
            session.subscriptions().forget(List.of(watched.get()));
        } catch (UaException | RuntimeException e) {
            unknown("the server does not tell them: " + FailureReasons.of(e));
            later(this::watch);
        }
    }

    private Optional<WatchedItem> item() throws UaException {
        OpcUaClient client = session.client();
        NamespaceTable namespaces = client.readNamespaceTable();
        Optional<NodeId> notifier = source.notifier().toNodeId(namespaces);
        List<NodeId> of = new ArrayList<>();
        for (ExpandedNodeId each : source.sources()) {
            each.toNodeId(namespaces).ifPresent(of::add);
        }
        if (notifier.isEmpty() || of.size() < source.sources().size()) {
            return Optional.empty();
        }
        WatchedItem made = session.subscriptions()
                .item(
                        new MonitoredEvents(
                                notifier.get(),
                                ConditionFilter.of(client.getStaticEncodingContext(), of),
                                ConditionFilter.everything(),
                                source.publishingInterval()),
                        this);
        synchronized (this) {
            sources = Set.copyOf(of);
            // Before it is watched, since it may tell something before the server has answered.
            item = made;
        }
        return Optional.of(made);
    }

    private void refreshAnew() {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (refresh != Refresh.NONE) {
                missed = true;
                return;
            }
        }
        execute(this::askForRefresh);
    }

    private void askForRefresh() {
        WatchedItem watched;
        int number;
        synchronized (this) {
            if (closed || item == null || refresh != Refresh.NONE) {
                return;
            }
            refresh = Refresh.ASKED;
            missed = false;
            number = ++refreshNumber;
            watched = item;
        }
        try {
            Optional<ItemPlace> place = session.subscriptions().place(watched);
            if (place.isEmpty()) {
                throw new UaException(StatusCodes.Bad_MonitoredItemIdInvalid);
            }
            methods.refresh(place.get());
            timer.schedule(() -> notEnded(number), REFRESH_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (UaException e) {
            if (ConditionMethods.isUnknown(e.getStatusCode())) {
                cannotRefresh(e.getStatusCode());
            } else {
                failed(number, FailureReasons.of(e));
            }
        } catch (RejectedExecutionException e) {
            LOG.debugf("%s: the adapter stops", device);
        } catch (RuntimeException e) {
            failed(number, FailureReasons.of(e));
        }
    }

    private void notEnded(int number) {
        synchronized (this) {
            if (closed || number != refreshNumber || refresh == Refresh.NONE) {
                return;
            }
        }
        failed(number, "the server did not tell all of them in time");
    }

    private void failed(int number, String reason) {
        synchronized (this) {
            if (number != refreshNumber) {
                return;
            }
            refresh = Refresh.NONE;
        }
        unknown(reason);
        later(this::askForRefresh);
    }

    private synchronized void cannotRefresh(StatusCode status) {
        refresh = Refresh.NONE;
        if (closed) {
            return;
        }
        String reason = "the server cannot tell the alarms that stand already (%s), only those that change"
                .formatted(StatusNames.of(status));
        LOG.warnf("%s: %s: %s", device, source.event(), reason);
        problem = Optional.of(reason);
        tellAll();
    }

    private void refreshEnded() {
        boolean whole = refresh == Refresh.RUNNING && !missed;
        if (refresh == Refresh.NONE) {
            return;
        }
        refresh = Refresh.NONE;
        if (!whole) {
            execute(this::askForRefresh);
            return;
        }
        failures.reset();
        standing.keySet().retainAll(refreshed);
        problem = tooMany
                ? Optional.of("more than %d alarms stand: the others are not shown".formatted(MOST_ALARMS))
                : Optional.empty();
        tellAll();
    }

    private void take(
            ConditionEvent event,
            NamespaceTable namespaces,
            DateTime time,
            Map<String, DeviceAlarm> changed,
            Set<String> gone) {
        Optional<NodeId> condition = event.node(Field.CONDITION_ID);
        if (condition.isEmpty() || !isOfSource(event)) {
            return;
        }
        String id = Condition.id(event, condition.get(), source.event(), namespaces);
        if (event.flag(Field.RETAIN).orElse(false)) {
            Condition before = standing.get(id);
            if (before == null && standing.size() >= MOST_ALARMS) {
                tooMany = true;
                problem = Optional.of("more than %d alarms stand: the others are not shown".formatted(MOST_ALARMS));
                return;
            }
            Condition now = Condition.of(event, condition.get(), id, before, time);
            standing.put(id, now);
            refreshed.add(id);
            changed.put(id, now.alarm());
            gone.remove(id);
        } else {
            standing.remove(id);
            refreshed.remove(id);
            changed.remove(id);
            gone.add(id);
        }
    }

    /** Also where the server does not choose, since it does not know how. */
    private boolean isOfSource(ConditionEvent event) {
        return sources.isEmpty()
                || event.node(Field.SOURCE_NODE).filter(sources::contains).isPresent();
    }

    private void tell(Map<String, DeviceAlarm> changed, Set<String> gone) {
        if (!changed.isEmpty() || !gone.isEmpty()) {
            listener.alarms(new AlarmReport(source.event(), false, changed, gone, problem));
            changed.clear();
            gone.clear();
        }
    }

    private void tellAll() {
        Map<String, DeviceAlarm> all = new LinkedHashMap<>();
        standing.forEach((id, condition) -> all.put(id, condition.alarm()));
        listener.alarms(new AlarmReport(source.event(), true, all, Set.of(), problem));
    }

    private synchronized void unknown(String reason) {
        if (closed || problem.equals(Optional.of(reason))) {
            return;
        }
        LOG.warnf("%s: the alarms %s are not known: %s", device, source.event(), reason);
        problem = Optional.of(reason);
        listener.alarms(new AlarmReport(source.event(), false, Map.of(), Set.of(), problem));
    }

    private void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debugf("%s: the adapter stops", device);
        }
    }

    private void later(Runnable task) {
        Duration delay;
        synchronized (this) {
            if (closed) {
                return;
            }
            delay = failures.next();
        }
        try {
            timer.schedule(() -> execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debugf("%s: the adapter stops", device);
        }
    }
}
