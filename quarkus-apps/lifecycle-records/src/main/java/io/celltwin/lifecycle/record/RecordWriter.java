package io.celltwin.lifecycle.record;

import io.celltwin.lifecycle.config.LifecycleConfig;
import io.celltwin.service.backoff.Backoff;
import io.celltwin.service.backoff.BackoffSequence;
import io.celltwin.twin.error.TwinException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Does the writes to records and twins one after the other, each as often as it takes until database and twin service
 * have taken it. When more wait than may, whoever brings the next one waits too.
 *
 * <p>What the twin service refuses for good (a policy that forbids it, say) is given up after {@link #PATIENCE}, so that it
 * does not hold up all others for ever; whatever else fails is tried without end. A write that fails for longer than
 * {@link #STUCK} makes the app not ready, until it is done or given up.
 */
@ApplicationScoped
public class RecordWriter {
    private static final Logger LOG = Logger.getLogger(RecordWriter.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));
    private static final long DRAIN_SECONDS = 4;
    static final Duration STUCK = Duration.ofMinutes(2);
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private final BlockingQueue<Write> waiting;
    private final AtomicInteger undone = new AtomicInteger();
    private final Counter retries;
    private final Counter givenUp;
    private final InstantSource clock;
    private final Thread thread = new Thread(this::run, "lifecycle-writer");
    private volatile boolean stopping;
    private volatile Optional<Failing> failing = Optional.empty();

    @Inject
    public RecordWriter(LifecycleConfig config, MeterRegistry metrics) {
        this(config, metrics, InstantSource.system());
    }

    /** @param clock tells how long a write has failed */
    RecordWriter(LifecycleConfig config, MeterRegistry metrics, InstantSource clock) {
        this.clock = clock;
        waiting = new ArrayBlockingQueue<>(config.queueSize());
        retries = Counter.builder("celltwin.lifecycle.write.retries")
                .description("writes tried again")
                .register(metrics);
        givenUp = Counter.builder("celltwin.lifecycle.write.given.up")
                .description("writes that the twin service refused for good")
                .register(metrics);
        Gauge.builder("celltwin.lifecycle.write.failing.seconds", this, RecordWriter::failingSeconds)
                .description("how long the write under way has failed, 0 if it has not")
                .register(metrics);
        Gauge.builder("celltwin.lifecycle.write.queue", waiting, BlockingQueue::size)
                .description("writes that wait")
                .register(metrics);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Adds a write; waits while the queue is full.
     *
     * @param what for the log
     * @param write safe to be done twice
     */
    public void add(String what, Runnable write) {
        undone.incrementAndGet();
        try {
            waiting.put(new Write(what, write));
        } catch (InterruptedException e) {
            undone.decrementAndGet();
            Thread.currentThread().interrupt();
        }
    }

    /** Whether every write that was added is done. */
    public boolean settled() {
        return undone.get() == 0;
    }

    /** What holds up all other writes for too long, in one line; empty if nothing does. */
    public Optional<String> stuck() {
        return failing.filter(failure -> failure.lasted(clock).compareTo(STUCK) >= 0)
                .map(failure ->
                        "%s has failed since %s: %s".formatted(failure.what(), failure.since(), failure.reason()));
    }

    private double failingSeconds() {
        return failing.map(failure -> failure.lasted(clock).toMillis() / 1000.0).orElse(0.0);
    }

    private void run() {
        try {
            while (!stopping || !waiting.isEmpty()) {
                Write write = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (write != null) {
                    doUntilTaken(write);
                }
            }
        } catch (InterruptedException e) {
            LOG.warnf(
                    "Stopped with %d writes undone; they are found again from the twins at the next start",
                    waiting.size() + 1);
        }
    }

    private void doUntilTaken(Write write) throws InterruptedException {
        BackoffSequence pauses = BACKOFF.sequence();
        while (!done(write)) {
            retries.increment();
            Duration pause = pauses.next();
            if (pauses.failures() == 1) {
                LOG.warnf("%s waits: %s", write.what(), failing.orElseThrow().reason());
            }
            Thread.sleep(pause.toMillis());
        }
        undone.decrementAndGet();
        failing = Optional.empty();
    }

    /** Whether the write was done, or is given up. */
    private boolean done(Write write) {
        try {
            write.action().run();
            return true;
        } catch (RuntimeException e) {
            Instant since = failing.map(Failing::since).orElseGet(clock::instant);
            Failing failure = new Failing(write.what(), since, String.valueOf(e.getMessage()));
            failing = Optional.of(failure);
            boolean hopeless = e instanceof TwinException refusal
                    && refusal.permanent()
                    && failure.lasted(clock).compareTo(PATIENCE) >= 0;
            if (hopeless) {
                givenUp.increment();
                LOG.errorf("%s is given up, refused since %s: %s", write.what(), since, failure.reason());
            }
            return hopeless;
        }
    }

    /** Takes no more writes and gives those that wait a few seconds. */
    public void stop() throws InterruptedException {
        stopping = true;
        thread.join(TimeUnit.SECONDS.toMillis(DRAIN_SECONDS));
        thread.interrupt();
        thread.join();
    }

    private record Write(String what, Runnable action) {}

    /** A write that has failed since then. */
    private record Failing(String what, Instant since, String reason) {

        Duration lasted(InstantSource clock) {
            return Duration.between(since, clock.instant());
        }
    }
}
