package io.celltwin.adapter.sending;

import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.sending.MessageRate.Meter;
import io.celltwin.adapter.sending.MessageStore.Addition;
import io.celltwin.adapter.sending.OutboundMessage.Kind;
import io.celltwin.adapter.sending.OutboxListener.Loss;
import io.celltwin.service.backoff.Backoff;
import io.celltwin.service.backoff.BackoffSequence;
import io.celltwin.service.failure.Failures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Sends messages, each device's in order. Devices do not wait for each other. Thread-safe; no method blocks.
 * <p>
 * The algorithm, for each device:
 * <ol>
 * <li>A message that is offered goes into the store, which lays values over values that wait. If that is full, it gives up old
 * messages, of any device.</li>
 * <li>While no message of the device is on its way, its oldest one is taken from the store and given to the sender; if only
 * values wait, not before the rate of the thing allows it.</li>
 * <li>When the broker has acknowledged it, or it turns out that it can never be delivered, it is forgotten and the next one is
 * taken.</li>
 * <li>When it failed otherwise, the same message is given to the sender again after a growing delay; the others wait.</li>
 * <li>While the outbox is paused, nothing is given to the sender: a message whose next try is due is held.</li>
 * <li>When the device is another replica's, what waits is discarded, and what is on its way is not tried again.</li>
 * </ol>
 * The states of a device's queue are those of {@link State}. Queues that have nothing to remember are forgotten when there are many.
 * <p>
 * Invariants, whenever no method is running:
 * <ul>
 * <li>At most one message of a device is on its way; so the broker has them in order.</li>
 * <li>Unless the outbox is paused, a device whose queue is idle has no message in the store.</li>
 * <li>Each message that was offered is told to the listener once: as delivered, as merged into another one, or as lost.</li>
 * <li>A thing is told values no more often than the rate allows. An event that waits does not wait for that, and takes what
 * stands before it along.</li>
 * </ul>
 * Where it may break off: everything is in memory, so what waits is lost with the process, but for what the listener keeps of it
 * when it is told that it is held. A message whose acknowledgement is
 * lost is sent twice; as its content is a merge, that changes nothing while no later one has been sent, and none has.
 */
public final class Outbox {

    private static final Logger LOG = Logger.getLogger(Outbox.class);
    private static final int FEW_QUEUES = 1_000;

    private final MessageSender sender;
    private final MessageStore store;
    private final MessageRate rate;
    private final Backoff backoff;
    private final ScheduledExecutorService executor;
    private final OutboxListener listener;
    private final Map<DeviceKey, DeviceQueue> queues = new HashMap<>();
    private final List<Waiter> waiters = new ArrayList<>();
    /** So many queues are a reason to forget those that have nothing to remember. */
    private int sweepAt = FEW_QUEUES;

    private boolean paused;
    private boolean closed;

