package io.celltwin.adapter.sending;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.celltwin.adapter.Backoff;
import io.celltwin.adapter.DeviceKey;
import io.celltwin.adapter.sending.OutboxListener.Loss;

/**
 * Sends messages, each device's in order: the next one leaves when the broker has the one before. A message that does not
 * get through is tried again, with growing delays, until it does; meanwhile the others wait in the store. Devices do not
 * wait for each other. Thread-safe; no method blocks.
 */
public final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final MessageSender sender;
    private final MessageStore store;
    private final Backoff backoff;
    private final ScheduledExecutorService executor;
    private final OutboxListener listener;
    private final Map<DeviceKey, Lane> lanes = new HashMap<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private boolean closed;

    /**
     * @param sender sends one message
     * @param store keeps what waits
     * @param backoff the delays between tries
     * @param executor handles outcomes and runs the next tries
     * @param listener is told what became of messages
     */
    public Outbox(MessageSender sender, MessageStore store, Backoff backoff, ScheduledExecutorService executor,
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

    /**
     * Takes no more messages.
     *
     * @return completes when the last queued message is done with
     */
    public synchronized CompletionStage<Void> drain() {
        closed = true;
        completeIfDrained();
        return drained;
    }

    private Lane laneOf(OutboundMessage message) {
        return lanes.computeIfAbsent(message.device(), Lane::new);
    }

    private void sendNext(Lane lane) {
        if (lane.current != null) {
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
            LOG.warn("gave up a message of {}: {}", lane.device.deviceId(), cause.getMessage());
            listener.lost(lane.current, Loss.UNDELIVERABLE);
            done(lane);
        } else {
            retryLater(lane, cause);
        }
    }

    private void done(Lane lane) {
        store.done(lane.current);
        lane.current = null;
        lane.failures = 0;
        sendNext(lane);
        completeIfDrained();
    }

    private void retryLater(Lane lane, Throwable cause) {
        lane.failures++;
        var delay = backoff.delay(lane.failures, RandomGenerator.getDefault());
        if (lane.failures == 1) {
            LOG.info("messages of {} wait: {}", lane.device.deviceId(), cause.toString());
        }
        executor.schedule(() -> retry(lane), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void retry(Lane lane) {
        send(lane);
    }

    private void completeIfDrained() {
        if (closed && store.messages() == 0) {
            drained.complete(null);
        }
    }

    /** One device's way out. */
    private static final class Lane {

        private final DeviceKey device;
        /** The message on its way; null if none is. */
        private OutboundMessage current;
        private int failures;
        /** Whether messages of the device were lost since the last one that got through. */
        private boolean incomplete;

        private Lane(DeviceKey device) {
            this.device = device;
        }
    }
}
