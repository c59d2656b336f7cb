package io.celltwin.history.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** What an operator can see of the recording. */
public final class IngestMetrics {

    private final Counter points;
    private final Counter eventsLost;
    private final Counter eventsUnusable;
    private final Counter eventsWithoutModel;
    private final Timer batches;
    private final AtomicReference<Instant> upTo = new AtomicReference<>();

    /**
     * @param registry where to count
     * @param clock what time it is
     */
    public IngestMetrics(MeterRegistry registry, InstantSource clock) {
        points = counter(registry, "points", "Points stored, gaps included");
        eventsLost = counter(registry, "events.lost", "Twin events that Kafka had deleted before they were read");
        eventsUnusable = counter(registry, "events.unusable", "Messages of the topic that are no twin event");
        eventsWithoutModel = counter(
                registry,
                "events.without.model",
                "Twin events without the definition of a thing or with one that is unknown");
        batches = Timer.builder("celltwin.history.batches")
                .description("How long a batch took to be stored")
                .register(registry);
        Gauge.builder("celltwin.history.behind.seconds", upTo, reached -> behindSeconds(reached.get(), clock.instant()))
                .description("Age of the newest twin event that is stored, 0 when there is none to read")
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder("celltwin.history." + name)
                .description(description)
                .register(registry);
    }

    private static double behindSeconds(Instant reached, Instant now) {
        return reached == null ? 0 : Math.max(0, Duration.between(reached, now).toMillis() / 1_000.0);
    }

    void stored(int howMany, Duration took) {
        points.increment(howMany);
        batches.record(took);
    }

    /** @param time of the newest event that is stored while there are more to read; null when there are none */
    void reached(Instant time) {
        upTo.set(time);
    }

    void lost(long events) {
        eventsLost.increment((double) events);
    }

    void unusable() {
        eventsUnusable.increment();
    }

    void withoutModel() {
        eventsWithoutModel.increment();
    }
}
