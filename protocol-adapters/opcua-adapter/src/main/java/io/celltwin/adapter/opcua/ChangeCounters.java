package io.celltwin.adapter.opcua;

import io.celltwin.adapter.opcua.subscription.ChangeMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what servers dropped, as Prometheus metrics. */
final class ChangeCounters implements ChangeMetrics {

    private static final String DROPPED = "celltwin.adapter.opcua.dropped";

    private final Counter messages;
    private final Counter overflows;
    private final Counter missed;

    ChangeCounters(MeterRegistry registry) {
        messages = Counter.builder(DROPPED).tags("what", "message").register(registry);
        missed = Counter.builder("celltwin.adapter.opcua.history.values").register(registry);
        overflows = Counter.builder(DROPPED).tags("what", "queue_overflow").register(registry);
    }

    @Override
    public void messagesLost(long lost) {
        messages.increment((double) lost);
    }

    @Override
    public void overflowed(int values) {
        overflows.increment(values);
    }

    @Override
    public void missedRead(int values) {
        missed.increment(values);
    }
}
