package io.celltwin.edge.policydocument;

import io.celltwin.edge.error.EdgeTwinException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.base.model.signals.commands.AbstractCommand;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.SubjectAnnouncement;
import org.eclipse.ditto.policies.model.signals.commands.PolicyCommand;

/** Ditto's actions on a policy: lets whoever shows a token in by a subject of its own, as long as the token is good. */
public final class PolicyAction extends AbstractCommand<PolicyAction> implements PolicyCommand<PolicyAction> {
    private final PolicyId policyId;
    private final Kind kind;
    private final Optional<String> label;
    private final List<String> subjects;
    private final Instant expiry;
    private final Optional<SubjectAnnouncement> announcement;

    /**
     * @param label the entry; every entry in which it is allowed if empty
     * @param subjects the subjects' ids, where {@code {{ policy-entry:label }}} stands for the entry's label
     * @param expiry when the token ends
     * @param announcement of the subjects that are added
     */
    public PolicyAction(
            PolicyId policyId,
            Kind kind,
            Optional<String> label,
            List<String> subjects,
            Instant expiry,
            Optional<SubjectAnnouncement> announcement,
            DittoHeaders headers) {
        super(TYPE_PREFIX + kind.text, headers, Category.ACTION);
        this.policyId = policyId;
        this.kind = kind;
        this.label = label;
        this.subjects = List.copyOf(subjects);
        this.expiry = expiry;
        this.announcement = announcement;
    }

    @Override
    public PolicyId getEntityId() {
        return policyId;
    }

    @Override
    public Category getCategory() {
        return Category.ACTION;
    }

    /** What is to be done. */
    public Kind kind() {
        return kind;
    }

    /** The label of the one entry that it is for. */
    public Optional<String> label() {
        return label;
    }

    /** The ids of the subjects, with the placeholder for the entry's label. */
    public List<String> subjects() {
        return subjects;
    }

    /** When the subjects expire. */
    public Instant expiry() {
        return expiry;
    }

    /** How the expiry is to be announced. */
    public Optional<SubjectAnnouncement> announcement() {
        return announcement;
    }

    /** The resource of an entry that must be executable for this action. */
    public JsonPointer resourceOf(String entryLabel) {
        return JsonPointer.of("/entries/" + entryLabel + "/actions/" + kind.text);
    }

    @Override
    public JsonPointer getResourcePath() {
        return label.map(this::resourceOf).orElseGet(() -> JsonPointer.of("/actions/" + kind.text));
    }

    @Override
    public PolicyAction setDittoHeaders(DittoHeaders headers) {
        return new PolicyAction(policyId, kind, label, subjects, expiry, announcement, headers);
    }

    @Override
    protected void appendPayload(JsonObjectBuilder json, JsonSchemaVersion version, Predicate<JsonField> predicate) {
        json.set("policyId", policyId.toString());
    }

    /** The actions. */
    public enum Kind {
        ACTIVATE("activateTokenIntegration"),
        DEACTIVATE("deactivateTokenIntegration");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** The action of a name. */
        public static Optional<Kind> of(String name) {
            for (Kind kind : values()) {
                if (kind.text.equals(name)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }

        /**
         * The error that it was not executed. Ditto's own class for it would lose the status when it gets its headers.
         */
        public DittoRuntimeException failed(HttpStatus status, String description) {
            return EdgeTwinException.ofDitto(
                    "policies:action.failed", status, "Failed to execute action '" + text + "'.", description);
        }

        /** As it stands in an address. */
        @Override
        public String toString() {
            return text;
        }
    }
}
