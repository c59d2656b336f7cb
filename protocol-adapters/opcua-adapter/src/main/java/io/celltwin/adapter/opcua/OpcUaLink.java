package io.celltwin.adapter.opcua;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceConfigurationException;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.LinkGate;
import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.Reading;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.SessionActivityListener;
import org.eclipse.milo.opcua.sdk.client.UaSession;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.jboss.logging.Logger;

/**
 * A session with one server, and the subscriptions that tell of changes there. Milo would open a new session by itself once
 * one is lost; here the link ends then, since connecting anew is the adapter core's work.
 */
final class OpcUaLink implements DeviceLink {

    private static final Logger LOG = Logger.getLogger(OpcUaLink.class);

    private final Device device;
    private final List<OpcUaDataPoint> points;
    private final OpcUaConfig config;
    private final SessionFactory sessions;
    private final LinkGate gate;
    private final CompletableFuture<DeviceLink> connected = new CompletableFuture<>();
    private final AtomicReference<OpcUaClient> client = new AtomicReference<>();

    /**
     * @param device the device to read
     * @param points what to read
     * @param config how to read
     * @param sessions opens the session
     * @param listener is told what was read
     */
    OpcUaLink(
            Device device,
            List<OpcUaDataPoint> points,
            OpcUaConfig config,
            SessionFactory sessions,
            LinkListener listener) {
        this.device = device;
        this.points = points;
        this.config = config;
        this.sessions = sessions;
        this.gate = new LinkGate(listener);
    }

    /**
     * Starts to connect and to read.
     *
     * @param executor its threads may be blocked until the server has answered
     * @return completes when the server has told every value once
     */
    CompletionStage<DeviceLink> start(Executor executor) {
        executor.execute(this::open);
        return connected;
    }

    @Override
    public void close() {
        gate.shut();
        release();
    }

    private void open() {
        try {
            var session = sessions.open(device);
            client.set(session);
            session.addSessionActivityListener(new SessionActivityListener() {
                @Override
                public void onSessionInactive(UaSession lost) {
                    end("session lost", null);
                }
            });
            read(session);
        } catch (DeviceConfigurationException e) {
            connected.completeExceptionally(e);
            release();
        } catch (UaException | TimeoutException | RuntimeException e) {
            end(Failures.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end("the adapter stops", e);
        }
    }

    private void read(OpcUaClient session) throws UaException {
        var first = new ArrayList<Reading>();
        var resolved = resolve(session, first);
        var byInterval = resolved.stream()
                .collect(Collectors.groupingBy(
                        point -> point.point().publishingInterval(), LinkedHashMap::new, Collectors.toList()));
        var subscriptions = subscribe(session, byInterval);
        first.addAll(new NodeValues(session).read(resolved));
        connected.complete(this);
        gate.readings(first);
        // Only now, so that no change can overtake the values that were read before it.
        subscriptions.forEach((interval, subscription) -> subscription.watch(byInterval.get(interval)));
    }

    private Map<Duration, PropertySubscription> subscribe(
            OpcUaClient session, Map<Duration, List<ResolvedPoint>> byInterval) throws UaException {
        var subscriptions = new LinkedHashMap<Duration, PropertySubscription>();
        for (var interval : byInterval.keySet()) {
            subscriptions.put(
                    interval,
                    PropertySubscription.create(session, interval, config, gate, reason -> end(reason, null)));
        }
        return subscriptions;
    }

    private List<ResolvedPoint> resolve(OpcUaClient session, List<Reading> unresolved) {
        var resolved = new ArrayList<ResolvedPoint>();
        for (var point : points) {
            point.node()
                    .toNodeId(session.getNamespaceTable())
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

    private void end(String reason, Throwable cause) {
        LOG.debugf(cause, "%s: link ended: %s", device.id(), reason);
        if (!connected.completeExceptionally(new IOException(reason, cause))) {
            gate.lost(reason);
        }
        release();
    }

    private void release() {
        var session = client.getAndSet(null);
        if (session != null) {
            session.disconnectAsync();
        }
    }
}
