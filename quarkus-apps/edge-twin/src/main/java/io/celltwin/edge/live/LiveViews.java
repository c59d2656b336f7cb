package io.celltwin.edge.live;

import io.celltwin.edge.access.PolicyEnforcer;
import io.celltwin.edge.access.ThingEnforcers;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.event.Subscription;
import io.celltwin.edge.thing.ExtraFields;
import io.celltwin.edge.thing.ThingFields;
import java.util.Optional;
import org.eclipse.ditto.base.model.entity.id.WithEntityId;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.WithOptionalEntity;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.policies.model.PoliciesResourceType;
import org.eclipse.ditto.policies.model.ResourceKey;
import org.eclipse.ditto.protocol.adapter.DittoProtocolAdapter;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.query.ThingQueryCommand;
import org.eclipse.ditto.things.model.signals.events.ThingEventToThingConverter;

/** Decides what of a live signal a subscriber gets: what he asked for and may read, by the policy as it is now. */
public final class LiveViews {
    private static final DittoProtocolAdapter ADAPTER = DittoProtocolAdapter.newInstance();

    private final ThingEnforcers enforcers;

    public LiveViews(ThingEnforcers enforcers) {
        this.enforcers = enforcers;
    }

    /** What everybody needs the right to who sends or gets a signal of the live channel. */
    public static ResourceKey resourceOf(Signal<?> signal) {
        return signal instanceof MessageCommand<?, ?>
                ? PoliciesResourceType.messageResource(signal.getResourcePath())
                : PoliciesResourceType.thingResource(signal.getResourcePath());
    }

    /** Whether somebody may get a signal: a query, which holds no values, if he may read what is asked for in part. */
    boolean mayReceive(Signal<?> signal, Entity thing, Subscription subscription) {
        ResourceKey resource = resourceOf(signal);
        return enforcers
                .of(thing)
                .filter(enforcer -> signal instanceof ThingQueryCommand<?>
                        ? enforcer.mayReadAt(resource, subscription.subscriber())
                        : enforcer.mayReadAll(resource, subscription.subscriber()))
                .isPresent();
    }

    /**
     * The fields of the thing that a subscriber gets with a signal, none if he wants none.
     *
     * @return nothing if the signal is not for him
     */
    public Optional<JsonObject> extraFor(Signal<?> signal, Subscription subscription) {
        ThingId id = ThingId.of(((WithEntityId) signal).getEntityId());
        if (!subscription.namespaces().isEmpty() && !subscription.namespaces().contains(id.getNamespace())) {
            return Optional.empty();
        }
        return enforcers
                .state()
                .alive(EntityKey.of(id))
                .filter(thing -> mayReceive(signal, thing, subscription))
                .map(thing -> extra(signal, thing, subscription))
                .filter(extra -> passes(signal, extra, subscription));
    }

    private JsonObject extra(Signal<?> signal, Entity thing, Subscription subscription) {
        Optional<PolicyEnforcer> enforcer = enforcers.of(thing);
        return subscription
                .extraFields()
                .map(fields -> ExtraFields.of(fields.getJsonFieldSelector(), about(signal)))
                .map(fields -> ThingFields.select(ThingFields.complete(thing), fields))
                .flatMap(fields -> enforcer.flatMap(rights -> rights.view(
                        PoliciesResourceType.thingResource("/"),
                        fields,
                        subscription.subscriber(),
                        ThingFields.ALWAYS_SHOWN)))
                .map(JsonValue::asObject)
                .orElseGet(JsonObject::empty);
    }

    private static ExtraFields.OfSignal about(Signal<?> signal) {
        return new ExtraFields.OfSignal(
                ThingId.of(((WithEntityId) signal).getEntityId()),
                signal.getDittoHeaders(),
                ADAPTER.toTopicPath(signal),
                signal.getResourcePath(),
                signal instanceof WithOptionalEntity<?> telling ? telling.getEntity() : Optional.empty());
    }

    private static boolean passes(Signal<?> signal, JsonObject extra, Subscription subscription) {
        if (subscription.filter().passesEverything()) {
            return true;
        }
        Thing content = ThingEventToThingConverter.mergeThingWithExtraFields(
                        signal,
                        subscription
                                .extraFields()
                                .map(fields -> fields.getJsonFieldSelector())
                                .orElse(null),
                        extra)
                .orElseThrow();
        return subscription.filter().passes(content, ADAPTER.toTopicPath(signal), signal.getResourcePath());
    }
}
