package io.celltwin.edge.announcement;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.eclipse.ditto.policies.model.signals.announcements.SubjectDeletionAnnouncement;
import org.jboss.logging.Logger;

/** Tells everybody who listens what is announced. */
public final class AnnouncementHub {
    private static final Logger LOG = Logger.getLogger(AnnouncementHub.class);

    private final Set<AnnouncementListener> listeners = new CopyOnWriteArraySet<>();

    /** From now on the listener is told. */
    public void add(AnnouncementListener listener) {
        listeners.add(listener);
    }

    /** The listener is told no more. */
    public void remove(AnnouncementListener listener) {
        listeners.remove(listener);
    }

    void publish(SubjectDeletionAnnouncement announcement) {
        for (AnnouncementListener listener : listeners) {
            try {
                listener.onAnnouncement(announcement);
            } catch (RuntimeException e) {
                LOG.errorf(e, "An announcement of %s could not be told to a listener", announcement.getEntityId());
            }
        }
    }
}
