package io.celltwin.console.device;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * How many devices may be tried: so many at once, since each holds a thread and connections, and so many by one user within some
 * time, so that nobody looks through a network by it. Thread-safe.
 */
public final class ProbeLimits {
    private final int atOnce;
    private final int mostByUser;
    private final Duration window;
    private final InstantSource clock;
    private final Map<String, Deque<Instant>> begunByUser = new HashMap<>();
    private int running;

    /**
     * @param atOnce how many may run at once
     * @param mostByUser how many one user may begin
     * @param window within that time
     * @param clock tells the time
     */
    public ProbeLimits(int atOnce, int mostByUser, Duration window, InstantSource clock) {
        this.atOnce = atOnce;
        this.mostByUser = mostByUser;
        this.window = window;
        this.clock = clock;
    }

    /**
     * Begins a trial, which ends with {@link #end}.
     *
     * @param user who wants it
     * @return how long to wait before the next attempt; zero if it has begun
     */
    public synchronized Duration begin(String user) {
        Instant now = clock.instant();
        begunByUser.values().forEach(begun -> begun.removeIf(time -> !time.isAfter(now.minus(window))));
        begunByUser.values().removeIf(Deque::isEmpty);
        Deque<Instant> begun = begunByUser.getOrDefault(user, new ArrayDeque<>());
        if (begun.size() >= mostByUser) {
            return Duration.between(now, begun.getFirst().plus(window));
        }
        if (running >= atOnce) {
            return Duration.ofSeconds(1);
        }
        running++;
        begun.addLast(now);
        begunByUser.put(user, begun);
        return Duration.ZERO;
    }

    /** Ends a trial that has begun. */
    public synchronized void end() {
        running--;
    }
}
