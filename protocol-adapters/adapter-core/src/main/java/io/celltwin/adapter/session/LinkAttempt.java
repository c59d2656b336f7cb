package io.celltwin.adapter.session;

import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.Reading;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * One try to connect to a device and the link that comes of it. Hands what the driver tells over to the session's
 * executor without keeping the driver waiting, within a bound. Thread-safe.
 */
final class LinkAttempt implements LinkListener {

    /** So many read cycles may wait for a session that does not keep up; at 10 Hz that is almost two seconds. */
    private static final int MOST_WAITING = 16;

    private final Executor session;
    private final BiConsumer<LinkAttempt, List<Reading>> onReadings;
    private final BiConsumer<LinkAttempt, String> onLost;
    private final Runnable onRefused;
    private final AtomicInteger waiting = new AtomicInteger();
    private boolean abandoned;
    private DeviceLink link;
    /** Only used by the session. */
    private boolean anyCycle;

    LinkAttempt(
            Executor session,
            BiConsumer<LinkAttempt, List<Reading>> onReadings,
            BiConsumer<LinkAttempt, String> onLost,
            Runnable onRefused) {
        this.session = session;
        this.onReadings = onReadings;
        this.onLost = onLost;
        this.onRefused = onRefused;
    }

    @Override
    public void readings(List<Reading> cycle) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            onRefused.run();
            return;
        }
        session.execute(() -> {
            waiting.decrementAndGet();
            onReadings.accept(this, cycle);
        });
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
}
