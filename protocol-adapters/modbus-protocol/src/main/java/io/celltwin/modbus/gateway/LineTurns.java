package io.celltwin.modbus.gateway;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whose turn it is on a line that carries one request at a time. Not thread-safe; knows no clock, threads or bytes.
 * <p>
 * Who waits stands in the queue of its unit, and the units in a ring. {@link #next} takes the first unit of the ring that may be
 * asked, and puts it at the ring's end: so the units take turns, however many wait for one of them. A unit may be asked
 * <ol>
 *   <li>if it is not silent, and the request is not one that went unanswered before;
 *   <li>else once the probe time has come. After any request without an answer the probe time, for all of these, is {@value #PAUSE_FACTOR}
 *       times as far away as the request took. So what is dead takes at most a fifth of the line altogether, whoever is healthy meets no
 *       second time-out soon after a first, and yet nothing that is silent is forgotten on a busy line.
 * </ol>
 * A unit is silent from a request without an answer to the next answer; one that had gone unanswered before says nothing about its
 * unit. Who has the line alone waits for nobody's sake.
 */
final class LineTurns<W> {

    static final int PAUSE_FACTOR = 4;

    private final Map<Turn, Deque<W>> ring = new LinkedHashMap<>();
    private final BitSet silent = new BitSet();
    private boolean paused;
    private long probeNanos;

    /**
     * What is waited for.
     *
     * @param unit who is to be asked
     * @param again whether it is a request that went unanswered before
     */
    record Turn(int unit, boolean again) {}

    /** Somebody wants to ask a unit. */
    void enqueue(Turn turn, W waiter) {
        ring.computeIfAbsent(turn, any -> new ArrayDeque<>()).add(waiter);
    }

    /** Somebody waits no more. */
    void remove(Turn turn, W waiter) {
        ring.computeIfPresent(turn, (any, waiters) -> {
            waiters.remove(waiter);
            return waiters.isEmpty() ? null : waiters;
        });
    }

    void forEachWaiting(Consumer<W> action) {
        ring.values().forEach(waiters -> waiters.forEach(action));
    }

    /** Takes out whose turn it is; empty if nobody waits, or only for what is silent and it is not yet time to probe. */
    Optional<W> next(long nowNanos) {
        boolean probeDue = nanosUntilProbe(nowNanos) <= 0;
        for (Map.Entry<Turn, Deque<W>> queue : ring.entrySet()) {
            Turn turn = queue.getKey();
            if (probeDue || !(turn.again() || silent.get(turn.unit()))) {
                return Optional.of(take(turn, queue.getValue()));
            }
        }
        return Optional.empty();
    }

    /** How long until what is silent may be asked; not positive if it may. */
    long nanosUntilProbe(long nowNanos) {
        return paused ? probeNanos - nowNanos : 0;
    }

    /** A unit has answered. */
    void answered(int unit) {
        silent.clear(unit);
    }

    /**
     * A request was not answered.
     *
     * @param waited how long it held the line
     * @param alone whether nobody else wants the line
     */
    void missed(Turn turn, Duration waited, long nowNanos, boolean alone) {
        if (!turn.again()) {
            silent.set(turn.unit());
        }
        paused = !alone;
        probeNanos = nowNanos + waited.toNanos() * PAUSE_FACTOR;
    }

    boolean isSilent(int unit) {
        return silent.get(unit);
    }

    private W take(Turn turn, Deque<W> waiters) {
        ring.remove(turn);
        W first = waiters.remove();
        if (!waiters.isEmpty()) {
            ring.put(turn, waiters);
        }
        return first;
    }
}
