package io.celltwin.edge.entity;

import java.util.Locale;
import org.eclipse.ditto.protocol.TopicPath;

/** What a change did at its path; the names are those of Ditto's events. */
public enum ChangeAction {
    CREATED(TopicPath.Action.CREATED),
    MODIFIED(TopicPath.Action.MODIFIED),
    MERGED(TopicPath.Action.MERGED),
    /** Merged at the top, with another definition. */
    MIGRATED(TopicPath.Action.MIGRATED),
    DELETED(TopicPath.Action.DELETED);

    private final TopicPath.Action topicAction;

    ChangeAction(TopicPath.Action topicAction) {
        this.topicAction = topicAction;
    }

    /** The last part of the topic of the event that tells of such a change. */
    public TopicPath.Action topicAction() {
        return topicAction;
    }

    /** Whether what is written is a merge patch. */
    public boolean isPatch() {
        return this == MERGED || this == MIGRATED;
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
