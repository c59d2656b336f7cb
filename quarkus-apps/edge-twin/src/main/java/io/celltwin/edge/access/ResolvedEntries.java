package io.celltwin.edge.access;

import io.celltwin.edge.policydocument.EntryDocument;
import io.celltwin.edge.policydocument.NamespacePatterns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.ditto.policies.model.PolicyEntry;
import org.eclipse.ditto.policies.model.Subject;
import org.eclipse.ditto.policies.model.enforcers.PolicyEnforcers;

/** The entries that a policy comes to, and what they allow. Thousands of policies may come to like ones and share it. */
final class ResolvedEntries {
    private final Map<String, EntryDocument> entries;
    private final Instant resolvedAt;
    private final PolicyEnforcer enforcer;
    private final boolean limited;
    /** Few: the namespaces of the things that have the policy. */
    private final Map<String, PolicyEnforcer> byNamespace = new ConcurrentHashMap<>();

    /** @param resolvedAt subjects whose time has run out by then are left out of the decisions */
    ResolvedEntries(Map<String, EntryDocument> entries, Instant resolvedAt) {
        this.entries = entries;
        this.resolvedAt = resolvedAt;
        enforcer = enforcer(entries.values(), resolvedAt);
        limited = entries.values().stream()
                .anyMatch(entry -> !entry.namespaces().orElse(List.of()).isEmpty());
    }

    Map<String, EntryDocument> byLabel() {
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
