package io.celltwin.twin.subscription;

import io.celltwin.model.ThingModel;
import io.celltwin.twin.values.TwinChange;
import java.util.Optional;

/**
 * Is told about things. All calls of one subscription come one after another from one thread.
 *
 * <p>
 * A listener that keeps something about things, and may share the things with other replicas of its app, implements the last
 * four methods: what it remembers of a thing is then handed to whichever replica goes on with the thing. Each change counts
 * once in what is remembered, whoever dies when; results may be produced again and must come out the same.
 */
@FunctionalInterface
public interface TwinListener {

    /**
     * A thing became known, changed or was deleted. Per thing, changes come in the order of their revisions. An exception is
     * logged and counted; the subscription goes on with the next change.
     *
     * @param change what happened
     */
    void changed(TwinChange change);

    /**
     * Every thing that the account may read (and that falls to this replica) has been reported; from here on changes follow
     * as they happen. Called again after each time everything had to be read again (reconnect, overflow, redivision).
     */
    default void caughtUp() {}

    /**
     * The thing lives on, but another replica of the app goes on with it: what is kept about it is to be dropped.
     *
     * @param thingId id of the thing
     */
    default void released(String thingId) {}

    /**
     * Asked before progress is saved, and again until it is true; no change is told meanwhile. Must not wait.
     *
     * @return whether all results of what was told so far are stored
     */
    default boolean settled() {
        return true;
    }

    /**
     * What is to be remembered of a thing, so that another replica can go on with it.
     *
     * @param thingId id of a thing
     * @return JSON with a version, as {@link io.celltwin.state.StateCodec} writes it; empty if the thing's next changes say
     *     enough
     */
    default Optional<String> checkpoint(String thingId) {
        return Optional.empty();
    }

    /**
     * This replica goes on with a thing from what was remembered of it. No snapshot is told, the next changes follow.
     *
     * @param thingId id of the thing
     * @param model the model that its definition names
     * @param checkpoint as {@link #checkpoint} gave it, perhaps in an earlier version of the app. An exception makes the thing be
     *        told as a snapshot instead
     */
    default void resumed(String thingId, Optional<ThingModel> model, String checkpoint) {}
}
