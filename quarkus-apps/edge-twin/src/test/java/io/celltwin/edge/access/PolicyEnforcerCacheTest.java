package io.celltwin.edge.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.state.CommittedState;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.policies.model.PolicyId;
import org.junit.jupiter.api.Test;

class PolicyEnforcerCacheTest {
    private final CommittedState state = new CommittedState();
    private final PolicyEnforcerCache enforcers = new PolicyEnforcerCache(Clock.systemUTC());

    @Test
    void thousandsOfPoliciesWithLikeEntriesShareOneEnforcer() {
        PolicyEnforcer first = enforcers.of(policy("demo:batch-1", "celltwin:anna"), state);

        assertThat(enforcers.of(policy("demo:batch-2", "celltwin:anna"), state)).isSameAs(first);
        assertThat(enforcers.of(policy("demo:batch-3", "celltwin:berta"), state))
                .isNotSameAs(first);
    }

    @Test
    void aPolicyThatComesToOtherEntriesGetsAnotherEnforcer() {
        PolicyEnforcer before = enforcers.of(policy("demo:batch-1", "celltwin:anna"), state);

        assertThat(enforcers.of(policy("demo:batch-1", "celltwin:berta"), state))
                .isNotSameAs(before);
    }

    private static Entity policy(String id, String subject) {
        JsonObject json = JsonObject.of("""
                {"policyId": "%s", "entries": {"owner": {
                  "subjects": {"%s": {"type": "user"}},
                  "resources": {"policy:/": {"grant": ["READ", "WRITE"], "revoke": []}}}}}""".formatted(id, subject));
        return new Entity(EntityKey.of(PolicyId.of(id)), json, 1, Instant.EPOCH, Instant.EPOCH, false);
    }
}
