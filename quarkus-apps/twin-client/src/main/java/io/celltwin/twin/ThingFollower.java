package io.celltwin.twin;

import io.celltwin.model.ThingModel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.json.JsonObject;
import org.jboss.logging.Logger;

/**
 * Keeps one listener up to date about things, wherever their events come from: tells the events in order and reads things
 * whenever events are missing or do not say enough. Not for several threads but for {@link #close}.
 */
final class ThingFollower implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ThingFollower.class);
    /** So that an answer stays well under the size of message that twin services allow. */
    private static final int THINGS_PER_READ = 50;

    private final String name;
    private final TwinListener listener;
    private final ThingSource source;
    private final SubscriptionMetrics metrics;
    private final InstantSource clock;
    private final ThingStory story;
    private final RereadPace pace = new RereadPace();
    private volatile boolean closed;

    /** @param name for the log */
    ThingFollower(
            String name,
            TwinListener listener,
            ThingSource source,
            ModelLookup models,
            SubscriptionMetrics metrics,
            InstantSource clock) {
        this.name = name;
        this.listener = listener;
        this.source = source;
        this.metrics = metrics;
        this.clock = clock;
        this.story = new ThingStory(models, this::tell);
    }

    /**
     * Takes the next event.
     *
     * @return false if its thing had to be read and could not be
     */
    boolean take(ThingEvent event) {
        if (story.goOn(event)) {
            return true;
        }
        if (pace.mayRead(event.thingId(), clock.instant())) {
            return readAgain(event.thingId());
        }
        story.goOnIncompletely(event);
        return true;
    }

    /**
     * Reads a thing that had to wait for it and whose turn has come, if there is one.
     *
     * @return the thing if it could not be read
     */
    Optional<String> readDue() {
        return pace.due(clock.instant()).filter(thingId -> !readAgain(thingId));
    }

    /**
     * Reads everything that there is or was.
     *
     * @return false if that did not succeed
     */
    boolean readAll() {
        metrics.readAll();
        Set<String> ids = new HashSet<>(story.known());
        try {
            ids.addAll(source.ids());
        } catch (TwinException e) {
            LOG.warnf("%s cannot list the things: %s", name, e.getMessage());
            return false;
        }
        return read(ids);
    }

    /**
     * Reads things and tells them as snapshots; those known that are gone as deleted.
     *
     * @return false if one could not be read
     */
    boolean read(Set<String> ids) {
        return portions(ids).stream().allMatch(this::readPortion);
    }

    /** Tells the listener that it knows everything. */
    void tellCaughtUp() {
        call(listener::caughtUp);
    }

    /** Ids of the things that the listener knows. */
    Set<String> known() {
        return story.known();
    }

    /** How far the listener has been told of a thing, and whether nothing of it is missing. */
    Optional<ThingStory.Place> place(String thingId) {
        return story.place(thingId);
    }

    /** Whether something of the thing is missing until it is read. */
    boolean incomplete(String thingId) {
        return pace.waits(thingId);
    }

    /**
     * Goes on with a thing from where another replica stopped.
     *
     * @param memory what the listener there remembered
     * @return false if the listener cannot do anything with that: the thing must be read
     */
    boolean resume(String thingId, ThingStory.Place place, Optional<JsonObject> memory) {
        Optional<ThingModel> model = story.resume(thingId, place);
        try {
            memory.ifPresent(remembered -> listener.resumed(thingId, model, remembered));
            return true;
        } catch (RuntimeException e) {
            LOG.warnf(
                    "%s begins anew with %s, because what it remembers is of no use: %s",
                    name, thingId, e.getMessage());
            return false;
        }
    }

    /** Another replica goes on with the thing. */
    void release(String thingId) {
        story.release(thingId);
        pace.forget(thingId);
        call(() -> listener.released(thingId));
    }

    private boolean readAgain(String thingId) {
        metrics.readOne();
        return readPortion(Set.of(thingId));
    }

    private boolean readPortion(Collection<String> ids) {
        try {
            story.goOn(ids, source.read(ids));
            return true;
        } catch (TwinException e) {
            LOG.warnf("%s cannot read things: %s", name, e.getMessage());
            return false;
        }
    }

    private void tell(TwinChange change) {
        if (change.deleted()) {
            pace.forget(change.thingId());
        }
        metrics.delivered();
        call(() -> listener.changed(change));
    }

    private void call(Runnable listenerCall) {
        if (closed) {
            return;
        }
        try {
            listenerCall.run();
        } catch (RuntimeException e) {
            metrics.listenerFailed();
            LOG.errorf(e, "%s: the listener failed", name);
        }
    }

    private static List<Set<String>> portions(Set<String> ids) {
        List<Set<String>> portions = new ArrayList<>();
        Set<String> portion = new HashSet<>();
        for (String id : ids) {
            portion.add(id);
            if (portion.size() == THINGS_PER_READ) {
                portions.add(portion);
                portion = new HashSet<>();
            }
        }
        if (!portion.isEmpty()) {
            portions.add(portion);
        }
        return portions;
    }

    /** The listener is told nothing any more. */
    @Override
    public void close() {
        closed = true;
    }
}
