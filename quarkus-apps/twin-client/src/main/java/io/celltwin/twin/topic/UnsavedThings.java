package io.celltwin.twin.topic;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Which things have no checkpoint yet of what the listener was told, and of which something is missing until they are read. */
final class UnsavedThings {

    private final Set<String> unsaved = new HashSet<>();
    private final Set<String> stale = new HashSet<>();

    /** The listener was told of a thing. */
    void told(String thingId) {
        unsaved.add(thingId);
    }

    /** Something of a thing is missing until it is read; its next checkpoint says so. */
    void stale(String thingId) {
        unsaved.add(thingId);
        stale.add(thingId);
    }

    /** These were read. */
    void fresh(Collection<String> thingIds) {
        stale.removeAll(thingIds);
    }

    /** The checkpoints of these are saved. */
    void saved(Collection<String> thingIds) {
        unsaved.removeAll(thingIds);
    }

    /** Forgets the things of other replicas. */
    void keepOnly(Predicate<String> mine) {
        unsaved.removeIf(mine.negate());
        stale.removeIf(mine.negate());
    }

    Set<String> unsaved() {
        return Set.copyOf(unsaved);
    }

    boolean anyUnsaved() {
        return !unsaved.isEmpty();
    }

    Set<String> stale() {
        return Set.copyOf(stale);
    }

    boolean isStale(String thingId) {
        return stale.contains(thingId);
    }
}
