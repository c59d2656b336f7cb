package io.celltwin.twin.subscription;

import java.time.Duration;
import java.util.Optional;

/** A subscription as the client that made it sees it. */
public interface RunningSubscription extends Subscription {

    /** Begins to tell the listener. */
    void start();

    /** The WebSocket delivers events from now on, but some may have been missed before. */
    void connected();

    /** The WebSocket is gone: what is known from it grows old. */
    void disconnected();

    /** Takes an event from the WebSocket; never blocks. */
    void offer(ThingEvent event);

    /** What keeps the listener from knowing everything, in a few words; empty when nothing does. */
    Optional<String> lacks();

    /** How many events wait for the listener. */
    int waiting();

    /** How long no event has been taken because the listener's results are not stored; zero where that is not waited for. */
    default Duration settling() {
        return Duration.ZERO;
    }
}
