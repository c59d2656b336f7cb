package io.celltwin.edge.access;

import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.PoliciesResourceType;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.PolicyEntry;
import org.eclipse.ditto.policies.model.Subject;
import org.eclipse.ditto.policies.model.SubjectExpiry;
import org.eclipse.ditto.policies.model.enforcers.PolicyEnforcers;

/** Makes the enforcer of a policy once per revision. Subjects whose time has run out are left out. */
public final class PolicyEnforcerCache {
    private final Clock clock;
    private final Map<EntityKey, Cached> cache = new ConcurrentHashMap<>();

    public PolicyEnforcerCache(Clock clock) {
        this.clock = clock;
    }

    /** The enforcer of a policy as it is now. */
    @SuppressWarnings(
            "ReferenceEquality") // Each change of a policy makes a new object, and this is asked for each read.
    public PolicyEnforcer of(Entity policy) {
        Cached cached = cache.get(policy.key());
        Instant now = clock.instant();
        if (cached == null || cached.policy() != policy || !now.isBefore(cached.validUntil())) {
            Policy typed = PoliciesModelFactory.newPolicy(policy.json());
            cached = new Cached(
                    policy, enforcer(typed, now), firstExpiry(typed, now).orElse(Instant.MAX));
            cache.put(policy.key(), cached);
        }
        return cached.enforcer();
    }

    /** Whether a policy leaves somebody, for ever, the right to change it. */
    public boolean canBeChanged(Policy policy) {
        return enforcer(policy, Instant.MAX).anybodyMayWrite(PoliciesResourceType.policyResource("/"));
    }

    private static PolicyEnforcer enforcer(Policy policy, Instant now) {
        List<PolicyEntry> entries = new ArrayList<>();
        for (PolicyEntry entry : policy) {
            List<Subject> present = entry.getSubjects().stream()
                    .filter(subject -> isValid(subject, now))
                    .toList();
            entries.add(PolicyEntry.newInstance(entry.getLabel(), present, entry.getResources()));
        }
        return new PolicyEnforcer(PolicyEnforcers.defaultEvaluator(entries));
    }

    private static boolean isValid(Subject subject, Instant now) {
        return subject.getExpiry()
                .map(expiry -> now.isBefore(expiry.getTimestamp()))
                .orElse(true);
    }

    private static Optional<Instant> firstExpiry(Policy policy, Instant now) {
        List<Instant> expiries = new ArrayList<>();
        for (PolicyEntry entry : policy) {
            entry.getSubjects().stream()
                    .flatMap(subject -> subject.getExpiry().stream())
                    .map(SubjectExpiry::getTimestamp)
                    .filter(now::isBefore)
                    .forEach(expiries::add);
        }
        return expiries.stream().min(Instant::compareTo);
    }

    private record Cached(Entity policy, PolicyEnforcer enforcer, Instant validUntil) {}
}
