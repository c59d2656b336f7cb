package io.celltwin.edge.event;

import io.celltwin.edge.state.TwinEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jboss.logging.Logger;

/** Tells everybody who listens what happened. */
public final class EventHub {
    private static final Logger LOG = Logger.getLogger(EventHub.class);

    private final Set<EventListener> listeners = new CopyOnWriteArraySet<>();

    /** From now on the listener is told. */
    public void add(EventListener listener) {
        listeners.add(listener);
    }

    /** The listener is told no more. */
    public void remove(EventListener listener) {
        listeners.remove(listener);
    }

    /** Tells every listener of changes that are on disk. */
    public void publish(List<TwinEvent> events) {
        for (EventListener listener : listeners) {
            try {
                listener.onEvents(events);
            } catch (RuntimeException e) {
                LOG.error("A listener could not be told of changes; it is told no more", e);
                remove(listener);
            }
        }
    }
}
