package io.celltwin.twin.subscription;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Keeps, per thing, the revision up to which the listener has been told, and decides what an event is worth. RevisionTracker of a
 * thing count up by one, so an event that does not follow directly shows that something was missed or came twice.
 */
final class RevisionTracker {

    enum Verdict {
        /** The event follows directly: tell it. */
        DELIVER,
        /** The listener has been told already, or never knew the thing. */
        DROP,
        /** Something between is missing, or the event does not say enough: read the thing. */
        READ
    }

    private final Map<String, Long> told = new HashMap<>();

    /** Judges an event; changes nothing. */
    Verdict judge(ThingEvent event) {
        Long known = told.get(event.thingId());
        if (known != null && event.revision() <= known) {
            return Verdict.DROP;
        }
        return switch (event.kind()) {
            case WHOLE -> Verdict.DELIVER;
            case DELETED -> known == null ? Verdict.DROP : Verdict.DELIVER;
            case REPLACED -> Verdict.READ;
            case PATCH -> known != null && event.revision() == known + 1 ? Verdict.DELIVER : Verdict.READ;
        };
    }

    /** The listener has been told of a thing up to a revision. */
    void told(String thingId, long revision) {
        told.put(thingId, revision);
    }

    /** The revision up to which the listener has been told; 0 for a thing that it does not know. */
    long of(String thingId) {
        return told.getOrDefault(thingId, 0L);
    }

    /** The thing is gone. */
    void forget(String thingId) {
        told.remove(thingId);
    }

    /** Whether the listener has been told of the thing. */
    boolean knows(String thingId) {
        return told.containsKey(thingId);
    }

    /** Ids of all things that the listener knows. */
    Set<String> known() {
        return Set.copyOf(told.keySet());
    }
}
