package io.celltwin.edge.policy;

import io.celltwin.edge.access.PolicyEnforcer;
import io.celltwin.edge.access.PolicyEnforcerCache;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.policydocument.EntryDocument;
import io.celltwin.edge.policydocument.EntryReference;
import io.celltwin.edge.policydocument.ImportDocument;
import io.celltwin.edge.policydocument.PolicyDocument;
import io.celltwin.edge.precondition.SizeLimits;
import io.celltwin.edge.state.StateView;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.policies.model.ImportableType;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.PoliciesResourceType;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.PolicyImportInvalidException;
import org.eclipse.ditto.policies.model.ResourceKey;
import org.eclipse.ditto.policies.model.Subject;
import org.eclipse.ditto.policies.model.SubjectExpiryInvalidException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyImportsTooLargeException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyModificationInvalidException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyNotAccessibleException;

/** What must hold of a policy before it may be stored. Each check throws Ditto's own error for what it finds. */
final class PolicyRules {
    private static final int MOST_IMPORTS = 10;

    private final PolicyEnforcerCache enforcers;
    private final SizeLimits limits;

    PolicyRules(PolicyEnforcerCache enforcers, SizeLimits limits) {
        this.enforcers = enforcers;
        this.limits = limits;
    }

    /**
     * What a policy says by itself: references that lead somewhere, subjects that are not over, a size that is allowed,
     * somebody who may change it for ever.
     */
    void checkContent(PolicyDocument policy, DittoHeaders headers) {
        if (policy.imports().size() > MOST_IMPORTS) {
            throw PolicyImportsTooLargeException.newBuilder(policy.id()).build();
        }
        for (EntryDocument entry : policy.entries().values()) {
            checkReferences(policy, entry);
        }
        limits.checkPolicy(policy.toJson(), headers);
        if (!enforcers.canBeChanged(policy)) {
            throw PolicyModificationInvalidException.newBuilder(policy.id())
                    .description(
                            "It must contain at least one permanent Subject with permission(s) <[WRITE]> on resource"
                                    + " <policy:/>!")
                    .build();
        }
    }

    /** What is written must not have run out already. */
    static void checkNotExpired(Iterable<EntryDocument> written, Instant now) {
        for (EntryDocument entry : written) {
            for (Subject subject : entry.subjects()) {
                subject.getExpiry()
                        .filter(expiry -> !now.isBefore(expiry.getTimestamp()))
                        .ifPresent(expiry -> {
                            throw SubjectExpiryInvalidException.newBuilderTimestampInThePast(
                                            expiry.getTimestamp().toString())
                                    .build();
                        });
            }
        }
    }

    private static void checkReferences(PolicyDocument policy, EntryDocument entry) {
        Set<EntryReference> seen = new HashSet<>();
        for (EntryReference reference : entry.references()) {
            String label = reference.label();
            if (!seen.add(reference)) {
                throw PolicyErrors.referencesInvalid(
                        policy.id(), entry.label(), "Duplicate reference to entry '" + label + "'.");
            }
            if (reference.isLocal()) {
                checkLocal(policy, entry, label);
            } else if (!policy.imports().containsKey(reference.imported().orElseThrow())) {
                throw PolicyErrors.referencesInvalid(
                        policy.id(),
                        entry.label(),
                        "Import reference targets policy '"
                                + reference.imported().get() + "' which is not declared in imports.");
            }
        }
    }

    private static void checkLocal(PolicyDocument policy, EntryDocument entry, String label) {
        EntryDocument target = policy.entries().get(label);
        if (label.equals(entry.label())) {
            throw PolicyErrors.referencesInvalid(policy.id(), entry.label(), "Entry must not reference itself.");
        }
        if (target == null) {
            throw PolicyErrors.referencesInvalid(
                    policy.id(),
                    entry.label(),
                    "Local reference targets entry '" + label + "' which does not exist in the policy.");
        }
        if (target.importable() == ImportableType.NEVER) {
            throw PolicyErrors.referencesInvalid(
                    policy.id(),
                    entry.label(),
                    "Local reference targets entry '" + label + "' which is marked as importable='never'.");
        }
    }

