package io.celltwin.edge.policydocument;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.ditto.policies.model.EffectedPermissions;
import org.eclipse.ditto.policies.model.ImportableType;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.PolicyImportInvalidException;
import org.eclipse.ditto.policies.model.Resource;
import org.eclipse.ditto.policies.model.Resources;
import org.eclipse.ditto.policies.model.Subject;
import org.eclipse.ditto.policies.model.Subjects;

/**
 * What a policy comes to with all that it imports and refers to, as Ditto 3.9 has it:
 *
 * <ol>
 * <li>Of each imported policy its entries are taken, with those of the policies that it imports itself if the import
 * names them as transitive; what these refer to is resolved in their own policy.
 * <li>Of these the implicit ones come in, and the explicit ones that the import names, as
 * {@code imported-<policy>-<label>}.
 * <li>Then each own entry takes over the subjects, resources and namespaces of what it refers to. What it says itself
 * counts only as far as all of these allow it as additions. References are not followed from there: an entry gives
 * what it says itself.
 * </ol>
 *
 * An imported policy or a referenced entry that does not exist gives nothing. Policies that import each other in a
 * circle are followed once; a chain that is longer than {@value #DEEPEST} is refused.
 */
public final class PolicyResolver {
    private static final int DEEPEST = 10;

    private final Function<PolicyId, Optional<PolicyDocument>> policies;

    /** @param policies finds a policy by its id */
    public PolicyResolver(Function<PolicyId, Optional<PolicyDocument>> policies) {
        this.policies = policies;
    }

    /**
     * The entries of a policy with all that it imports and refers to.
     *
     * @throws PolicyImportInvalidException if the imports are too deep
     */
    public Map<String, EntryDocument> resolve(PolicyDocument policy) {
        Map<String, EntryDocument> entries =
                withImports(policy, policy.imports().values(), 0, Set.of());
        return withReferences(policy, entries);
    }

    /** Of a policy that holds for a whole namespace, what comes to each policy in it. */
    public Map<String, EntryDocument> resolveForNamespace(PolicyDocument root) {
        Map<String, EntryDocument> taken = new LinkedHashMap<>();
        resolve(root).forEach((label, entry) -> {
            if (entry.importable() == ImportableType.IMPLICIT) {
                String imported = namespaceLabel(root.id(), label);
                taken.put(imported, entry.importedAs(imported));
            }
        });
        return taken;
    }

    private Map<String, EntryDocument> withImports(
            PolicyDocument policy, Iterable<ImportDocument> imports, int depth, Set<PolicyId> visited) {
        Map<String, EntryDocument> entries = new LinkedHashMap<>(policy.entries());
        for (ImportDocument imported : imports) {
            policies.apply(imported.policyId())
                    .map(found -> imported(imported, found, depth, visited))
                    .ifPresent(taken -> taken.forEach(entries::putIfAbsent));
        }
        return entries;
    }

    private Map<String, EntryDocument> imported(
            ImportDocument imported, PolicyDocument found, int depth, Set<PolicyId> visited) {
        List<PolicyId> transitive = imported.transitive().orElse(List.of());
        Map<String, EntryDocument> offered =
                transitive.isEmpty() ? found.entries() : withTransitive(found, transitive, depth, visited);
        Map<String, EntryDocument> taken = new LinkedHashMap<>();
        Set<String> named = imported.labels().orElse(Set.of());
        withReferences(found, offered).forEach((label, entry) -> {
            boolean comes = entry.importable() == ImportableType.IMPLICIT
                    || entry.importable() == ImportableType.EXPLICIT && named.contains(label);
            if (comes) {
                String newLabel = importedLabel(found.id(), label);
                taken.put(newLabel, entry.importedAs(newLabel));
            }
        });
        return taken;
    }

