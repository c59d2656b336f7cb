package io.celltwin.adapter;

import io.celltwin.adapter.backlog.Backlog;
import io.celltwin.adapter.backlog.BacklogListener;
import io.celltwin.adapter.sending.OutboundMessage;
import io.celltwin.adapter.sending.Outbox;
import io.celltwin.adapter.sending.OutboxListener.Loss;
import io.celltwin.adapter.session.DeviceSessions;
import io.celltwin.adapter.session.SessionMetrics;
import io.celltwin.adapter.sharing.AssignedDevices;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what one adapter does. All meters start {@code celltwin.adapter.} and carry the tag {@code adapter}.
 */
final class AdapterMetrics implements SessionMetrics, BacklogListener {

    private static final String PREFIX = "celltwin.adapter.";

    private final MeterRegistry registry;
    private final String adapter;
    private final AtomicInteger connected = new AtomicInteger();
    private final Counter connectFailures;
    private final Counter goodReadings;
    private final Counter badReadings;
    private final Counter mergedCycles;
    private final Counter invalidRegistrations;
    private final Counter mergedMessages;
    private final Map<OutboundMessage.Kind, Counter> delivered = new EnumMap<>(OutboundMessage.Kind.class);
    private final Map<OutboundMessage.Kind, Counter> kept = new EnumMap<>(OutboundMessage.Kind.class);
    private final Map<OutboundMessage.Kind, Counter> dropped = new EnumMap<>(OutboundMessage.Kind.class);
    private final Counter passedOn;
    private final Map<Loss, Counter> lost = new EnumMap<>(Loss.class);

    AdapterMetrics(MeterRegistry registry, String adapter) {
        this.registry = registry;
        this.adapter = adapter;
        registry.gauge(PREFIX + "devices.connected", tags(), connected);
        connectFailures = counter("connect.failures");
        goodReadings = counter("readings", "quality", "good");
        badReadings = counter("readings", "quality", "bad");
        mergedCycles = counter("cycles.merged");
        invalidRegistrations = counter("registrations.invalid");
        passedOn = counter("backlog.passed.on");
        mergedMessages = counter("messages.merged");
        for (OutboundMessage.Kind kind : OutboundMessage.Kind.values()) {
            delivered.put(kind, counter("messages", "kind", text(kind)));
            kept.put(kind, counter("backlog.kept", "kind", text(kind)));
            dropped.put(kind, counter("backlog.dropped", "kind", text(kind)));
        }
        for (Loss loss : Loss.values()) {
            lost.put(loss, counter("messages.lost", "reason", text(loss)));
        }
    }

    /** Shows how much waits to be sent, how many devices there are, and how large this replica's share is. */
    void observe(DeviceSessions sessions, Outbox outbox, AssignedDevices assigned) {
        Gauge.builder(PREFIX + "devices", sessions, DeviceSessions::devices)
                .tags(tags())
                .register(registry);
        Gauge.builder(PREFIX + "partitions", assigned, AssignedDevices::partitions)
                .tags(tags())
                .register(registry);
        Gauge.builder(PREFIX + "queue.messages", outbox, Outbox::messages)
                .tags(tags())
                .register(registry);
        Gauge.builder(PREFIX + "queue.bytes", outbox, Outbox::bytes)
                .tags(tags())
                .register(registry);
    }

    /** Shows how much is kept on disk. */
    void observe(Backlog backlog) {
        Gauge.builder(PREFIX + "backlog.messages", backlog, Backlog::messages)
                .tags(tags())
                .register(registry);
        Gauge.builder(PREFIX + "backlog.bytes", backlog, Backlog::bytes)
                .tags(tags())
                .register(registry);
    }

    @Override
    public void kept(OutboundMessage.Kind kind) {
        kept.get(kind).increment();
    }

    @Override
    public void dropped(OutboundMessage.Kind kind, long messages) {
        dropped.get(kind).increment((double) messages);
    }

    @Override
    public void passedOn(int messages) {
        passedOn.increment(messages);
    }

    void delivered(OutboundMessage message) {
        delivered.get(message.kind()).increment();
    }

    void command(int status) {
        counter("commands", "status", Integer.toString(status)).increment();
    }

    void merged() {
        mergedMessages.increment();
    }

    void lost(Loss loss) {
        lost.get(loss).increment();
    }

    @Override
    public void connected() {
        connected.incrementAndGet();
    }

    @Override
    public void disconnected() {
        connected.decrementAndGet();
    }

    @Override
    public void connectFailed() {
        connectFailures.increment();
    }

    @Override
    public void readings(int good, int bad) {
        goodReadings.increment(good);
        badReadings.increment(bad);
    }

    @Override
    public void cycleMerged() {
        mergedCycles.increment();
    }

    @Override
    public void registrationInvalid() {
        invalidRegistrations.increment();
    }

    private Counter counter(String name, String... moreTags) {
        return Counter.builder(PREFIX + name).tags(tags()).tags(moreTags).register(registry);
    }

    private Tags tags() {
        return Tags.of("adapter", adapter);
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