    /** A policy imports itself neither directly nor by another. */
    static void checkNotItself(PolicyDocument policy) {
        boolean itself = policy.imports().containsKey(policy.id())
                || policy.imports().values().stream()
                        .anyMatch(imported ->
                                imported.transitive().orElse(List.of()).contains(policy.id()));
        if (itself) {
            throw PolicyImportInvalidException.newBuilder().build();
        }
    }

    /** Whole policies are told first when an entry refers to what is not imported. */
    static void checkDeclared(PolicyDocument policy) {
        policy.entries().values().stream()
                .flatMap(entry -> entry.references().stream())
                .flatMap(reference -> reference.imported().stream())
                .filter(imported -> !policy.imports().containsKey(imported))
                .findFirst()
                .ifPresent(imported -> {
                    throw PolicyImportInvalidException.newBuilder()
                            .message("A reference points to policy '" + imported
                                    + "' which is not in this policy's imports.")
                            .description("Add an import for policy '" + imported + "' before referencing its entries.")
                            .build();
                });
    }

    /** Who imports must be allowed to read what comes by that. */
    void checkImports(Iterable<ImportDocument> imports, AuthorizationContext who, StateView state) {
        for (ImportDocument imported : imports) {
            PolicyId id = imported.policyId();
            Entity policy = existing(id, state);
            Set<ResourceKey> read = new LinkedHashSet<>();
            PolicyDocument.fromJson(id, policy.json()).entries().values().stream()
                    .filter(entry -> entry.importable() == ImportableType.IMPLICIT)
                    .forEach(entry -> read.add(entryResource(entry.label())));
            imported.labels().orElse(Set.of()).forEach(label -> read.add(entryResource(label)));
            PolicyEnforcer enforcer = enforcers.of(policy, state);
            if (!enforcer.mayReadAll(read, who)) {
                throw PolicyNotAccessibleException.newBuilder(id)
                        .description("Check if the ID of the imported Policy was correct and you have sufficient"
                                + " permissions on all imported policy entries.")
                        .build();
            }
        }
    }

    /** Who refers to an entry of an imported policy must be allowed to read it. */
    void checkImportedReferences(Iterable<EntryDocument> entries, AuthorizationContext who, StateView state) {
        for (EntryDocument entry : entries) {
            for (EntryReference reference : entry.references()) {
                reference.imported().ifPresent(from -> checkImportedReference(from, reference.label(), who, state));
            }
        }
    }

    private void checkImportedReference(PolicyId from, String label, AuthorizationContext who, StateView state) {
        Entity policy = existing(from, state);
        EntryDocument target =
                PolicyDocument.fromJson(from, policy.json()).entries().get(label);
        String named = "A reference targets entry '" + label + "' of policy '" + from + "' which ";
        if (target == null) {
            throw PolicyImportInvalidException.newBuilder()
                    .message(named + "does not exist.")
                    .build();
        }
        if (target.importable() == ImportableType.NEVER) {
            throw PolicyImportInvalidException.newBuilder()
                    .message(named + "is marked as importable='never'.")
                    .build();
        }
        if (!enforcers.of(policy, state).mayReadAll(Set.of(entryResource(label)), who)) {
            throw PolicyNotAccessibleException.newBuilder(from)
                    .description(
                            "Insufficient permissions to reference entry '" + label + "' of policy '" + from + "'.")
                    .build();
        }
    }

    private static Entity existing(PolicyId id, StateView state) {
        return state.alive(EntityKey.of(id))
                .orElseThrow(() -> PolicyNotAccessibleException.newBuilder(id).build());
    }

    private static ResourceKey entryResource(String label) {
        return PoliciesModelFactory.newResourceKey(PoliciesResourceType.POLICY, "/entries/" + label);
    }
}
