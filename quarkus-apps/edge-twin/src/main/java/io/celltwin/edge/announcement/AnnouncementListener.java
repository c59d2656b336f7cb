package io.celltwin.edge.announcement;

import org.eclipse.ditto.policies.model.signals.announcements.SubjectDeletionAnnouncement;

/** Is told that subjects of policies are about to go, or are gone. */
@FunctionalInterface
public interface AnnouncementListener {

    /** A subject is announced to go. Must not block. */
    void onAnnouncement(SubjectDeletionAnnouncement announcement);
}
