package io.celltwin.twin.subscription;

import io.celltwin.model.ThingModel;
import io.celltwin.twin.error.TwinException;
import io.celltwin.twin.values.TwinChange;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Keeps one listener up to date about things, wherever their events come from: tells the events in order and reads things
 * whenever events are missing or do not say enough. Not for several threads but for {@link #close}.
 */
public final class ThingSynchronizer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ThingSynchronizer.class);
    /** So that an answer stays well under the size of message that twin services allow. */
    private static final int THINGS_PER_READ = 50;

    private final String name;
    private final TwinListener listener;
    private final ThingReader reader;
    private final SubscriptionMetrics metrics;
    private final InstantSource clock;
    private final ChangeSequencer sequencer;
    private final RereadBackoff backoff = new RereadBackoff();
    private volatile boolean closed;

    /** @param name for the log */
    public ThingSynchronizer(
            String name,
            TwinListener listener,
            ThingReader reader,
            ModelLookup models,
            SubscriptionMetrics metrics,
            InstantSource clock) {
        this.name = name;
        this.listener = listener;
        this.reader = reader;
        this.metrics = metrics;
        this.clock = clock;
        this.sequencer = new ChangeSequencer(models, this::tell);
    }

    /**
     * Applies the next event.
     *
     * @return false if its thing had to be read and could not be
     */
    public boolean apply(ThingEvent event) {
        if (sequencer.apply(event)) {
            return true;
        }
        if (backoff.mayRead(event.thingId(), clock.instant())) {
            return readAgain(event.thingId());
        }
        sequencer.applyIncomplete(event);
        return true;
    }

    /**
     * Reads a thing that had to wait for it and whose turn has come, if there is one.
     *
     * @return the thing if it could not be read
     */
    public Optional<String> readDue() {
        return backoff.due(clock.instant()).filter(thingId -> !readAgain(thingId));
    }

    /**
     * Reads everything that there is or was.
     *
     * @return false if that did not succeed
     */
    public boolean readAll() {
        metrics.readAll();
        Set<String> ids = new HashSet<>(sequencer.known());
        try {
            ids.addAll(reader.ids());
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
    public boolean read(Set<String> ids) {
        return portions(ids).stream().allMatch(this::readPortion);
    }

    /** Tells the listener that it knows everything. */
    public void tellCaughtUp() {
        call(listener::caughtUp);
    }

    /** Ids of the things that the listener knows. */
    public Set<String> known() {
        return sequencer.known();
    }

    /** How far the listener has been told of a thing, and whether nothing of it is missing. */
    public Optional<ThingPosition> position(String thingId) {
        return sequencer.position(thingId);
    }

    /** Whether something of the thing is missing until it is read. */
    public boolean incomplete(String thingId) {
        return backoff.waits(thingId);
    }

    /**
     * Goes on with a thing from where another replica stopped.
     *
     * @param checkpoint what the listener there remembered
     * @return false if the listener cannot do anything with that: the thing must be read
     */
    public boolean resume(String thingId, ThingPosition position, Optional<String> checkpoint) {
        Optional<ThingModel> model = sequencer.resume(thingId, position);
        try {
            checkpoint.ifPresent(remembered -> listener.resumed(thingId, model, remembered));
            return true;
        } catch (RuntimeException e) {
            LOG.warnf(
                    "%s begins anew with %s, because what it remembers is of no use: %s",
                    name, thingId, e.getMessage());
            return false;
        }
    }

    /** Another replica goes on with the thing. */
    public void release(String thingId) {
        sequencer.release(thingId);
        backoff.forget(thingId);
        call(() -> listener.released(thingId));
    }

    private boolean readAgain(String thingId) {
        metrics.readOne();
        return readPortion(Set.of(thingId));
    }

    private boolean readPortion(Collection<String> ids) {
        try {
            sequencer.apply(ids, reader.read(ids));
            return true;
        } catch (TwinException e) {
            LOG.warnf("%s cannot read things: %s", name, e.getMessage());
            return false;
        }
    }

    private void tell(TwinChange change) {
        if (change.deleted()) {
            backoff.forget(change.thingId());
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
