package io.celltwin.adapter.opcua.link;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceConfigurationException;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.LinkGate;
import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.PropertyWrite;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.adapter.driver.WriteOutcome;
import io.celltwin.adapter.driver.WriteOutcome.Refusal;
import io.celltwin.adapter.driver.WriteOutcome.Refused;
import io.celltwin.adapter.opcua.failure.FailureReasons;
import io.celltwin.adapter.opcua.node.NodeWriter;
import io.celltwin.adapter.opcua.point.OpcUaDataPoint;
import io.celltwin.adapter.opcua.session.ServerSession;
import io.celltwin.adapter.opcua.session.SessionFactory;
import io.celltwin.adapter.opcua.session.SessionPool;
import io.celltwin.adapter.opcua.session.SharedSession;
import io.celltwin.adapter.opcua.session.SharedSession.Member;
import io.celltwin.adapter.opcua.subscription.ChangeMetrics;
import io.celltwin.model.ModelProperty;
import io.celltwin.service.failure.Failures;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
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
    private final List<OpcUaDataPoint> points;
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

    private boolean released;

    /**
     * @param device the device to read
     * @param points what to read
     * @param metrics counts what the server dropped
     * @param executor its threads may be blocked until the server has answered
     * @param timer for what is to be tried again
     * @param listener is told what was read
     */
    public OpcUaLink(
            Device device,
            List<OpcUaDataPoint> points,
            ChangeMetrics metrics,
            ExecutorService executor,
            ScheduledExecutorService timer,
            LinkListener listener) {
        this.device = device;
        this.points = points;
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
        DeviceFeed made = new DeviceFeed(device.id(), open, gate, metrics, executor, timer);
        keep(made);
        List<Reading> first = made.read(points);
        allowWriting(new NodeWriter(open.client(), open.nodeValues(), made::resolved));
        connected.complete(this);
        gate.readings(first);
        made.watch();
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

    private synchronized void allowWriting(NodeWriter open) {
        writer = released ? null : open;
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
        synchronized (this) {
            released = true;
            writer = null;
            made = feed;
            feed = null;
            joined = session;
        }
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
