package io.celltwin.edge.history;

import io.celltwin.edge.access.ThingEnforcers;
import io.celltwin.edge.entity.Change;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.entity.EntityKind;
import io.celltwin.edge.error.EdgeTwinException;
import io.celltwin.edge.state.StateView;
import io.celltwin.edge.state.TwinEvent;
import io.celltwin.edge.store.ChangeHistory;
import io.celltwin.edge.store.JournalException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.things.model.Thing;
import org.jboss.logging.Logger;

/**
 * The past of things and policies, made from their oldest state that is kept and the changes after it. Reads the disk:
 * not for an event loop. A thing of the past is under the policy that it is under now, so that who lost a right lost it
 * for the past as well.
 */
public final class EntityHistory {
    private static final Logger LOG = Logger.getLogger(EntityHistory.class);
    private static final int PAGE = 256;

    private final ChangeHistory changes;
    private final StateView now;

    /** @param now how everything is now */
    public EntityHistory(ChangeHistory changes, StateView now) {
        this.changes = changes;
        this.now = now;
    }

    /** An entity as it was at a revision; nothing if it had none such or that is not known any more. */
    public Optional<Entity> at(EntityKey key, long revision) {
        return latest(key, change -> change.revision() <= revision).filter(found -> found.revision() == revision);
    }

    /** An entity as it was at a time; nothing if it was not there yet or that is not known any more. */
    public Optional<Entity> at(EntityKey key, Instant time) {
        return latest(key, change -> !change.timestamp().isAfter(time))
                .filter(found -> !found.modified().isAfter(time));
    }

    private Optional<Entity> latest(EntityKey key, Predicate<Change> wanted) {
        try {
            Optional<Entity> state = changes.oldestState(key);
            while (true) {
                List<Change> page =
                        changes.changes(key, state.map(Entity::revision).orElse(0L) + 1, PAGE);
                for (Change change : page) {
                    if (!wanted.test(change)) {
                        return state.map(this::underPolicyOfNow);
                    }
                    state = Optional.of(Entity.after(state, change));
                }
                if (page.size() < PAGE) {
                    return state.map(this::underPolicyOfNow);
                }
            }
        } catch (JournalException e) {
            throw unreadable(e);
        }
    }

    /**
     * What happened to an entity, oldest first.
     *
     * @param fromRevision the first revision wanted; if it is not kept any more, the oldest that is
     * @param most how many at most
     */
    public List<TwinEvent> events(EntityKey key, long fromRevision, int most) {
        try {
            Optional<Entity> oldest = changes.oldestState(key);
            long from = Math.max(
                    Math.max(1, fromRevision), oldest.map(Entity::revision).orElse(0L) + 1);
            Optional<Entity> before = from == 1 ? Optional.empty() : at(key, from - 1);
            List<TwinEvent> events = new ArrayList<>();
            for (Change change : changes.changes(key, from, most)) {
                Entity after = Entity.after(before, change);
                events.add(new TwinEvent(
                        change, before.map(this::underPolicyOfNow), underPolicyOfNow(after), DittoHeaders.empty()));
                before = Optional.of(after);
            }
            return events;
        } catch (JournalException e) {
            throw unreadable(e);
        }
    }

    private Entity underPolicyOfNow(Entity past) {
        if (past.key().kind() != EntityKind.THING || past.deleted()) {
            return past;
        }
        return now.alive(past.key())
                .map(thing -> ThingEnforcers.policyOf(thing.json()).toString())
                .map(policy -> past.json().set(Thing.JsonFields.POLICY_ID, policy))
                .map((JsonObject json) -> new Entity(
                        past.key(),
                        json,
                        past.revision(),
                        past.created(),
                        past.modified(),
                        past.deleted(),
                        past.metadata()))
                .orElse(past);
    }

    private static EdgeTwinException unreadable(JournalException error) {
        LOG.error("The history could not be read", error);
        return EdgeTwinException.internal();
    }
}
