package io.celltwin.edge.history;

import io.celltwin.edge.access.ThingEnforcers;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.event.EventViews;
import io.celltwin.edge.event.Subscription;
import io.celltwin.edge.event.VisibleEvent;
import io.celltwin.edge.state.StateView;
import io.celltwin.edge.state.TwinEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.policies.model.PoliciesResourceType;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotAccessibleException;

/** The events of a thing that are still kept, page by page, as a reader may see them now. Not for an event loop. */
public final class PersistedEvents {
    private static final int PAGE = 128;

    private final EntityHistory history;
    private final EventViews views;
    private final StateView now;
    private final ThingEnforcers enforcers;

    public PersistedEvents(EntityHistory history, EventViews views, StateView now, ThingEnforcers enforcers) {
        this.history = history;
        this.views = views;
        this.now = now;
        this.enforcers = enforcers;
    }

    /**
     * Checks that there is a thing and that somebody may know of it.
     *
     * @throws ThingNotAccessibleException if not
     */
    public void check(Range range, DittoHeaders headers) {
        boolean visible = now.alive(EntityKey.of(range.thing()))
                .flatMap(enforcers::of)
                .filter(rights -> rights.mayReadPart(
                        PoliciesResourceType.thingResource(range.path()), headers.getAuthorizationContext()))
                .isPresent();
        if (!visible) {
            throw ThingNotAccessibleException.newBuilder(range.thing())
                    .dittoHeaders(headers)
                    .build();
        }
    }

    /** The next events of a range, as a reader may see them. */
    public Page page(Range range, Subscription reader) {
        List<VisibleEvent> visible = new ArrayList<>();
        List<TwinEvent> events = history.events(EntityKey.of(range.thing()), range.fromRevision(), PAGE);
        long next = range.fromRevision();
        for (TwinEvent event : events) {
            long revision = event.change().revision();
            Instant time = event.change().timestamp();
            if (revision > range.toRevision()
                    || range.toTime().filter(time::isAfter).isPresent()) {
                return new Page(visible, Optional.empty());
            }
            next = revision + 1;
            boolean here = range.fromTime().filter(time::isBefore).isEmpty() && isAbout(event, range.path());
            if (here) {
                views.view(event, reader).ifPresent(visible::add);
            }
        }
        return new Page(visible, events.size() < PAGE ? Optional.empty() : Optional.of(range.from(next)));
    }

    /** Whether an event tells of what stands at a path, above it or below it. */
    private static boolean isAbout(TwinEvent event, JsonPointer path) {
        JsonPointer changed = event.change().path();
        int common = Math.min(path.getLevelCount(), changed.getLevelCount());
        return path.getPrefixPointer(common).equals(changed.getPrefixPointer(common));
    }

    /**
     * Which events are wanted.
     *
     * @param path the part of the thing that they are about, the whole if empty
     * @param fromRevision the first one
     * @param toRevision the last one
     * @param fromTime those before are left out
     * @param toTime those after are left out
     */
    public record Range(
            ThingId thing,
            JsonPointer path,
            long fromRevision,
            long toRevision,
            Optional<Instant> fromTime,
            Optional<Instant> toTime) {
        Range from(long revision) {
            return new Range(thing, path, revision, toRevision, fromTime, toTime);
        }
    }

    /**
     * Some events.
     *
     * @param rest what comes after them, nothing if that is all
     */
    public record Page(List<VisibleEvent> events, Optional<Range> rest) {}
}
