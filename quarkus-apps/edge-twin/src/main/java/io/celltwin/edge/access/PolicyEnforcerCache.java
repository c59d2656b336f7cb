package io.celltwin.edge.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.policydocument.EntryDocument;
import io.celltwin.edge.policydocument.PolicyDocument;
import io.celltwin.edge.policydocument.PolicyResolver;
import io.celltwin.edge.state.StateView;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.ditto.policies.model.PoliciesResourceType;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.SubjectExpiry;

/**
 * Makes the enforcer of a policy once for each state of the policy and of those that it is made from: what it imports,
 * and the policies of its namespace. Subjects whose time has run out are left out.
 *
 * <p>
 * Nothing is told of a change: an enforcer is kept with the entities that it was made from, and is made anew when one
 * of them is another object in the state that is asked about. So it can never be out of date, in a transaction either.
 */
public final class PolicyEnforcerCache {
    private static final int MOST_POLICIES = 20_000;

    private final Clock clock;
    private final NamespacePolicies namespacePolicies;
    /** Bounded, since nothing is told of a policy that is deleted, either. */
    private final Cache<EntityKey, ResolvedPolicy> cache = Caffeine.newBuilder()
            .maximumSize(MOST_POLICIES)
            .executor(Runnable::run)
            .build();
    /** Those without a subject that expires, as long as a policy comes to them: an enforcer takes some 80 KiB. */
    private final Cache<Map<String, EntryDocument>, ResolvedEntries> shared =
            Caffeine.newBuilder().weakValues().executor(Runnable::run).build();

    public PolicyEnforcerCache(Clock clock) {
        this(clock, NamespacePolicies.NONE);
    }

    /** @param namespacePolicies the policies that hold for whole namespaces */
    public PolicyEnforcerCache(Clock clock, NamespacePolicies namespacePolicies) {
        this.clock = clock;
        this.namespacePolicies = namespacePolicies;
    }

    /** What decides about a policy's own parts. */
    public PolicyEnforcer of(Entity policy, StateView state) {
        return resolved(policy, state).entries().enforcer();
    }

    /** What decides about a thing of a namespace that has that policy: entries that are for other namespaces are not. */
    public PolicyEnforcer of(Entity policy, String thingNamespace, StateView state) {
        return resolved(policy, state).entries().enforcerFor(thingNamespace);
    }

    /** What decides about a thing; nothing if its policy is gone. */
    public Optional<PolicyEnforcer> ofThing(Entity thing, StateView state) {
        return state.alive(EntityKey.of(ThingEnforcers.policyOf(thing)))
                .map(policy -> of(policy, thing.key().namespace(), state));
    }

    /** The entries of a policy with all that it imports, refers to and has by its namespace. */
    public Map<String, EntryDocument> resolvedEntries(Entity policy, StateView state) {
        return resolved(policy, state).entries().byLabel();
    }

    /** The policies for namespaces of which an entry with such a label may be. */
    public List<PolicyId> rootOf(String label) {
        return namespacePolicies.byPattern().values().stream()
                .flatMap(List::stream)
                .filter(root -> label.startsWith(PolicyResolver.namespaceLabel(root, "")))
                .distinct()
                .toList();
    }

    private ResolvedPolicy resolved(Entity policy, StateView state) {
        ResolvedPolicy cached = cache.getIfPresent(policy.key());
        Instant now = clock.instant();
        if (cached == null || !cached.isOf(policy, state, now)) {
            cached = resolve(policy, state, now);
            cache.put(policy.key(), cached);
        }
        return cached;
    }

    private ResolvedPolicy resolve(Entity policy, StateView state, Instant now) {
        Map<EntityKey, Optional<Entity>> madeFrom = new HashMap<>();
        PolicyResolver resolver = new PolicyResolver(id -> {
            Optional<Entity> found = state.alive(EntityKey.of(id));
            madeFrom.put(EntityKey.of(id), found);
            return found.map(PolicyEnforcerCache::document);
        });
        PolicyDocument document = document(policy);
        Map<String, EntryDocument> entries = new LinkedHashMap<>(resolver.resolve(document));
        for (PolicyId root : namespacePolicies.of(policy.key().namespace())) {
            Optional<Entity> found = root.equals(document.id()) ? Optional.empty() : state.alive(EntityKey.of(root));
            madeFrom.put(EntityKey.of(root), found);
            found.map(PolicyEnforcerCache::document)
                    .map(resolver::resolveForNamespace)
                    .ifPresent(taken -> taken.forEach(entries::putIfAbsent));
        }
        madeFrom.remove(policy.key());
        Optional<Instant> expiry = firstExpiry(entries.values(), now);
        ResolvedEntries resolved = hasExpiry(entries.values())
                ? new ResolvedEntries(entries, now)
                : shared.get(entries, like -> new ResolvedEntries(like, now));
        return new ResolvedPolicy(policy, madeFrom, resolved, expiry.orElse(Instant.MAX));
    }

    private static PolicyDocument document(Entity policy) {
        return PolicyDocument.fromJson(PolicyId.of(policy.key().id()), policy.json());
    }

    /** Whether a policy leaves somebody, for ever, the right to change it; one that imports may get that from there. */
    public boolean canBeChanged(PolicyDocument policy) {
        PolicyResolver ownEntriesOnly = new PolicyResolver(id -> Optional.empty());
        return !policy.imports().isEmpty()
                || ResolvedEntries.enforcer(ownEntriesOnly.resolve(policy).values(), Instant.MAX)
                        .anybodyMayWrite(PoliciesResourceType.policyResource("/"));
    }

    private static boolean hasExpiry(Collection<EntryDocument> entries) {
        return expiries(entries).findAny().isPresent();
    }

    private static Optional<Instant> firstExpiry(Collection<EntryDocument> entries, Instant now) {
        return expiries(entries).filter(now::isBefore).min(Instant::compareTo);
    }

    private static Stream<Instant> expiries(Collection<EntryDocument> entries) {
        return entries.stream()
                .flatMap(entry -> entry.subjects().stream())
                .flatMap(subject -> subject.getExpiry().stream())
                .map(SubjectExpiry::getTimestamp);
    }
}
