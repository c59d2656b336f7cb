package io.celltwin.edge.entity;

import java.util.Locale;
import org.eclipse.ditto.protocol.TopicPath;

/** What a change did at its path; the names are those of Ditto's events. */
public enum ChangeAction {
    CREATED(TopicPath.Action.CREATED),
    MODIFIED(TopicPath.Action.MODIFIED),
    MERGED(TopicPath.Action.MERGED),
    DELETED(TopicPath.Action.DELETED);

    private final TopicPath.Action topicAction;

    ChangeAction(TopicPath.Action topicAction) {
        this.topicAction = topicAction;
    }

    /** The last part of the topic of the event that tells of such a change. */
    public TopicPath.Action topicAction() {
        return topicAction;
    }

    /** The name in lower case, as it stands on disk. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The action of that {@link #code()}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ChangeAction ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
