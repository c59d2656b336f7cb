package io.celltwin.edge.event;

import io.celltwin.edge.entity.Change;
import org.eclipse.ditto.protocol.EventsTopicPathBuilder;
import org.eclipse.ditto.protocol.ProtocolFactory;
import org.eclipse.ditto.protocol.TopicPath;
import org.eclipse.ditto.things.model.ThingId;

/** The topics of the Ditto protocol that this twin service sends on. */
public final class Topics {
    private Topics() {}

    /** The topic of the event that tells of a thing's change. */
    public static TopicPath event(Change change) {
        EventsTopicPathBuilder events = ProtocolFactory.newTopicPathBuilder(
                        ThingId.of(change.key().id()))
                .things()
                .twin()
                .events();
        return switch (change.action()) {
            case CREATED -> events.created().build();
            case MODIFIED -> events.modified().build();
            case MERGED -> events.merged().build();
            case MIGRATED -> events.migrated().build();
            case DELETED -> events.deleted().build();
        };
    }
}
