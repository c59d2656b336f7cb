package io.celltwin.twin.subscription;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A subscription fed by the WebSocket: carries events from the connection to the listener on a thread of its own.
 *
 * <p>
 * Events wait in a bounded queue. Before anything else, and again after every reconnect or overflow, all things are read.
 * Because the events after that wait in the queue meanwhile and are judged by revision afterwards, nothing falls between.
 */
public final class WebSocketSubscription implements RunningSubscription {

    private static final long IDLE_MILLIS = 200;
    private static final long PAUSE_AFTER_FAILED_READ_MILLIS = 500;
    private static final long LISTENER_GRACE_MILLIS = 5_000;

    private final SubscriptionMetrics metrics;
    private final BlockingQueue<ThingEvent> queue;
    private final ThingSynchronizer synchronizer;
    private final Thread thread;
    private volatile boolean connected;
    private volatile boolean readAllWanted;
    private volatile boolean caughtUp;
    private volatile boolean closed;

    public WebSocketSubscription(
            String name,
            TwinListener listener,
            ThingReader reader,
            ModelLookup models,
            SubscriptionMetrics metrics,
            int queueCapacity,
            InstantSource clock) {
        this.metrics = metrics;
        this.queue = new ArrayBlockingQueue<>(queueCapacity);
        this.synchronizer = new ThingSynchronizer(name, listener, reader, models, metrics, clock);
        this.thread = new Thread(this::run, "twin-" + name);
        this.thread.setDaemon(true);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void offer(ThingEvent event) {
        if (!queue.offer(event)) {
            metrics.refused();
            readAllWanted = true;
        }
    }

    @Override
    public void connected() {
        caughtUp = false;
        readAllWanted = true;
        connected = true;
    }

    @Override
    public void disconnected() {
        connected = false;
        caughtUp = false;
    }

    @Override
    public Optional<String> lacks() {
        return caughtUp ? Optional.empty() : Optional.of("reading things");
    }

    @Override
    public int waiting() {
        return queue.size();
    }

    private void run() {
        while (!closed) {
            try {
                step();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void step() throws InterruptedException {
        // After an overflow the queue is emptied first: reading everything takes time in which a full queue would
        // overflow again.
        if (readAllWanted && connected && (!caughtUp || queue.isEmpty())) {
            readAllWanted = false;
            if (synchronizer.readAll()) {
                caughtUp = connected;
                synchronizer.tellCaughtUp();
            } else {
                readAllWanted = true;
                TimeUnit.MILLISECONDS.sleep(PAUSE_AFTER_FAILED_READ_MILLIS);
            }
            return;
        }
        ThingEvent event = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        boolean complete = event == null || synchronizer.apply(event);
        if (synchronizer.readDue().isPresent() || !complete) {
            // What was missed is still missing: everything is read as soon as reading works again.
            readAllWanted = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        synchronizer.close();
        thread.interrupt();
        if (thread == Thread.currentThread()) {
            return;
        }
        try {
            // A listener that is being told just now gets its time to end.
            thread.join(LISTENER_GRACE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
