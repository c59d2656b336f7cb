package io.celltwin.adapter.backlog;

import io.celltwin.service.backoff.Backoff;
import io.celltwin.service.backoff.BackoffSequence;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Passes on, oldest first, the values that could not be told while the broker was away, once it is back: a few at a time, so that
 * those that are measured now do not wait for them. A thread of its own does it, which may be blocked.
 */
public final class LateValues implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(LateValues.class);

    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

    private final Backlog backlog;
    private final LateValuesSender sender;
    private final BooleanSupplier liveGetsThrough;
    private final int batch;
    private final BackoffSequence failures = BACKOFF.sequence();
    private final ScheduledExecutorService thread;
    private boolean passing;

    /**
     * @param backlog where they are
     * @param sender passes them on
     * @param liveGetsThrough whether what is measured now gets through, so that it is the late values' turn
     * @param perSecond how many messages a second at most
     * @param name names the thread
     */
    public LateValues(
            Backlog backlog, LateValuesSender sender, BooleanSupplier liveGetsThrough, int perSecond, String name) {
        this.backlog = backlog;
        this.sender = sender;
        this.liveGetsThrough = liveGetsThrough;
        this.batch = Math.max(1, Math.toIntExact(perSecond * INTERVAL.toMillis() / 1000));
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, name + "-late-values");
            made.setDaemon(true);
            return made;
        });
    }

    /** Begins. */
    public void start() {
        next(INTERVAL);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void next(Duration delay) {
        if (!thread.isShutdown()) {
            thread.schedule(this::step, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void step() {
        Duration delay = INTERVAL;
        try {
            if (liveGetsThrough.getAsBoolean()) {
                passOn();
            }
            failures.reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (Exception e) {
            delay = failures.next();
            if (failures.failures() == 1) {
                LOG.warnf("Late values wait: %s", e.getMessage());
            }
        }
        next(delay);
    }

    private void passOn() throws Exception {
        List<KeptValues> values = backlog.oldestValues(batch);
        if (values.isEmpty()) {
            if (passing) {
                passing = false;
                LOG.info("All late values are passed on");
            }
            return;
        }
        if (!passing) {
            passing = true;
            LOG.info("Late values are passed on");
        }
        sender.send(values);
        backlog.passedOn(values.get(values.size() - 1));
    }
}
