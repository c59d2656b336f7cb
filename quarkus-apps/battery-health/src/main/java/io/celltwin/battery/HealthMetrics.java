package io.celltwin.battery;

import io.celltwin.battery.capacity.Discard;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** What an operator can see of the judging of batteries. */
final class HealthMetrics {

    private final MeterRegistry registry;
    private final Counter measured;

    HealthMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.measured = Counter.builder("celltwin.battery.discharges")
                .description("Full discharges measured")
                .register(registry);
    }

    void measured() {
        measured.increment();
    }

    void discarded(Discard reason) {
        Counter.builder("celltwin.battery.discharges.discarded")
                .description("Discharges that were not counted")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .register(registry)
                .increment();
    }
}
