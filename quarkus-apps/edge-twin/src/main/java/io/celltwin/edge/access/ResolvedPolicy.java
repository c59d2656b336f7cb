package io.celltwin.edge.access;

import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.policydocument.EntryDocument;
import io.celltwin.edge.policydocument.NamespacePatterns;
import io.celltwin.edge.state.StateView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.ditto.policies.model.PolicyEntry;
import org.eclipse.ditto.policies.model.Subject;
import org.eclipse.ditto.policies.model.enforcers.PolicyEnforcers;

/** A policy with all that it is made from, as long as none of that changes and no subject expires. */
final class ResolvedPolicy {
    private final Entity policy;
    private final Map<EntityKey, Optional<Entity>> madeFrom;
    private final Map<String, EntryDocument> entries;
    private final Instant resolvedAt;
    private final Instant validUntil;
    private final PolicyEnforcer enforcer;
    private final boolean limited;
    /** Few: the namespaces of the things that have the policy. */
    private final Map<String, PolicyEnforcer> byNamespace = new ConcurrentHashMap<>();

    /** @param madeFrom the other policies that it was made from, or that were looked for in vain */
    ResolvedPolicy(
            Entity policy,
            Map<EntityKey, Optional<Entity>> madeFrom,
            Map<String, EntryDocument> entries,
            Instant resolvedAt,
            Instant validUntil) {
        this.policy = policy;
        this.madeFrom = Map.copyOf(madeFrom);
        this.entries = entries;
        this.resolvedAt = resolvedAt;
        this.validUntil = validUntil;
        enforcer = enforcer(entries.values(), resolvedAt);
        limited = entries.values().stream()
                .anyMatch(entry -> !entry.namespaces().orElse(List.of()).isEmpty());
    }

    @SuppressWarnings(
            "ReferenceEquality") // Each change of a policy makes a new object, and this is asked for each read.
    boolean isOf(Entity asked, StateView state, Instant now) {
        if (policy != asked || !now.isBefore(validUntil)) {
            return false;
        }
        for (Map.Entry<EntityKey, Optional<Entity>> one : madeFrom.entrySet()) {
            if (state.alive(one.getKey()).orElse(null) != one.getValue().orElse(null)) {
                return false;
            }
        }
        return true;
    }

    Map<String, EntryDocument> entries() {
        return entries;
    }

    PolicyEnforcer enforcer() {
        return enforcer;
    }

    PolicyEnforcer enforcerFor(String namespace) {
        return limited
                ? byNamespace.computeIfAbsent(
                        namespace,
                        wanted -> enforcer(
                                entries.values().stream()
                                        .filter(entry -> NamespacePatterns.match(
                                                entry.namespaces().orElse(List.of()), wanted))
                                        .toList(),
                                resolvedAt))
                : enforcer;
    }

    static PolicyEnforcer enforcer(Collection<EntryDocument> entries, Instant now) {
        List<PolicyEntry> typed = new ArrayList<>();
        for (EntryDocument entry : entries) {
            List<Subject> present = entry.subjects().stream()
                    .filter(subject -> isValid(subject, now))
                    .toList();
            // Labels mean nothing for the decision, and those of imported entries would be refused here.
            typed.add(PolicyEntry.newInstance("entry-" + typed.size(), present, entry.resources()));
        }
        return new PolicyEnforcer(PolicyEnforcers.defaultEvaluator(typed));
    }

    private static boolean isValid(Subject subject, Instant now) {
        return subject.getExpiry()
                .map(expiry -> now.isBefore(expiry.getTimestamp()))
                .orElse(true);
    }
}
