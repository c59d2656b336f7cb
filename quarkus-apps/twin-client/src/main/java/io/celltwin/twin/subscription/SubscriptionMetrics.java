package io.celltwin.twin.subscription;

import io.celltwin.twin.access.TwinAccount;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What an operator can see of an account's subscriptions. */
public final class SubscriptionMetrics {

    private final Counter delivered;
    private final Counter refused;
    private final Counter unusable;
    private final Counter readOne;
    private final Counter readAll;
    private final Counter listenerFailed;

    public SubscriptionMetrics(MeterRegistry registry, TwinAccount account) {
        delivered = counter(registry, account, "changes", "Changes told to listeners");
        refused = counter(registry, account, "events.refused", "Events that found the subscription's queue full");
        unusable =
                counter(registry, account, "events.unusable", "Messages of the Kafka topic that are no usable event");
        readOne =
                counter(registry, account, "rereads", "Things read because an event was missing or did not say enough");
        readAll = counter(registry, account, "resynchronisations", "Times that all things were read");
        listenerFailed = counter(registry, account, "listener.failures", "Exceptions thrown by listeners");
    }

    private static Counter counter(MeterRegistry registry, TwinAccount account, String name, String description) {
        return Counter.builder("celltwin.twin." + name)
                .description(description)
                .tag("account", account.username())
                .register(registry);
    }

    public void delivered() {
        delivered.increment();
    }

    public void refused() {
        refused.increment();
    }

    public void unusable() {
        unusable.increment();
    }

    public void readOne() {
        readOne.increment();
    }

    public void readAll() {
        readAll.increment();
    }

    public void listenerFailed() {
        listenerFailed.increment();
    }
}
