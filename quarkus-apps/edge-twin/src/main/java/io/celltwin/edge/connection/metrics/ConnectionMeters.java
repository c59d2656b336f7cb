package io.celltwin.edge.connection.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.ditto.connectivity.model.ConnectionId;
import org.eclipse.ditto.connectivity.model.MetricDirection;
import org.eclipse.ditto.connectivity.model.MetricType;
import org.eclipse.ditto.json.JsonObject;

/** What is counted about the messages of one connection: for ever in the service's metrics, and lately for its API. */
public final class ConnectionMeters {
    private final MeterRegistry registry;
    private final ConnectionId connection;
    private final List<Meter> meters = new ArrayList<>();
    private final Counter stored;
    private final Counter refused;
    private final Counter dropped;
    private final Counter retried;
    private final Counter published;
    private final Counter notPublished;
    private final Counter overflowed;
    private volatile Number queue = 0;
    private volatile Map<Key, SlidingWindowCounter> recent = new ConcurrentHashMap<>();

    public ConnectionMeters(MeterRegistry registry, ConnectionId connection) {
        this.registry = registry;
        this.connection = connection;
        stored = counter("inbound", "stored");
        refused = counter("inbound", "refused");
        dropped = counter("inbound", "dropped");
        retried = counter("inbound", "retried");
        published = counter("outbound", "published");
        notPublished = counter("outbound", "failed");
        overflowed = counter("outbound", "overflowed");
        meters.add(Gauge.builder("celltwin.edge.connection.queue", () -> queue)
                .tag("connection", connection.toString())
                .description("Events and messages that wait to leave by connections")
                .register(registry));
    }

    private Counter counter(String direction, String outcome) {
        Counter counter = Counter.builder("celltwin.edge.connection." + direction)
                .tag("connection", connection.toString())
                .tag("outcome", outcome)
                .description("Messages that came or left by connections")
                .register(registry);
        meters.add(counter);
        return counter;
    }

    public void watchOpen(Supplier<Number> isOpen) {
        meters.add(Gauge.builder("celltwin.edge.connection.open", isOpen)
                .tag("connection", connection.toString())
                .description("Whether the connection works")
                .register(registry));
    }

    /** From now on the number is shown instead of the one that was watched before. */
    public void watchQueue(Number waiting) {
        queue = waiting;
    }

    /** A message came. */
    public void consumed(String address) {
        inbound(address, MetricType.CONSUMED, true);
    }

    /** A message was understood, or not. */
    public void mapped(String address, boolean success) {
        inbound(address, MetricType.MAPPED, success);
        if (!success) {
            refused.increment();
        }
    }

    /** A message was about what its sender may speak of, or not. */
    public void enforced(String address, boolean success) {
        inbound(address, MetricType.ENFORCED, success);
        if (!success) {
            refused.increment();
        }
    }

    /** A message was one of those that mean nothing to a twin. */
    public void ignored(String address) {
        inbound(address, MetricType.DROPPED, true);
        dropped.increment();
    }

    /** A message was executed and its changes are on disk, or it was refused by the twin. */
    public void executed(String address, boolean success) {
        inbound(address, MetricType.ACKNOWLEDGED, success);
        (success ? stored : refused).increment();
    }

    /** A message could not be executed now and will be again. */
    public void retried() {
        retried.increment();
    }

    /** A message arrived at the other end. */
    public void published(String target) {
        outbound(target, MetricType.PUBLISHED, true);
        published.increment();
    }

    /** A message did not arrive at the other end. */
    public void notPublished(String target) {
        outbound(target, MetricType.PUBLISHED, false);
        notPublished.increment();
    }

    /** An event has nothing of what the target's address needs. */
    public void dropped(String target) {
        outbound(target, MetricType.DROPPED, true);
    }

    /** Messages were left out because too many waited. */
    public void overflowed(int messages) {
        overflowed.increment(messages);
    }

    private void inbound(String address, MetricType type, boolean success) {
        count(new Key(MetricDirection.INBOUND, address, type, success));
    }

    private void outbound(String address, MetricType type, boolean success) {
        count(new Key(MetricDirection.OUTBOUND, address, type, success));
    }

    private void count(Key key) {
        recent.computeIfAbsent(key, fresh -> new SlidingWindowCounter()).increment();
    }

    /** Forgets what was counted lately. */
    public void resetRecent() {
        recent = new ConcurrentHashMap<>();
    }

    /** What was counted lately, as Ditto's API shows it. */
    public JsonObject toJson() {
        return new ConnectionMetricsReport(recent).toJson();
    }

    /** Forgets all, because the connection is gone. */
    public void remove() {
        meters.forEach(registry::remove);
    }

    /** What is counted together. */
    record Key(MetricDirection direction, String address, MetricType type, boolean success) {}
}
