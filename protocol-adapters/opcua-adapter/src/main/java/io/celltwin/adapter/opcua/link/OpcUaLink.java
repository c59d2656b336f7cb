package io.celltwin.adapter.opcua.link;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceConfigurationException;
import io.celltwin.adapter.driver.ActionInvocation;
import io.celltwin.adapter.driver.ActionOutcome;
import io.celltwin.adapter.driver.AlarmAcknowledgement;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.LinkGate;
import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.PropertyWrite;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.adapter.driver.WriteOutcome;
import io.celltwin.adapter.driver.WriteOutcome.Refusal;
import io.celltwin.adapter.driver.WriteOutcome.Refused;
import io.celltwin.adapter.opcua.alarm.AlarmFeed;
import io.celltwin.adapter.opcua.failure.FailureReasons;
import io.celltwin.adapter.opcua.history.GapFiller;
import io.celltwin.adapter.opcua.history.MissedHistory;
import io.celltwin.adapter.opcua.history.NotingListener;
import io.celltwin.adapter.opcua.method.MethodCaller;
import io.celltwin.adapter.opcua.node.NodeWriter;
import io.celltwin.adapter.opcua.point.ResolvedPoint;
import io.celltwin.adapter.opcua.session.ServerSession;
import io.celltwin.adapter.opcua.session.SessionFactory;
import io.celltwin.adapter.opcua.session.SessionPool;
import io.celltwin.adapter.opcua.session.SharedSession;
import io.celltwin.adapter.opcua.session.SharedSession.Member;
import io.celltwin.adapter.opcua.subscription.ChangeMetrics;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.binding.OpcUaMethod;
import io.celltwin.service.failure.Failures;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.jboss.logging.Logger;

/**
 * One device's part in the session with its server.
 * <ol>
 * <li>It joins the session with the server, which may have to be opened first.</li>
 * <li>Every value is read once and told as the first cycle. Only then the nodes are watched, so that no change can overtake the values
 * that were read before it.</li>
 * <li>It ends when it is closed or when the session is lost; the session stays with the other devices.</li>
 * </ol>
 */
public final class OpcUaLink implements DeviceLink {

    private static final Logger LOG = Logger.getLogger(OpcUaLink.class);

    private final Device device;
    private final DevicePlan plan;
    private final ChangeMetrics metrics;
    private final ExecutorService executor;
    private final ScheduledExecutorService timer;
    private final LinkGate gate;
    private final CompletableFuture<DeviceLink> connected = new CompletableFuture<>();
    private final Member member = reason -> end(reason, null);

    /** Null before the link has joined. */
    private SharedSession session;
    /** Null before the session is open. */
    private DeviceFeed feed;
    /** Null while nothing can be written. */
    private NodeWriter writer;
    /** Null while nothing can be called. */
    private MethodCaller methods;

    private List<AlarmFeed> alarms = List.of();
    /** Null before everything is watched. */
    private GapFiller history;

    private boolean released;

    /**
     * @param device the device to read
     * @param plan what to read, to call and to be told of
     * @param metrics counts what the server dropped
     * @param executor its threads may be blocked until the server has answered
     * @param timer for what is to be tried again
     * @param listener is told what was read
     */
    public OpcUaLink(
            Device device,
            DevicePlan plan,
            ChangeMetrics metrics,
            ExecutorService executor,
            ScheduledExecutorService timer,
            LinkListener listener) {
        this.device = device;
        this.plan = plan;
        this.metrics = metrics;
        this.executor = executor;
        this.timer = timer;
        this.gate = new LinkGate(listener);
    }

    /**
     * Starts to connect and to read.
     *
     * @param factory finds out which server the device is behind
     * @param sessions the sessions that there are
     * @return completes when the server has told every value once
     */
    public CompletionStage<DeviceLink> start(SessionFactory factory, SessionPool sessions) {
        executor.execute(() ->
                attempt(() -> join(sessions.join(factory.server(device.address(), device.settings()), member))));
        return connected;
    }

    @Override
    public CompletionStage<WriteOutcome> write(PropertyWrite write) {
        NodeWriter open = presentWriter();
        if (open != null) {
            try {
                return CompletableFuture.supplyAsync(() -> open.write(write), executor);
            } catch (RejectedExecutionException e) {
                LOG.debugf(e, "%s: nothing is written any more", device.id());
            }
        }
        return CompletableFuture.completedFuture(new Refused(Refusal.NOT_CONNECTED, "the device is not connected"));
    }

