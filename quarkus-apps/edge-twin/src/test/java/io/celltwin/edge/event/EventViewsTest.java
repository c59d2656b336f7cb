package io.celltwin.edge.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.edge.access.PolicyEnforcerCache;
import io.celltwin.edge.access.ThingEnforcers;
import io.celltwin.edge.entity.Change;
import io.celltwin.edge.entity.ChangeAction;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.state.CommittedState;
import io.celltwin.edge.state.TwinEvent;
import io.celltwin.edge.thing.ExtraFields;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.base.model.auth.AuthorizationModelFactory;
import org.eclipse.ditto.base.model.auth.DittoAuthorizationContextType;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.things.model.ThingFieldSelector;
import org.eclipse.ditto.things.model.ThingId;
import org.junit.jupiter.api.Test;

class EventViewsTest {
    private static final EntityKey THING = EntityKey.of(ThingId.of("test:pump"));
    private static final EntityKey POLICY = EntityKey.of(PolicyId.of("test:pump"));

    private final CommittedState state = new CommittedState();
    private final EventViews views =
            new EventViews(new ThingEnforcers(state, new PolicyEnforcerCache(Clock.systemUTC())));

    @Test
    void whoMaySeeAPartOnlyIsToldByNameWhatAPatternRemovedOfIt() {
        Entity policy = entity(POLICY, """
                {"policyId":"test:pump","entries":{
                 "all":{"subjects":{"test:all":{"type":"t"}},
                  "resources":{"thing:/":{"grant":["READ"],"revoke":[]}}},
                 "part":{"subjects":{"test:part":{"type":"t"}},
                  "resources":{"thing:/attributes":{"grant":["READ"],"revoke":[]},
                   "thing:/attributes/secret":{"grant":[],"revoke":["READ"]}}},
                 "none":{"subjects":{"test:none":{"type":"t"}},
                  "resources":{"thing:/attributes/b":{"grant":["READ"],"revoke":[]}}}}}""");
        state.put(policy);
        Entity before = entity(THING, """
                {"thingId":"test:pump","policyId":"test:pump","attributes":{"secret":1,"seen":2,"b":3}}""");
        JsonObject patch = JsonObject.of("{\"{{ ~se.*~ }}\":null}");
        Change change = new Change(
                THING, 2, ChangeAction.MERGED, JsonPointer.of("/attributes"), Optional.of(patch), Instant.EPOCH);
        TwinEvent event = new TwinEvent(
                change, Optional.of(before), Entity.after(Optional.of(before), change), DittoHeaders.empty());

        assertThat(views.view(event, subscription("test:all")).orElseThrow().value())
                .contains(patch);
        assertThat(views.view(event, subscription("test:part")).orElseThrow().value())
                .contains(JsonObject.of("{\"seen\":null}"));
        assertThat(views.view(event, subscription("test:none"))).isEmpty();
    }

    @Test
    void anEventOfAFeatureBringsTheExtraFieldsOfThatFeatureOnly() {
        state.put(entity(POLICY, """
                {"policyId":"test:pump","entries":{
                 "all":{"subjects":{"test:all":{"type":"t"}},
                  "resources":{"thing:/":{"grant":["READ"],"revoke":[]}}}}}"""));
        Entity before = entity(THING, """
                {"thingId":"test:pump","policyId":"test:pump","features":{
                 "a":{"properties":{"x":1,"unit":"V"}},"b":{"properties":{"x":1,"unit":"A"}}}}""");
        Change change = new Change(
                THING,
                2,
                ChangeAction.MODIFIED,
                JsonPointer.of("/features/a/properties/x"),
                Optional.of(JsonValue.of(2)),
                Instant.EPOCH);
        TwinEvent event = new TwinEvent(
                change, Optional.of(before), Entity.after(Optional.of(before), change), DittoHeaders.empty());

        VisibleEvent seen = views.view(event, subscription("test:all", "features/{{ feature:id }}/properties/unit"))
                .orElseThrow();

        assertThat(seen.extra()).isEqualTo(JsonObject.of("{\"features\":{\"a\":{\"properties\":{\"unit\":\"V\"}}}}"));
    }

    private static Entity entity(EntityKey key, String json) {
        return new Entity(key, JsonObject.of(json), 1, Instant.EPOCH, Instant.EPOCH, false);
    }

    private static Subscription subscription(String subject) {
        return subscription(subject, Optional.empty());
    }

    private static Subscription subscription(String subject, String extraFields) {
        return subscription(subject, Optional.of(ExtraFields.parse(extraFields)));
    }

    private static Subscription subscription(String subject, Optional<ThingFieldSelector> extraFields) {
        return new Subscription(
                AuthorizationModelFactory.newAuthContext(
                        DittoAuthorizationContextType.PRE_AUTHENTICATED_HTTP,
                        AuthorizationModelFactory.newAuthSubject(subject)),
                Set.of(),
                EventFilter.everything(),
                extraFields);
    }
}
