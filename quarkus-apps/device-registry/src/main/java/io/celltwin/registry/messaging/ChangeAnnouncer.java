package io.celltwin.registry.messaging;

import org.eclipse.hono.notification.AbstractNotification;

/** Tells others that something in the registry has changed. */
@FunctionalInterface
public interface ChangeAnnouncer {

    /** Announces a change that is on disk; returns at once. */
    void announce(AbstractNotification change);
}
