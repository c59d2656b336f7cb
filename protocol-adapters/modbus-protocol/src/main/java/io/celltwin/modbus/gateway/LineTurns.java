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
 *   <li>if it is not silent;
 *   <li>if it is silent, once the probe time has come. After such a <em>probe</em> without an answer the probe time, for all silent
 *       units, is {@value #PAUSE_FACTOR} times as far away as the probe took. So dead units together take at most a fifth of the
 *       line, a healthy one meets no second time-out soon after a first, and yet no silent one is forgotten on a busy line.
 * </ol>
 * A unit is silent from a request without an answer to the next answer.
 */
final class LineTurns<W> {

    static final int PAUSE_FACTOR = 4;

    private final Map<Integer, Deque<W>> ring = new LinkedHashMap<>();
    private final BitSet silent = new BitSet();
    private boolean paused;
    private long probeNanos;

    /** Somebody wants to ask a unit. */
    void enqueue(int unit, W waiter) {
        ring.computeIfAbsent(unit, any -> new ArrayDeque<>()).add(waiter);
    }

    /** Somebody waits no more. */
    void remove(int unit, W waiter) {
        ring.computeIfPresent(unit, (any, waiters) -> {
            waiters.remove(waiter);
            return waiters.isEmpty() ? null : waiters;
        });
    }

    void forEachWaiting(Consumer<W> action) {
        ring.values().forEach(waiters -> waiters.forEach(action));
    }

    /** Takes out whose turn it is; empty if nobody waits, or only for silent units and it is not yet time to probe one. */
    Optional<W> next(long nowNanos) {
        boolean probeDue = nanosUntilProbe(nowNanos) <= 0;
        for (Map.Entry<Integer, Deque<W>> unit : ring.entrySet()) {
            if (probeDue || !silent.get(unit.getKey())) {
                return Optional.of(take(unit.getKey(), unit.getValue()));
            }
        }
        return Optional.empty();
    }

    /** How long until a silent unit may be asked; not positive if it may. */
    long nanosUntilProbe(long nowNanos) {
        return paused ? probeNanos - nowNanos : 0;
    }

    /** A unit has answered. */
    void answered(int unit) {
        silent.clear(unit);
    }

    /** A unit has not answered for so long. */
    void missed(int unit, Duration waited, long nowNanos) {
        silent.set(unit);
        paused = true;
        probeNanos = nowNanos + waited.toNanos() * PAUSE_FACTOR;
    }

    boolean isSilent(int unit) {
        return silent.get(unit);
    }

    private W take(int unit, Deque<W> waiters) {
        ring.remove(unit);
        W first = waiters.remove();
        if (!waiters.isEmpty()) {
            ring.put(unit, waiters);
        }
        return first;
    }
}
