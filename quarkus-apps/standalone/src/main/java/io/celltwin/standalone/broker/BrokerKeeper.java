package io.celltwin.standalone.broker;

import io.celltwin.kafka.EmbeddedKafka;
import io.celltwin.kafka.EmbeddedKafkaException;
import io.celltwin.standalone.disk.DiskGuard;
import io.celltwin.standalone.disk.DiskLevel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Keeps the Kafka broker running. Kafka ends its process when its disk is full; so the broker is stopped in order when the
 * disk is nearly full, and closed when it gave up because the disk filled faster than that, and is started again when there
 * is room. Its clients find it on the same port and meanwhile wait as they do for any broker that is away.
 *
 * <p>
 * One thread does everything, in the states of {@link State}:
 *
 * <pre>
 *   STARTING --started--> RUNNING --disk exhausted, or the broker gave up--> AWAY --room on the disk--> STARTING
 *   STARTING --failed--> AWAY, but the first time the keeper ends: a broker that never was will not come by waiting
 * </pre>
 */
public final class BrokerKeeper implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BrokerKeeper.class);
    private static final long LOOK_MS = 200;
    private static final long FIRST_PAUSE_MS = 1_000;
    private static final long LONGEST_PAUSE_MS = 60_000;
    /** A broker that ran for so long has left its former trouble behind. */
    private static final long STEADY_NANOS = TimeUnit.MINUTES.toNanos(2);

    private static final long GAVE_UP_SECONDS = 5;
    private static final long CLOSE_SECONDS = 60;

    /** Where the broker is. */
    public enum State {
        STARTING,
        RUNNING,
        AWAY
    }

    private final Supplier<EmbeddedKafka> starter;
    private final DiskGuard disk;
    private final Thread thread = new Thread(this::run, "kafka-keeper");
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private volatile State state = State.STARTING;
    private volatile boolean stopping;

    /**
     * @param starter starts a broker, on the same directory and port each time; throws {@link EmbeddedKafkaException}
     * @param disk says whether there is room for a broker
     */
    public BrokerKeeper(Supplier<EmbeddedKafka> starter, DiskGuard disk) {
        this.starter = starter;
        this.disk = disk;
    }

    /** Starts the broker, and again whenever that is needed; returns at once. */
    public void start() {
        thread.start();
    }

    public State state() {
        return state;
    }

    /** Completes with one line if there is no broker and never will be. */
    public CompletionStage<String> failure() {
        return failure.minimalCompletionStage();
    }

    private void run() {
        boolean first = true;
        long pauseMs = FIRST_PAUSE_MS;
        try {
            while (!stopping) {
                state = State.STARTING;
                long begin = System.nanoTime();
                EmbeddedKafka broker = startOrExplain(first);
                if (broker != null) {
                    state = State.RUNNING;
                    awaitEnd(broker);
                    state = State.AWAY;
                    if (!closeInTime(broker)) {
                        failure.complete("the Kafka broker does not end");
                        return;
                    }
                } else if (first) {
                    return;
                } else {
                    state = State.AWAY;
                }
                first = false;
                pauseMs = System.nanoTime() - begin > STEADY_NANOS
                        ? FIRST_PAUSE_MS
                        : Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
                awaitRoom(pauseMs);
            }
        } catch (InterruptedException e) {
            LOG.debug("The Kafka broker is kept no more");
        } finally {
            state = State.AWAY;
        }
    }

    private EmbeddedKafka startOrExplain(boolean first) {
        try {
            return starter.get();
        } catch (EmbeddedKafkaException e) {
            if (first) {
                failure.complete(e.getMessage());
            } else {
                LOG.errorf("The Kafka broker is tried again: %s", e.getMessage());
            }
            return null;
        }
    }

    /** Returns when the broker gave up or is to be stopped. */
    private void awaitEnd(EmbeddedKafka broker) {
        CompletableFuture<String> fault = broker.fault().toCompletableFuture();
        try {
            while (!stopping && !fault.isDone() && disk.level() != DiskLevel.EXHAUSTED) {
                Thread.sleep(LOOK_MS);
            }
        } catch (InterruptedException e) {
            stopping = true;
        }
        disk.look();
    }

    /**
     * A broker asks its controller whether it may end, and waits five minutes for the answer, which never comes from one that
     * has given up itself. An interrupt ends that wait and the rest of the stopping goes on.
     */
    private static boolean closeInTime(EmbeddedKafka broker) throws InterruptedException {
        Thread closing = new Thread(broker::close, "kafka-stop");
        closing.setDaemon(true);
        closing.start();
        long begin = System.nanoTime();
        while (closing.isAlive() && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(CLOSE_SECONDS)) {
            closing.join(TimeUnit.SECONDS.toMillis(GAVE_UP_SECONDS));
            if (broker.fault().toCompletableFuture().isDone()) {
                closing.interrupt();
            }
        }
        return !closing.isAlive();
    }

    private void awaitRoom(long pauseMs) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMs);
        while (!stopping && (disk.level() == DiskLevel.EXHAUSTED || System.nanoTime() < until)) {
            Thread.sleep(LOOK_MS);
        }
    }

    /** Stops the broker in order and returns when it has ended. */
    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
