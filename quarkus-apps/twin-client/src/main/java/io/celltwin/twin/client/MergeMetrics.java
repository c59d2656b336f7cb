package io.celltwin.twin.client;

import io.celltwin.twin.access.TwinAccount;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What an operator can see of the merges that an account asks for. */
final class MergeMetrics {

    private final Timer stored;
    private final Counter failed;
    private final Counter refused;

    MergeMetrics(MeterRegistry registry, TwinAccount account) {
        stored = Timer.builder("celltwin.twin.merges")
                .description("Merges that the twin service stored")
                .tag("account", account.username())
                .register(registry);
        failed = Counter.builder("celltwin.twin.merges.failed")
                .description("Merges that the twin service refused, did not answer in time or could not be sent")
                .tag("account", account.username())
                .register(registry);
        refused = Counter.builder("celltwin.twin.merges.refused")
                .description("Merges not sent because too many were under way")
                .tag("account", account.username())
                .register(registry);
    }

    void stored(long nanoseconds) {
        stored.record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    void failed() {
        failed.increment();
    }

    void refused() {
        refused.increment();
    }
}
