package io.celltwin.lifecycle.record;

import io.celltwin.lifecycle.config.LifecycleConfig;
import io.celltwin.service.backoff.Backoff;
import io.celltwin.service.backoff.BackoffSequence;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Does the writes to records and twins one after the other, each as often as it takes until database and twin service
 * have taken it. When more wait than may, whoever brings the next one waits too.
 */
@ApplicationScoped
public class RecordWriter {
    private static final Logger LOG = Logger.getLogger(RecordWriter.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));
    private static final long DRAIN_SECONDS = 4;

    private final BlockingQueue<Write> waiting;
    private final AtomicInteger undone = new AtomicInteger();
    private final Counter retries;
    private final Thread thread = new Thread(this::run, "lifecycle-writer");
    private volatile boolean stopping;

    @Inject
    public RecordWriter(LifecycleConfig config, MeterRegistry metrics) {
        waiting = new ArrayBlockingQueue<>(config.queueSize());
        retries = Counter.builder("celltwin.lifecycle.write.retries")
                .description("writes tried again")
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
        while (true) {
            try {
                write.action().run();
                undone.decrementAndGet();
                return;
            } catch (RuntimeException e) {
                retries.increment();
                Duration pause = pauses.next();
                if (pauses.failures() == 1) {
                    LOG.warnf("%s waits: %s", write.what(), e.getMessage());
                }
                Thread.sleep(pause.toMillis());
            }
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
}
