package io.celltwin.edge.policydocument;

import java.util.Optional;

/** The kinds of parts of a policy that have an address. */
public enum PolicyPart {
    POLICY(null, true),
    ENTRIES("", false),
    ENTRY("", true),
    SUBJECTS("subjects", false),
    SUBJECT("subjects", true),
    RESOURCES("resources", false),
    RESOURCE("resources", true),
    IMPORTABLE("importable", false),
    NAMESPACES("namespaces", false),
    ALLOWED_ADDITIONS("allowedAdditions", true),
    REFERENCES("references", true),
    IMPORTS("", true),
    IMPORT("", true),
    IMPORTED_LABELS("entries", false),
    TRANSITIVE_IMPORTS("transitiveImports", false);

    private final String field;
    private final boolean deletable;

    PolicyPart(String field, boolean deletable) {
        this.field = field;
        this.deletable = deletable;
    }

    /** The field of an entry or import; empty text for these themselves, nothing for the policy. */
    Optional<String> field() {
        return Optional.ofNullable(field);
    }

    /** Whether it can be deleted by itself. */
    public boolean isDeletable() {
        return deletable;
    }

    boolean isOfImport() {
        return switch (this) {
            case IMPORTS, IMPORT, IMPORTED_LABELS, TRANSITIVE_IMPORTS -> true;
            default -> false;
        };
    }
}
