package io.celltwin.twin;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

/**
 * One subscription: carries events from the connection to the listener on a thread of its own, and reads things whenever
 * events may have been lost.
 *
 * <p>
 * Events wait in a bounded queue. Before anything else, and again after every reconnect or overflow, all things are read.
 * Because the events after that wait in the queue meanwhile and are judged by revision afterwards, nothing falls between.
 */
final class SubscriptionLoop implements Subscription {

    private static final Logger LOG = Logger.getLogger(SubscriptionLoop.class);
    /** So that an answer stays well under the size of message that twin services allow. */
    private static final int THINGS_PER_READ = 50;
    private static final long IDLE_MILLIS = 200;
    private static final long PAUSE_AFTER_FAILED_READ_MILLIS = 500;
    private static final long LISTENER_GRACE_MILLIS = 5_000;

    private final TwinListener listener;
    private final ThingSource source;
    private final SubscriptionMetrics metrics;
    private final BlockingQueue<ThingEvent> queue;
    private final ThingStory story;
    private final InstantSource clock;
    private final RereadPace pace = new RereadPace();
    private final Thread thread;
    private volatile boolean connected;
    private volatile boolean readAllWanted;
    private volatile boolean caughtUp;
    private volatile boolean closed;

    SubscriptionLoop(String name, TwinListener listener, ThingSource source, ModelLookup models,
            SubscriptionMetrics metrics,
            int queueCapacity, InstantSource clock) {
        this.listener = listener;
        this.source = source;
        this.metrics = metrics;
        this.queue = new ArrayBlockingQueue<>(queueCapacity);
        this.clock = clock;
        this.story = new ThingStory(models, this::tell);
        this.thread = new Thread(this::run, "twin-" + name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Takes an event from the connection; never blocks. */
    void offer(ThingEvent event) {
        if (!queue.offer(event)) {
            metrics.refused();
            readAllWanted = true;
        }
    }

    /** The connection delivers events from now on, but some may have been missed before. */
    void connected() {
        caughtUp = false;
        readAllWanted = true;
        connected = true;
    }

    /** The connection is gone: what is known grows old. */
    void disconnected() {
        connected = false;
        caughtUp = false;
    }

    /** Whether the listener has been told of everything since the connection was made. */
    boolean caughtUp() {
        return caughtUp;
    }

    /** How many events wait for the listener. */
    int waiting() {
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
        // After an overflow the queue is emptied first: reading everything takes time in which a full queue would overflow again.
        if (readAllWanted && connected && (!caughtUp || queue.isEmpty())) {
            readAllWanted = false;
            if (readAll()) {
                caughtUp = connected;
                call(listener::caughtUp);
            } else {
                readAllWanted = true;
                TimeUnit.MILLISECONDS.sleep(PAUSE_AFTER_FAILED_READ_MILLIS);
            }
            return;
        }
        var event = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (event != null && !story.goOn(event)) {
            if (pace.mayRead(event.thingId(), clock.instant())) {
                readAgain(event.thingId());
            } else {
                story.goOnIncompletely(event);
            }
        }
        pace.due(clock.instant()).ifPresent(this::readAgain);
    }

    private void readAgain(String thingId) {
        metrics.readOne();
        if (!read(Set.of(thingId))) {
            // What was missed is still missing: everything is read as soon as reading works again.
            readAllWanted = true;
        }
    }

    private boolean readAll() {
        metrics.readAll();
        var ids = new HashSet<>(story.known());
        try {
            ids.addAll(source.ids());
        } catch (TwinException e) {
            LOG.warnf("%s cannot list the things: %s", thread.getName(), e.getMessage());
            return false;
        }
        return portions(ids).stream().allMatch(this::read);
    }

    private boolean read(Collection<String> ids) {
        try {
            story.goOn(ids, source.read(ids));
            return true;
        } catch (TwinException e) {
            LOG.warnf("%s cannot read things: %s", thread.getName(), e.getMessage());
            return false;
        }
    }

    private void tell(TwinChange change) {
        if (change.deleted()) {
            pace.forget(change.thingId());
        }
        metrics.delivered();
        call(() -> listener.changed(change));
    }

    private void call(Runnable listenerCall) {
        if (closed) {
            return;
        }
        try {
            listenerCall.run();
        } catch (RuntimeException e) {
            metrics.listenerFailed();
            LOG.errorf(e, "%s: the listener failed", thread.getName());
        }
    }

    private static List<Set<String>> portions(Set<String> ids) {
        var portions = new ArrayList<Set<String>>();
        var portion = new HashSet<String>();
        for (var id : ids) {
            portion.add(id);
            if (portion.size() == THINGS_PER_READ) {
                portions.add(portion);
                portion = new HashSet<>();
            }
        }
        if (!portion.isEmpty()) {
            portions.add(portion);
        }
        return portions;
    }

    @Override
    public void close() {
        closed = true;
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