    private Map<String, EntryDocument> withTransitive(
            PolicyDocument found, List<PolicyId> transitive, int depth, Set<PolicyId> visited) {
        if (depth >= DEEPEST) {
            throw PolicyImportInvalidException.newBuilder()
                    .message("The policy import graph exceeded the maximum transitive resolution depth of " + DEEPEST
                            + ".")
                    .description("Resolution stopped at policy '" + found.id() + "'. Shorten the chain or break the"
                            + " cycle by removing one of the transitiveImports entries.")
                    .build();
        }
        Set<PolicyId> wanted = new LinkedHashSet<>(transitive);
        wanted.removeAll(visited);
        List<ImportDocument> followed = found.imports().values().stream()
                .filter(one -> wanted.contains(one.policyId()))
                .toList();
        Set<PolicyId> nowVisited = new LinkedHashSet<>(visited);
        nowVisited.addAll(wanted);
        return withImports(found, followed, depth + 1, nowVisited);
    }

    /** What an entry of a policy for a namespace is called in the policies of the namespace. */
    public static String namespaceLabel(PolicyId root, String label) {
        return "nsimported-" + root + "-" + label;
    }

    /** What an entry of an imported policy is called in the policy that imports it. */
    public static String importedLabel(PolicyId policyId, String label) {
        return "imported-" + policyId + "-" + label;
    }

    private static Map<String, EntryDocument> withReferences(
            PolicyDocument policy, Map<String, EntryDocument> entries) {
        Map<String, EntryDocument> resolved = new LinkedHashMap<>(entries);
        policy.entries().forEach((label, entry) -> {
            if (!entry.references().isEmpty()) {
                resolved.put(label, withReferences(entry, policy, entries));
            }
        });
        return resolved;
    }

    private static EntryDocument withReferences(
            EntryDocument entry, PolicyDocument policy, Map<String, EntryDocument> entries) {
        Subjects subjects = PoliciesModelFactory.emptySubjects();
        Resources resources = PoliciesModelFactory.emptyResources();
        Set<String> namespaces = new LinkedHashSet<>();
        Set<AllowedAddition> allowed = EnumSet.allOf(AllowedAddition.class);
        boolean restricted = false;
        for (EntryReference reference : entry.references()) {
            EntryDocument target = reference
                    .imported()
                    .map(from -> entries.get(importedLabel(from, reference.label())))
                    .orElseGet(() -> reference.isLocal() ? policy.entries().get(reference.label()) : null);
            if (target == null || target.importable() == ImportableType.NEVER) {
                continue;
            }
            subjects = merged(subjects, target.subjects());
            resources = merged(resources, target.resources());
            namespaces.addAll(target.namespaces().orElse(List.of()));
            if (target.allowedAdditions().isPresent()) {
                restricted = true;
                allowed.retainAll(target.allowedAdditions().get());
            }
        }
        if (allowed.contains(AllowedAddition.SUBJECTS)) {
            subjects = merged(subjects, entry.subjects());
        }
        if (allowed.contains(AllowedAddition.RESOURCES)) {
            resources = merged(resources, entry.resources());
        }
        if (allowed.contains(AllowedAddition.NAMESPACES)) {
            namespaces.addAll(entry.namespaces().orElse(List.of()));
        }
        return new EntryDocument(
                entry.label(),
                subjects,
                resources,
                namespaces.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(namespaces)),
                entry.importable(),
                restricted ? Optional.of(allowed) : Optional.empty(),
                entry.references());
    }

    private static Subjects merged(Subjects first, Subjects second) {
        List<Subject> all = new ArrayList<>();
        first.forEach(all::add);
        for (Subject subject : second) {
            if (first.getSubject(subject.getId()).isEmpty()) {
                all.add(subject);
            }
        }
        return PoliciesModelFactory.newSubjects(all);
    }

    private static Resources merged(Resources first, Resources second) {
        Resources all = first;
        for (Resource resource : second) {
            all = all.setResource(first.getResource(resource.getResourceKey())
                    .map(present -> merged(present, resource))
                    .orElse(resource));
        }
        return all;
    }

    private static Resource merged(Resource first, Resource second) {
        EffectedPermissions a = first.getEffectedPermissions();
        EffectedPermissions b = second.getEffectedPermissions();
        Set<String> granted = new LinkedHashSet<>(a.getGrantedPermissions());
        granted.addAll(b.getGrantedPermissions());
        Set<String> revoked = new LinkedHashSet<>(a.getRevokedPermissions());
        revoked.addAll(b.getRevokedPermissions());
        return PoliciesModelFactory.newResource(
                first.getResourceKey(), PoliciesModelFactory.newEffectedPermissions(granted, revoked));
    }
}
