package io.celltwin.edge.event;

import io.celltwin.edge.access.PolicyEnforcer;
import io.celltwin.edge.access.ThingEnforcers;
import io.celltwin.edge.entity.Change;
import io.celltwin.edge.entity.ChangeAction;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.entity.EntityKind;
import io.celltwin.edge.entity.KeyPattern;
import io.celltwin.edge.entity.MergePatch;
import io.celltwin.edge.state.TwinEvent;
import io.celltwin.edge.thing.ExtraFields;
import io.celltwin.edge.thing.ThingFields;
import java.util.Optional;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PoliciesResourceType;
import org.eclipse.ditto.policies.model.ResourceKey;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.ThingsModelFactory;

/** Decides what of an event a subscriber gets: what he asked for and may read, by the policy as it is now. */
public final class EventViews {
    private final ThingEnforcers enforcers;

    public EventViews(ThingEnforcers enforcers) {
        this.enforcers = enforcers;
    }

    /** The event as the subscriber sees it, nothing if it is not for him. */
    public Optional<VisibleEvent> view(TwinEvent event, Subscription subscription) {
        Change change = event.change();
        if (change.key().kind() != EntityKind.THING || !isInNamespaces(change.key(), subscription)) {
            return Optional.empty();
        }
        return enforcers
                .of(event.subject())
                .flatMap(enforcer -> visible(event, enforcer, subscription))
                .filter(visible -> passes(visible, subscription.filter()));
    }

    private static boolean isInNamespaces(EntityKey thing, Subscription subscription) {
        return subscription.namespaces().isEmpty() || subscription.namespaces().contains(thing.namespace());
    }

    private static Optional<VisibleEvent> visible(TwinEvent event, PolicyEnforcer enforcer, Subscription subscription) {
        Change change = event.change();
        AuthorizationContext who = subscription.subscriber();
        ResourceKey resource = PoliciesResourceType.thingResource(change.path());
        if (change.action() == ChangeAction.DELETED) {
            boolean mayKnow =
                    change.path().isEmpty() ? enforcer.mayReadPart(resource, who) : enforcer.mayReadAll(resource, who);
            return mayKnow ? Optional.of(withExtra(event, Optional.empty(), enforcer, subscription)) : Optional.empty();
        }
        JsonValue value = enforcer.mayReadAll(resource, who) ? change.value().orElseThrow() : resolved(event);
        JsonFieldSelector always =
                change.path().isEmpty() ? ThingFields.ALWAYS_SHOWN : JsonFactory.emptyFieldSelector();
        return enforcer.view(resource, value, who, always)
                .filter(shown -> !isEmptyObject(shown) || isEmptyObject(value))
                .map(shown -> withExtra(event, Optional.of(shown), enforcer, subscription));
    }

    /** What was written, each pattern of keys replaced by what it removed, so that each key can be shown or hidden. */
    private static JsonValue resolved(TwinEvent event) {
        JsonValue value = event.change().value().orElseThrow();
        return event.change().action().isPatch() && KeyPattern.isIn(value)
                ? KeyPattern.resolved(
                        event.before().map(Entity::json).orElseGet(JsonObject::empty),
                        event.change().path(),
                        value)
                : value;
    }

    private static boolean isEmptyObject(JsonValue value) {
        return value.isObject() && !value.isNull() && value.asObject().isEmpty();
    }

    private static VisibleEvent withExtra(
            TwinEvent event, Optional<JsonValue> value, PolicyEnforcer enforcer, Subscription subscription) {
        JsonObject extra = subscription
                .extraFields()
                .map(fields -> ExtraFields.of(
                        fields.getJsonFieldSelector(),
                        new ExtraFields.OfSignal(
                                ThingId.of(event.change().key().id()),
                                event.commandHeaders(),
                                Topics.event(event.change()),
                                event.change().path(),
                                event.change().value())))
                .map(fields -> ThingFields.select(ThingFields.complete(event.subject()), fields))
                .flatMap(fields -> enforcer.view(
                        PoliciesResourceType.thingResource("/"),
                        fields,
                        subscription.subscriber(),
                        ThingFields.ALWAYS_SHOWN))
                .map(JsonValue::asObject)
                .orElseGet(JsonObject::empty);
        return new VisibleEvent(event, value, extra);
    }

    private static boolean passes(VisibleEvent visible, EventFilter filter) {
        if (filter.passesEverything()) {
            return true;
        }
        Change change = visible.event().change();
        return filter.passes(ThingsModelFactory.newThing(content(visible)), Topics.event(change), change.path());
    }

    /** The thing as far as the event tells of it, with its id, revision and time. */
    public static JsonObject content(VisibleEvent visible) {
        Change change = visible.event().change();
        JsonObject told = visible.value()
                .map(value -> MergePatch.apply(JsonObject.empty(), change.path(), value))
                .orElseGet(JsonObject::empty);
        JsonObject identified = told.toBuilder()
                .set(Thing.JsonFields.ID, change.key().id())
                .set(Thing.JsonFields.REVISION, change.revision())
                .set(Thing.JsonFields.MODIFIED, change.timestamp().toString())
                .build();
        return JsonFactory.newObject(identified, visible.extra());
    }
}
