package io.celltwin.history.retention;

import io.celltwin.history.error.StoreException;
import io.celltwin.history.store.TimeSeriesStore;
import io.celltwin.service.disk.DiskSpace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Every now and then removes what is older than it is kept, down-samples what is old, and puts what is new in the order in which it is
 * read. Removing goes on when the disk is full, the rest waits: it needs room.
 */
public final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final Duration EVERY = Duration.ofMinutes(10);
    /** Values come late; what is younger is not put in order yet. */
    private static final Duration UNDISTURBED = Duration.ofMinutes(10);

    private final TimeSeriesStore store;
    private final Plan plan;
    private final DiskSpace disk;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "history-housekeeping");
        made.setDaemon(true);
        return made;
    });

    /**
     * What is kept.
     *
     * @param retention how long points are kept
     * @param retentionOf how long in single namespaces
     * @param downsampleAfter numbers older than that become one for each step; never if it is empty
     * @param step its width
     */
    public record Plan(
            Duration retention, Map<String, Duration> retentionOf, Optional<Duration> downsampleAfter, Duration step) {

        /**
         * @throws IllegalArgumentException if it makes no sense; names the setting
         */
        public Plan {
            retentionOf = Map.copyOf(retentionOf);
            positive("celltwin.history.retention", retention);
            retentionOf.forEach((namespace, kept) -> positive("celltwin.history.retention-of." + namespace, kept));
            downsampleAfter.ifPresent(after -> positive("celltwin.history.downsampling.after", after));
            if (step.compareTo(Duration.ofSeconds(1)) < 0 || step.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException(
                        "celltwin.history.downsampling.step must be between one second and one day, not " + step);
            }
        }

        private static void positive(String setting, Duration duration) {
            if (duration.isZero() || duration.isNegative()) {
                throw new IllegalArgumentException(setting + " must be longer than nothing, not " + duration);
            }
        }

        Duration of(String namespace) {
            return retentionOf.getOrDefault(namespace, retention);
        }
    }

    /**
     * @param store what is looked after
     * @param plan what is kept
     * @param disk asked before anything is written
     * @param clock what time it is
     */
    public Housekeeping(TimeSeriesStore store, Plan plan, DiskSpace disk, InstantSource clock) {
        this.store = store;
        this.plan = plan;
        this.disk = disk;
        this.clock = clock;
    }

    /** Begins, the first time after a while. */
    public void start() {
        thread.scheduleWithFixedDelay(this::runGuarded, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    private void runGuarded() {
        try {
            run();
        } catch (StoreException e) {
            LOG.warnf(
                    "The history could not be tidied: %s. It is tried again in %d minutes",
                    e.getMessage(), EVERY.toMinutes());
        } catch (RuntimeException e) {
            LOG.errorf(e, "Tidying the history failed in a way that nobody thought of");
        }
    }

    /** Does it all once. */
    public void run() {
        Instant now = clock.instant();
        Set<String> namespaces = store.series(series -> true).stream()
                .map(series -> series.key().namespace())
                .collect(Collectors.toSet());
        for (String namespace : namespaces) {
            long removed = store.removeBefore(namespace, now.minus(plan.of(namespace)));
            if (removed > 0) {
                LOG.infof("%d points of %s were older than %s and are removed", removed, namespace, plan.of(namespace));
            }
            if (plan.downsampleAfter().isPresent() && disk.hasRoom()) {
                store.downsample(namespace, now.minus(plan.downsampleAfter().get()), plan.step());
            }
        }
        if (disk.hasRoom()) {
            store.compact(now.minus(UNDISTURBED));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
