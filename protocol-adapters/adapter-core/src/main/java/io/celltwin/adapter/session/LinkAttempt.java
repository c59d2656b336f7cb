package io.celltwin.adapter.session;

import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.ModelProperty;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * One try to connect to a device and the link that comes of it. Hands what the driver tells over to the session's
 * executor without keeping the driver waiting, within a bound: when too many read cycles wait, a new one is laid over the
 * last of them, so that the session always learns the newest reading of each property, in the end. Thread-safe.
 */
final class LinkAttempt implements LinkListener {

    /** So many read cycles may wait for a session that does not keep up; at 10 Hz that is almost two seconds. */
    static final int MOST_WAITING = 16;

    private final Executor session;
    private final BiConsumer<LinkAttempt, List<Reading>> onReadings;
    private final BiConsumer<LinkAttempt, String> onLost;
    private final Runnable onMerged;
    private final Deque<WaitingCycle> waiting = new ArrayDeque<>();
    private boolean abandoned;
    private DeviceLink link;
    /** Only used by the session. */
    private boolean anyCycle;

    LinkAttempt(
            Executor session,
            BiConsumer<LinkAttempt, List<Reading>> onReadings,
            BiConsumer<LinkAttempt, String> onLost,
            Runnable onMerged) {
        this.session = session;
        this.onReadings = onReadings;
        this.onLost = onLost;
        this.onMerged = onMerged;
    }

    @Override
    public void readings(List<Reading> cycle) {
        synchronized (waiting) {
            if (waiting.size() >= MOST_WAITING) {
                waiting.getLast().add(cycle);
                onMerged.run();
                return;
            }
            waiting.add(new WaitingCycle(cycle));
        }
        session.execute(() -> onReadings.accept(this, next()));
    }

    @Override
    public void lost(String reason) {
        session.execute(() -> onLost.accept(this, reason));
    }

    /** The driver has connected. If nobody wants the link any more, it is closed. */
    void established(DeviceLink newLink) {
        synchronized (this) {
            link = newLink;
            if (!abandoned) {
                return;
            }
        }
        newLink.close();
    }

    /** The link; empty while the driver has not connected, and once nobody wants it. */
    synchronized Optional<DeviceLink> link() {
        return abandoned ? Optional.empty() : Optional.ofNullable(link);
    }

    /** Nobody wants the link any more. */
    void abandon() {
        synchronized (this) {
            abandoned = true;
            if (link == null) {
                return;
            }
        }
        link.close();
    }

    /**
     * @return true when it is called for the first time
     */
    boolean isFirstCycle() {
        boolean first = !anyCycle;
        anyCycle = true;
        return first;
    }

    private List<Reading> next() {
        synchronized (waiting) {
            return waiting.remove().readings();
        }
    }

    /** A read cycle, or several that were laid over each other. */
    private static final class WaitingCycle {

        private final List<Reading> first;
        private Map<ModelProperty, Reading> newest;

        private WaitingCycle(List<Reading> first) {
            this.first = first;
        }

        private void add(List<Reading> later) {
            if (newest == null) {
                newest = new LinkedHashMap<>();
                first.forEach(reading -> newest.put(reading.property(), reading));
            }
            later.forEach(reading -> newest.put(reading.property(), reading));
        }

        private List<Reading> readings() {
            return newest == null ? first : new ArrayList<>(newest.values());
        }
    }
}