    @Override
    public CompletionStage<Reading> read(ModelProperty property) {
        NodeWriter open = presentWriter();
        if (open == null) {
            return CompletableFuture.failedFuture(new IOException("the device is not connected"));
        }
        CompletableFuture<Reading> reading = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                try {
                    reading.complete(open.read(property));
                } catch (UaException | RuntimeException e) {
                    reading.complete(Reading.bad(property, FailureReasons.of(e), Instant.now()));
                }
            });
        } catch (RejectedExecutionException e) {
            reading.completeExceptionally(e);
        }
        return reading;
    }

    @Override
    public CompletionStage<ActionOutcome> invoke(ActionInvocation invocation) {
        OpcUaMethod method = plan.methods().get(invocation.action().name());
        if (method == null) {
            return CompletableFuture.completedFuture(new ActionOutcome.Refused(
                    Refusal.NOT_SUPPORTED,
                    "the model has no form by OPC-UA for action "
                            + invocation.action().name()));
        }
        MethodCaller open = presentMethods();
        return open == null ? notConnected() : whenFree(() -> open.call(invocation, method));
    }

    @Override
    public CompletionStage<ActionOutcome> acknowledge(AlarmAcknowledgement acknowledgement) {
        if (presentMethods() == null) {
            return notConnected();
        }
        return whenFree(() -> presentAlarms().stream()
                .map(feed -> feed.acknowledge(acknowledgement))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> new ActionOutcome.Refused(
                        Refusal.INVALID_VALUE,
                        "the server has no alarm %s now; one that the adapter raised is acknowledged in the twin"
                                .formatted(acknowledgement.alarm()))));
    }

    private CompletionStage<ActionOutcome> whenFree(Supplier<ActionOutcome> work) {
        try {
            return CompletableFuture.supplyAsync(work, executor);
        } catch (RejectedExecutionException e) {
            LOG.debugf(e, "%s: nothing is called any more", device.id());
            return notConnected();
        }
    }

    private static CompletionStage<ActionOutcome> notConnected() {
        return CompletableFuture.completedFuture(
                new ActionOutcome.Refused(Refusal.NOT_CONNECTED, "the device is not connected"));
    }

    @Override
    public void close() {
        gate.shut();
        release();
    }

    private void join(SharedSession joined) {
        synchronized (this) {
            session = joined;
            if (released) {
                joined.leave(member);
                return;
            }
        }
        joined.opened()
                .whenCompleteAsync(
                        (open, failure) -> {
                            if (failure == null) {
                                attempt(() -> read(open));
                            } else {
                                failed(Failures.unwrap(failure));
                            }
                        },
                        executor);
    }

    private void attempt(Step step) {
        try {
            step.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(e);
        } catch (Exception e) {
            failed(e);
        }
    }

    private void failed(Throwable failure) {
        if (failure instanceof DeviceConfigurationException) {
            connected.completeExceptionally(failure);
            release();
        } else {
            end(FailureReasons.of(failure), failure);
        }
    }

    private void read(ServerSession open) throws UaException {
        LinkListener listener = plan.history()
                .<LinkListener>map(history -> new NotingListener(gate, history.times()))
                .orElse(gate);
        Map<String, Instant> starts =
                plan.history().map(history -> history.times().beginGap()).orElse(Map.of());
        DeviceFeed made = new DeviceFeed(device.id(), open, listener, metrics, executor, timer);
        keep(made);
        List<Reading> first = made.read(plan.points());
        allowCommands(new NodeWriter(open.client(), open.nodeValues(), made::resolved), open.methods());
        connected.complete(this);
        listener.readings(first);
        made.watch();
        watchAlarms(open);
        fillGap(open, starts, made.resolved(), first);
    }

    private void fillGap(
            ServerSession open, Map<String, Instant> starts, List<ResolvedPoint> points, List<Reading> present) {
        if (plan.history().isEmpty()) {
            return;
        }
        MissedHistory missed = plan.history().get();
        GapFiller made =
                new GapFiller(device.id(), open, missed.times(), missed.mostValues(), gate, metrics, executor, timer);
        synchronized (this) {
            if (released) {
                return;
            }
            history = made;
        }
        made.start(starts, points, present);
    }

    private void watchAlarms(ServerSession open) {
        List<AlarmFeed> feeds = plan.alarms().stream()
                .map(source -> new AlarmFeed(device.id(), source, open, gate, metrics, executor, timer))
                .toList();
        synchronized (this) {
            if (released) {
                return;
            }
            alarms = feeds;
        }
        feeds.forEach(AlarmFeed::start);
    }

    private void keep(DeviceFeed made) {
        synchronized (this) {
            if (!released) {
                feed = made;
                return;
            }
        }
        made.close();
    }

    private synchronized void allowCommands(NodeWriter open, MethodCaller caller) {
        writer = released ? null : open;
        methods = released ? null : caller;
    }

    private synchronized MethodCaller presentMethods() {
        return methods;
    }

    private synchronized List<AlarmFeed> presentAlarms() {
        return alarms;
    }

    private synchronized NodeWriter presentWriter() {
        return writer;
    }

    private void end(String reason, Throwable cause) {
        LOG.debugf(cause, "%s: link ended: %s", device.id(), reason);
        if (!connected.completeExceptionally(new IOException(reason, cause))) {
            gate.lost(reason);
        }
        release();
    }

    private void release() {
        DeviceFeed made;
        SharedSession joined;
        List<AlarmFeed> feeds;
        synchronized (this) {
            released = true;
            writer = null;
            methods = null;
            feeds = alarms;
            alarms = List.of();
            if (history != null) {
                history.close();
            }
            made = feed;
            feed = null;
            joined = session;
        }
        feeds.forEach(AlarmFeed::close);
        if (made != null) {
            made.close();
        }
        if (joined != null) {
            joined.leave(member);
        }
    }

    /** Something that may fail. */
    @FunctionalInterface
    private interface Step {

        void run() throws Exception;
    }
}
