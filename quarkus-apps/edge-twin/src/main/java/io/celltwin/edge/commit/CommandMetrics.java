package io.celltwin.edge.commit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/** What the twin counts about commands. */
public final class CommandMetrics {
    private final MeterRegistry registry;
    private final Timer reads;
    private final Timer writes;
    private final Timer commits;
    private final Counter committedChanges;
    private final Counter refusedBusy;
    private final Counter refusedNotStored;
    private final Counter failedCommits;

    public CommandMetrics(MeterRegistry registry) {
        this.registry = registry;
        reads = timer("read");
        writes = timer("write");
        commits = Timer.builder("celltwin.edge.commit")
                .description("Time to put one batch of changes on disk")
                .register(registry);
        committedChanges = Counter.builder("celltwin.edge.changes")
                .description("Changes on disk")
                .register(registry);
        refusedBusy = refused("busy");
        refusedNotStored = refused("storage");
        failedCommits = Counter.builder("celltwin.edge.commit.failed")
                .description("Batches that could not be put on disk")
                .register(registry);
    }

    private Counter refused(String reason) {
        return Counter.builder("celltwin.edge.refused")
                .tag("reason", reason)
                .description("Commands that were not executed")
                .register(registry);
    }

    private Timer timer(String kind) {
        return Timer.builder("celltwin.edge.commands")
                .tag("kind", kind)
                .description("Time from a command to its answer")
                .register(registry);
    }

    void watchQueue(Collection<?> queue) {
        Gauge.builder("celltwin.edge.queue", queue, Collection::size)
                .description("Commands that wait to be written")
                .register(registry);
    }

    void read(long startNanos) {
        reads.record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
    }

    void written(long startNanos) {
        writes.record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
    }

    void committed(Duration time, int changes) {
        commits.record(time);
        committedChanges.increment(changes);
    }

    void refusedBusy() {
        refusedBusy.increment();
    }

    void refusedNotStored() {
        refusedNotStored.increment();
    }

    void commitFailed() {
        failedCommits.increment();
    }
}
