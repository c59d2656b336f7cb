package io.celltwin.adapter.opcua;

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
import io.celltwin.adapter.opcua.SharedSession.Member;
import io.celltwin.service.failure.Failures;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.jboss.logging.Logger;

/**
 * One device's part in the session with its server: subscriptions of its own that tell of its changes.
 * <ol>
 * <li>It joins the session with the server, which may have to be opened first.</li>
 * <li>It finds the nodes, makes a subscription for each publishing interval, reads every value once and tells them as the
 * first cycle.</li>
 * <li>Only then it has the nodes watched, so that no change can overtake the values that were read before it.</li>
 * <li>It ends when it is closed, when the session is lost, or when changes were lost: after connecting anew everything is read
 * again. It deletes its subscriptions and leaves the session to the other devices.</li>
 * </ol>
 */
final class OpcUaLink implements DeviceLink {

    private static final Logger LOG = Logger.getLogger(OpcUaLink.class);

    private final Device device;
    private final List<OpcUaDataPoint> points;
    private final OpcUaConfig config;
    private final ExecutorService executor;
    private final LinkGate gate;
    private final CompletableFuture<DeviceLink> connected = new CompletableFuture<>();
    private final Member member = reason -> end(reason, null);

    private final List<PropertySubscription> subscriptions = new ArrayList<>();
    /** Null before the link has joined. */
    private SharedSession session;
    /** Null while nothing can be written. */
    private NodeWriter writer;

    private boolean released;

    /**
     * @param device the device to read
     * @param points what to read
     * @param config how to read
     * @param executor its threads may be blocked until the server has answered
     * @param listener is told what was read
     */
    OpcUaLink(
            Device device,
            List<OpcUaDataPoint> points,
            OpcUaConfig config,
            ExecutorService executor,
            LinkListener listener) {
        this.device = device;
        this.points = points;
        this.config = config;
        this.executor = executor;
        this.gate = new LinkGate(listener);
    }

    /**
     * Starts to connect and to read.
     *
     * @param factory finds out which server the device is behind
     * @param sessions the sessions that there are
     * @return completes when the server has told every value once
     */
    CompletionStage<DeviceLink> start(SessionFactory factory, SessionPool sessions) {
        executor.execute(() -> attempt(() -> join(sessions.join(factory.server(device), member))));
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
        joined.client()
                .whenCompleteAsync(
                        (client, failure) -> {
                            if (failure == null) {
                                attempt(() -> read(client));
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

    private void read(OpcUaClient client) throws UaException {
        List<Reading> first = new ArrayList<>();
        List<ResolvedPoint> resolved = resolve(client, first);
        Map<Duration, List<ResolvedPoint>> byInterval = resolved.stream()
                .collect(Collectors.groupingBy(
                        point -> point.point().publishingInterval(), LinkedHashMap::new, Collectors.toList()));
        Map<Duration, PropertySubscription> made = subscribe(client, byInterval);
        first.addAll(new NodeValues(client).read(resolved));
        allowWriting(new NodeWriter(client, resolved));
        connected.complete(this);
        gate.readings(first);
        made.forEach((interval, subscription) -> subscription.watch(byInterval.get(interval)));
    }

    private Map<Duration, PropertySubscription> subscribe(
            OpcUaClient client, Map<Duration, List<ResolvedPoint>> byInterval) throws UaException {
        Map<Duration, PropertySubscription> made = new LinkedHashMap<>();
        for (Duration interval : byInterval.keySet()) {
            PropertySubscription subscription =
                    PropertySubscription.create(client, interval, config, gate, reason -> end(reason, null));
            keep(subscription);
            made.put(interval, subscription);
        }
        return made;
    }

    private List<ResolvedPoint> resolve(OpcUaClient client, List<Reading> unresolved) {
        List<ResolvedPoint> resolved = new ArrayList<>();
        for (OpcUaDataPoint point : points) {
            point.node()
                    .toNodeId(client.getNamespaceTable())
                    .ifPresentOrElse(
                            node -> resolved.add(new ResolvedPoint(point, node)),
                            () -> unresolved.add(Reading.bad(
                                    point.property(),
                                    "the server has no namespace "
                                            + point.node().getNamespaceUri(),
                                    Instant.now())));
        }
        return resolved;
    }

    private void keep(PropertySubscription subscription) {
        synchronized (this) {
            if (!released) {
                subscriptions.add(subscription);
                return;
            }
        }
        subscription.delete();
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
        List<PropertySubscription> made;
        SharedSession joined;
        synchronized (this) {
            released = true;
            writer = null;
            made = List.copyOf(subscriptions);
            subscriptions.clear();
            joined = session;
        }
        made.forEach(PropertySubscription::delete);
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
