package io.celltwin.adapter.sending;

import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.sending.OutboxListener.Loss;
import io.celltwin.adapter.services.Backoff;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Sends messages, each device's in order: the next one leaves when the broker has the one before. A message that does not
 * get through is tried again, with growing delays, until it does; meanwhile the others wait in the store. Devices do not
 * wait for each other. Thread-safe; no method blocks.
 */
public final class Outbox {

    private static final Logger LOG = Logger.getLogger(Outbox.class);

    private final MessageSender sender;
    private final MessageStore store;
    private final Backoff backoff;
    private final ScheduledExecutorService executor;
    private final OutboxListener listener;
    private final Map<DeviceKey, Lane> lanes = new HashMap<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private boolean paused;
    private boolean closed;

    /**
     * @param sender sends one message
     * @param store keeps what waits
     * @param backoff the delays between tries
     * @param executor handles outcomes and runs the next tries
     * @param listener is told what became of messages
     */
    public Outbox(
            MessageSender sender,
            MessageStore store,
            Backoff backoff,
            ScheduledExecutorService executor,
            OutboxListener listener) {
        this.sender = sender;
        this.store = store;
        this.backoff = backoff;
        this.executor = executor;
        this.listener = listener;
    }

    /**
     * Queues a message.
     *
     * @param message the message
     */
    public synchronized void offer(OutboundMessage message) {
        if (closed) {
            listener.lost(message, Loss.CLOSED);
            return;
        }
        for (var givenUp : store.add(message)) {
            laneOf(givenUp).incomplete = true;
            listener.lost(givenUp, Loss.OVERFLOW);
        }
        sendNext(laneOf(message));
    }

    /**
     * @return how many messages wait or are on their way
     */
    public synchronized int messages() {
        return store.messages();
    }

    /**
     * @return how many bytes the messages take
     */
    public synchronized long bytes() {
        return store.bytes();
    }

    /** Sends nothing more until {@link #resume}; what is on its way already is not held up. */
    public synchronized void pause() {
        paused = true;
    }

    /** Sends again. */
    public synchronized void resume() {
        paused = false;
        for (var lane : List.copyOf(lanes.values())) {
            if (lane.held) {
                lane.held = false;
                send(lane);
            } else {
                sendNext(lane);
            }
        }
    }

    /**
     * Gives up what waits for other devices' sake: somebody else tells their twins now. A message that is on its way is
     * not tried again if it fails.
     *
     * @param which the devices
     */
    public synchronized void discard(Predicate<DeviceKey> which) {
        for (var lane : List.copyOf(lanes.values())) {
            if (which.test(lane.device)) {
                discard(lane);
            }
        }
        completeWaiters();
    }

    /**
     * @param which devices
     * @return completes when none of their messages waits or is on its way
     */
    public synchronized CompletionStage<Void> delivered(Predicate<DeviceKey> which) {
        var waiter = new Waiter(which, new CompletableFuture<>());
        waiters.add(waiter);
        completeWaiters();
        return waiter.done;
    }

    /**
     * Takes no more messages.
     *
     * @return completes when the last queued message is done with
     */
    public synchronized CompletionStage<Void> drain() {
        closed = true;
        return delivered(device -> true);
    }

    private Lane laneOf(OutboundMessage message) {
        return lanes.computeIfAbsent(message.device(), Lane::new);
    }

    private void discard(Lane lane) {
        for (var next = store.next(lane.device); next.isPresent(); next = store.next(lane.device)) {
            listener.lost(next.get(), Loss.HANDED_OVER);
            store.done(next.get());
        }
        lane.incomplete = false;
        lane.discarded = lane.current != null;
        if (lane.held) {
            giveUp(lane, Loss.HANDED_OVER);
        } else if (lane.current == null) {
            lanes.remove(lane.device);
        }
    }

    private void sendNext(Lane lane) {
        if (lane.current != null || paused) {
            return;
        }
        var next = store.next(lane.device);
        if (next.isPresent()) {
            lane.current = next.get();
            send(lane);
        } else if (!lane.incomplete) {
            lanes.remove(lane.device);
        }
    }

    private void send(Lane lane) {
        CompletionStage<Void> outcome;
        try {
            outcome = sender.send(lane.current);
        } catch (RuntimeException e) {
            outcome = CompletableFuture.failedStage(e);
        }
        outcome.whenCompleteAsync((acknowledged, failure) -> onOutcome(lane, failure), executor);
    }

    private synchronized void onOutcome(Lane lane, Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause == null) {
            listener.delivered(lane.current);
            if (lane.incomplete) {
                lane.incomplete = false;
                listener.recovered(lane.device);
            }
            done(lane);
        } else if (cause instanceof UndeliverableException) {
            LOG.warnf("gave up a message of %s: %s", lane.device.deviceId(), cause.getMessage());
            giveUp(lane, Loss.UNDELIVERABLE);
        } else if (lane.discarded) {
            giveUp(lane, Loss.HANDED_OVER);
        } else {
            retryLater(lane, cause);
        }
    }

    private void giveUp(Lane lane, Loss loss) {
        listener.lost(lane.current, loss);
        done(lane);
    }

    private void done(Lane lane) {
        store.done(lane.current);
        lane.current = null;
        lane.failures = 0;
        lane.held = false;
        lane.discarded = false;
        sendNext(lane);
        completeWaiters();
    }

    private void retryLater(Lane lane, Throwable cause) {
        lane.failures++;
        var message = lane.current;
        var delay = backoff.delay(lane.failures, RandomGenerator.getDefault());
        if (lane.failures == 1) {
            LOG.infof(
                    "messages of %s wait: %s",
                    lane.device.deviceId(), (cause.getCause() == null ? cause : cause.getCause()).toString());
        }
        executor.schedule(() -> retry(lane, message), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void retry(Lane lane, OutboundMessage message) {
        if (lane.current != message) {
            return;
        }
        if (lane.discarded) {
            giveUp(lane, Loss.HANDED_OVER);
        } else if (paused) {
            lane.held = true;
        } else {
            send(lane);
        }
    }

    private void completeWaiters() {
        waiters.removeIf(waiter -> {
            if (lanes.values().stream().noneMatch(lane -> isBusy(lane) && waiter.devices.test(lane.device))) {
                waiter.done.complete(null);
            }
            return waiter.done.isDone();
        });
    }

    private boolean isBusy(Lane lane) {
        // While paused, a lane without a message on its way may have others that wait.
        return lane.current != null || paused && !lane.incomplete;
    }

    /** Somebody who waits for the messages of some devices to be done with. */
    private record Waiter(Predicate<DeviceKey> devices, CompletableFuture<Void> done) {}

    /** One device's way out. */
    private static final class Lane {

        private final DeviceKey device;
        /** The message on its way; null if none is. */
        private OutboundMessage current;

        private int failures;
        /** Whether the message is to be tried again once sending is no longer paused. */
        private boolean held;
        /** Whether the message is not to be tried again. */
        private boolean discarded;
        /** Whether messages of the device were lost since the last one that got through. */
        private boolean incomplete;

        private Lane(DeviceKey device) {
            this.device = device;
        }
    }
}