    /**
     * @param sender sends one message
     * @param store keeps what waits
     * @param rate how often a thing may be told values
     * @param backoff the delays between tries
     * @param executor handles outcomes and runs the next tries
     * @param listener is told what became of messages
     */
    public Outbox(
            MessageSender sender,
            MessageStore store,
            MessageRate rate,
            Backoff backoff,
            ScheduledExecutorService executor,
            OutboxListener listener) {
        this.sender = sender;
        this.store = store;
        this.rate = rate;
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
        DeviceQueue present = queues.get(message.device());
        if (paused || present != null && present.failures.failures() > 0) {
            listener.held(message);
        }
        Addition addition = store.add(message);
        if (addition.merged()) {
            listener.merged(message);
        }
        for (OutboundMessage givenUp : addition.givenUp()) {
            queueOf(givenUp).incomplete = true;
            listener.lost(givenUp, Loss.OVERFLOW);
        }
        DeviceQueue queue = queueOf(message);
        if (queue.state == State.PACED && message.kind() == Kind.EVENT) {
            queue.state = State.IDLE;
        }
        sendNext(queue);
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
     * @return whether messages get through, as far as is known: none waits for a broker that is away
     */
    public synchronized boolean getsThrough() {
        return !paused && queues.values().stream().allMatch(queue -> queue.failures.failures() == 0);
    }

    /** Sends nothing more until {@link #resume}; what is on its way already is not held up. */
    public synchronized void pause() {
        paused = true;
    }

    /** Sends again. */
    public synchronized void resume() {
        paused = false;
        for (DeviceQueue queue : List.copyOf(queues.values())) {
            if (queue.state == State.HELD) {
                send(queue);
            } else {
                sendNext(queue);
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
        for (DeviceQueue queue : List.copyOf(queues.values())) {
            if (which.test(queue.device)) {
                discard(queue);
            }
        }
        completeWaiters();
    }

    /**
     * @param which devices
     * @return completes when none of their messages waits or is on its way
     */
    public synchronized CompletionStage<Void> delivered(Predicate<DeviceKey> which) {
        Waiter waiter = new Waiter(which, new CompletableFuture<>());
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
        for (DeviceQueue queue : List.copyOf(queues.values())) {
            due(queue);
        }
        return delivered(device -> true);
    }

    private DeviceQueue queueOf(OutboundMessage message) {
        DeviceQueue present = queues.get(message.device());
        if (present != null) {
            return present;
        }
        if (queues.size() >= sweepAt) {
            long now = System.nanoTime();
            queues.values().removeIf(queue -> isForgettable(queue, now));
            sweepAt = Math.max(FEW_QUEUES, 2 * queues.size());
        }
        DeviceQueue made = new DeviceQueue(message.device(), backoff.sequence(), rate.meter());
        queues.put(message.device(), made);
        return made;
    }

    private boolean isForgettable(DeviceQueue queue, long now) {
        return !isBusy(queue) && !queue.incomplete && queue.meter.isRested(now);
    }

    private void discard(DeviceQueue queue) {
        Optional<OutboundMessage> next = store.next(queue.device);
        while (next.isPresent()) {
            listener.lost(next.get(), Loss.HANDED_OVER);
            store.done(next.get());
            next = store.next(queue.device);
        }
        queue.incomplete = false;
        switch (queue.state) {
            case IDLE, PACED -> queue.state = State.IDLE;
            case SENDING, LAST_TRY -> queue.state = State.LAST_TRY;
            case BACKING_OFF, HELD -> giveUp(queue, Loss.HANDED_OVER);
        }
    }

    private void sendNext(DeviceQueue queue) {
        if (queue.state != State.IDLE || paused) {
            return;
        }
        Optional<Kind> waiting = store.waiting(queue.device);
        long now = System.nanoTime();
        if (waiting.isEmpty()) {
            return;
        }
        long delay = waiting.get() == Kind.EVENT || closed ? 0 : queue.meter.delayNanos(now);
        if (delay > 0) {
            queue.state = State.PACED;
            executor.schedule(() -> due(queue), delay, TimeUnit.NANOSECONDS);
        } else {
            queue.current = store.next(queue.device).orElseThrow();
            queue.meter.sent(now);
            send(queue);
        }
    }

    private synchronized void due(DeviceQueue queue) {
        if (queue.state == State.PACED) {
            queue.state = State.IDLE;
            sendNext(queue);
        }
    }

    private void send(DeviceQueue queue) {
        queue.state = State.SENDING;
        CompletionStage<Void> outcome;
        try {
            outcome = sender.send(queue.current);
        } catch (RuntimeException e) {
            outcome = CompletableFuture.failedStage(e);
        }
        outcome.whenCompleteAsync((acknowledged, failure) -> onOutcome(queue, failure), executor);
    }

    private synchronized void onOutcome(DeviceQueue queue, Throwable failure) {
        Throwable cause = failure == null ? null : Failures.unwrap(failure);
        if (cause == null) {
            listener.delivered(queue.current);
            if (queue.incomplete) {
                queue.incomplete = false;
                listener.recovered(queue.device);
            }
            done(queue);
        } else if (cause instanceof UndeliverableException) {
            LOG.warnf("A message of %s is given up: %s", queue.device.deviceId(), cause.getMessage());
            giveUp(queue, Loss.UNDELIVERABLE);
        } else if (queue.state == State.LAST_TRY) {
            giveUp(queue, Loss.HANDED_OVER);
        } else {
            backOff(queue, cause);
        }
    }

    private void giveUp(DeviceQueue queue, Loss loss) {
        listener.lost(queue.current, loss);
        done(queue);
    }

    private void done(DeviceQueue queue) {
        store.done(queue.current);
        queue.current = null;
        queue.state = State.IDLE;
        queue.failures.reset();
        sendNext(queue);
        completeWaiters();
    }

    private void backOff(DeviceQueue queue, Throwable cause) {
        queue.state = State.BACKING_OFF;
        OutboundMessage message = queue.current;
        long delay = queue.failures.next().toMillis();
        if (queue.failures.failures() == 1) {
            listener.held(message);
            Throwable told = cause.getCause() == null ? cause : cause.getCause();
            LOG.infof("Messages of %s wait: %s", queue.device.deviceId(), told.toString());
        }
        executor.schedule(() -> retry(queue, message), delay, TimeUnit.MILLISECONDS);
    }

    @SuppressWarnings("ReferenceEquality") // The very message that failed, not one like it.
    private synchronized void retry(DeviceQueue queue, OutboundMessage message) {
        if (queue.current != message || queue.state != State.BACKING_OFF) {
            return;
        }
        if (paused) {
            queue.state = State.HELD;
        } else {
            send(queue);
        }
    }

    private void completeWaiters() {
        waiters.removeIf(waiter -> {
            if (queues.values().stream().noneMatch(queue -> isBusy(queue) && waiter.devices.test(queue.device))) {
                waiter.done.complete(null);
            }
            return waiter.done.isDone();
        });
    }

    private boolean isBusy(DeviceQueue queue) {
        // While paused, an idle queue may have messages that wait in the store.
        return queue.state != State.IDLE || store.waiting(queue.device).isPresent();
    }

    /** What happens to the oldest message of a device. */
    private enum State {
        /** There is none, or sending is paused. */
        IDLE,
        /** It waits until the thing may be told something again. */
        PACED,
        /** The sender has it. */
        SENDING,
        /** The sender has it, and it is not tried again if it fails: the device is another replica's. */
        LAST_TRY,
        /** It has failed and is tried again after a delay. */
        BACKING_OFF,
        /** Its next try is due as soon as sending is not paused any more. */
        HELD
    }

    /** Somebody who waits for the messages of some devices to be done with. */
    private record Waiter(Predicate<DeviceKey> devices, CompletableFuture<Void> done) {}

    /** One device's way out. */
    private static final class DeviceQueue {

        private final DeviceKey device;
        private final BackoffSequence failures;
        private final Meter meter;
        private State state = State.IDLE;
        /** The message that was taken from the store; null exactly if the queue is idle or paced. */
        private OutboundMessage current;

        /** Whether messages of the device were lost since the last one that got through. */
        private boolean incomplete;

        private DeviceQueue(DeviceKey device, BackoffSequence failures, Meter meter) {
            this.device = device;
            this.failures = failures;
            this.meter = meter;
        }
    }
}
