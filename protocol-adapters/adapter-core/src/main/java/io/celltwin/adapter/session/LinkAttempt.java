package io.celltwin.adapter.session;

import io.celltwin.adapter.driver.AlarmReport;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.ModelProperty;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * One try to connect to a device and the link that comes of it. Hands what the driver tells over to the session's
 * executor without keeping the driver waiting, within a bound: when too many read cycles wait, a new one is laid over the
 * last of them, so that the session always learns the newest reading of each property, in the end. Thread-safe.
 */
final class LinkAttempt implements LinkListener {

    /** So many read cycles may wait for a session that does not keep up; at 10 Hz that is almost two seconds. */
    static final int MOST_WAITING = 16;

    private final Executor session;
    private final Receiver receiver;
    private final Deque<WaitingCycle> waiting = new ArrayDeque<>();
    /** By source, what it has told of its alarms and the session does not know yet. */
    private final Map<String, AlarmReport> waitingAlarms = new HashMap<>();

    private boolean abandoned;
    private DeviceLink link;
    /** Only used by the session. */
    private boolean anyCycle;

    /** What becomes of what the driver tells. All but {@link #merged} and {@link #wantsMissed} is called by the session's executor. */
    interface Receiver {

        void readings(LinkAttempt which, List<Reading> cycle);

        void alarms(LinkAttempt which, AlarmReport report);

        boolean wantsMissed();

        void missed(LinkAttempt which, List<Reading> cycle);

        void lost(LinkAttempt which, String reason);

        /** A cycle was laid over one that waits. */
        void merged();
    }

    LinkAttempt(Executor session, Receiver receiver) {
        this.session = session;
        this.receiver = receiver;
    }

    @Override
    public void readings(List<Reading> cycle) {
        synchronized (waiting) {
            if (waiting.size() >= MOST_WAITING) {
                waiting.getLast().add(cycle);
                receiver.merged();
                return;
            }
            waiting.add(new WaitingCycle(cycle));
        }
        session.execute(() -> receiver.readings(this, next()));
    }

    @Override
    public void alarms(AlarmReport report) {
        synchronized (waitingAlarms) {
            AlarmReport earlier = waitingAlarms.get(report.source());
            waitingAlarms.put(report.source(), earlier == null ? report : earlier.followedBy(report));
            if (earlier != null) {
                return;
            }
        }
        session.execute(() -> receiver.alarms(this, nextAlarms(report.source())));
    }

    @Override
    public boolean wantsMissed() {
        return receiver.wantsMissed();
    }

    @Override
    public void missed(List<Reading> cycle) {
        session.execute(() -> receiver.missed(this, cycle));
    }

    @Override
    public void lost(String reason) {
        session.execute(() -> receiver.lost(this, reason));
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

    private AlarmReport nextAlarms(String source) {
        synchronized (waitingAlarms) {
            return waitingAlarms.remove(source);
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
