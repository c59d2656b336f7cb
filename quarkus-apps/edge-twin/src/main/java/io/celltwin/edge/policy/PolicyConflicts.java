package io.celltwin.edge.policy;

import io.celltwin.edge.policydocument.EntryDocument;
import io.celltwin.edge.policydocument.EntryReference;
import io.celltwin.edge.policydocument.ImportDocument;
import io.celltwin.edge.policydocument.PolicyDocument;
import io.celltwin.edge.policydocument.PolicyPart;
import io.celltwin.edge.policydocument.PolicyPath;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.policies.model.ImportableType;

/** Refuses to take from a policy, part by part, what its entries still refer to. */
final class PolicyConflicts {
    private PolicyConflicts() {}

    /** @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException with status 409 */
    static void check(PolicyDocument before, PolicyDocument after, PolicyPath path) {
        switch (path.part()) {
            case ENTRY, IMPORTABLE -> checkEntry(before, after, path);
            case IMPORTS, IMPORT, IMPORTED_LABELS -> checkImports(before, after);
            default -> {
                // Takes nothing away that could be referred to.
            }
        }
    }

    private static void checkEntry(PolicyDocument before, PolicyDocument after, PolicyPath path) {
        Optional<EntryDocument> now = Optional.ofNullable(after.entries().get(path.owner()));
        boolean gone = now.isEmpty();
        boolean closed = path.part() == PolicyPart.IMPORTABLE
                && now.map(EntryDocument::importable)
                        .filter(ImportableType.NEVER::equals)
                        .isPresent();
        if (!gone && !closed) {
            return;
        }
        EntryReference reference = new EntryReference(Optional.empty(), path.owner());
        for (EntryDocument entry : before.entries().values()) {
            if (!entry.label().equals(path.owner()) && entry.references().contains(reference)) {
                throw PolicyErrors.entryIsReferenced(before.id(), path.owner(), entry.label(), gone);
            }
        }
    }

    private static void checkImports(PolicyDocument before, PolicyDocument after) {
        for (EntryDocument entry : before.entries().values()) {
            for (EntryReference reference : entry.references()) {
                reference.imported().ifPresent(from -> {
                    ImportDocument now = after.imports().get(from);
                    boolean wasNamed = labels(before.imports().get(from)).contains(reference.label());
                    if (now == null || wasNamed && !labels(now).contains(reference.label())) {
                        throw PolicyErrors.importIsReferenced(before.id(), from);
                    }
                });
            }
        }
    }

    private static Set<String> labels(ImportDocument imported) {
        return imported == null ? Set.of() : imported.labels().orElse(Set.of());
    }
}
