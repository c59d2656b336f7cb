package io.celltwin.edge.policy;

import io.celltwin.edge.error.EdgeTwinException;
import io.celltwin.edge.policydocument.PolicyPath;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.policies.model.PolicyEntryInvalidException;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyEntryNotAccessibleException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyEntryNotModifiableException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyImportNotAccessibleException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyImportNotModifiableException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyImportsNotAccessibleException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyImportsNotModifiableException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyNotAccessibleException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyNotModifiableException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.ResourceNotAccessibleException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.ResourceNotModifiableException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.ResourcesNotAccessibleException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.ResourcesNotModifiableException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.SubjectNotAccessibleException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.SubjectNotModifiableException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.SubjectsNotAccessibleException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.SubjectsNotModifiableException;

/** Ditto's own error for each kind of trouble with a policy. */
final class PolicyErrors {
    private PolicyErrors() {}

    /** A part of a policy does not exist, or the asker must not know of it. */
    static DittoRuntimeException notFound(PolicyId id, PolicyPath path) {
        String owner = path.owner();
        return switch (path.part()) {
            case POLICY, ENTRIES -> PolicyNotAccessibleException.newBuilder(id).build();
            case ENTRY, IMPORTABLE, NAMESPACES, ALLOWED_ADDITIONS, REFERENCES ->
                PolicyEntryNotAccessibleException.newBuilder(id, owner).build();
            case SUBJECTS ->
                SubjectsNotAccessibleException.newBuilder(id, owner).build();
            case SUBJECT ->
                SubjectNotAccessibleException.newBuilder(id, owner, path.key()).build();
            case RESOURCES ->
                ResourcesNotAccessibleException.newBuilder(id, owner).build();
            case RESOURCE ->
                ResourceNotAccessibleException.newBuilder(id, owner, path.key()).build();
            case IMPORTS -> PolicyImportsNotAccessibleException.newBuilder(id).build();
            case IMPORT, IMPORTED_LABELS, TRANSITIVE_IMPORTS ->
                PolicyImportNotAccessibleException.newBuilder(id, PolicyId.of(owner))
                        .build();
        };
    }

    /** The caller may not change a part of a policy. */
    static DittoRuntimeException notModifiable(PolicyId id, PolicyPath path) {
        String owner = path.owner();
        return switch (path.part()) {
            case POLICY, ENTRIES -> PolicyNotModifiableException.newBuilder(id).build();
            case ENTRY, IMPORTABLE, NAMESPACES, ALLOWED_ADDITIONS, REFERENCES ->
                PolicyEntryNotModifiableException.newBuilder(id, owner).build();
            case SUBJECTS ->
                SubjectsNotModifiableException.newBuilder(id, owner).build();
            case SUBJECT ->
                SubjectNotModifiableException.newBuilder(id, owner, path.key()).build();
            case RESOURCES ->
                ResourcesNotModifiableException.newBuilder(id, owner).build();
            case RESOURCE ->
                ResourceNotModifiableException.newBuilder(id, owner, path.key()).build();
            case IMPORTS -> PolicyImportsNotModifiableException.newBuilder(id).build();
            case IMPORT, IMPORTED_LABELS, TRANSITIVE_IMPORTS ->
                PolicyImportNotModifiableException.newBuilder(id, PolicyId.of(owner))
                        .build();
        };
    }

    /** The references of an entry would not hold. */
    static DittoRuntimeException referencesInvalid(PolicyId id, String label, String reason) {
        return PolicyEntryInvalidException.newBuilder()
                .message("The references of PolicyEntry '" + label + "' on Policy '" + id + "' are invalid.")
                .description(reason)
                .build();
    }

    /** An entry is needed by another. */
    static DittoRuntimeException entryIsReferenced(PolicyId id, String label, String by, boolean deleted) {
        return EdgeTwinException.ofDitto(
                "policies:entry.referenceconflict",
                HttpStatus.CONFLICT,
                "The entry '" + label + "' of Policy '" + id + "' cannot be "
                        + (deleted ? "removed" : "marked importable=never") + " because a local reference from entry '"
                        + by + "' still points to it.",
                "Remove the local entry references first.");
    }

    /** An import, or a label of it, is needed by an entry. */
    static DittoRuntimeException importIsReferenced(PolicyId id, PolicyId imported) {
        return EdgeTwinException.ofDitto(
                "policies:import.referenceconflict",
                HttpStatus.CONFLICT,
                "The import '" + imported + "' of Policy '" + id
                        + "' cannot be removed because entry references still point to it.",
                "Remove the entry references first before deleting the import.");
    }

    /** The header {@code policy-view} says nothing that is known. */
    static DittoRuntimeException viewInvalid(String view) {
        return EdgeTwinException.ofDitto(
                "policies:view.invalid",
                HttpStatus.BAD_REQUEST,
                "The 'policy-view' parameter has an invalid value: '" + view
                        + "'. Valid values: 'original', 'resolved'.",
                "Use 'original' (or omit) for the stored policy, or 'resolved' for the merged view.");
    }
}
