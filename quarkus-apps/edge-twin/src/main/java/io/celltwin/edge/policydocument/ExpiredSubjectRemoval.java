package io.celltwin.edge.policydocument;

import java.util.UUID;
import java.util.function.Predicate;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.base.model.signals.commands.AbstractCommand;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.Subject;
import org.eclipse.ditto.policies.model.signals.commands.PolicyCommand;

/** The service's own command to take a subject out of a policy whose time has run out. Nobody outside can send it. */
public final class ExpiredSubjectRemoval extends AbstractCommand<ExpiredSubjectRemoval>
        implements PolicyCommand<ExpiredSubjectRemoval> {
    private final PolicyId policyId;
    private final Subject subject;

    public ExpiredSubjectRemoval(PolicyId policyId, Subject subject) {
        this(
                policyId,
                subject,
                DittoHeaders.newBuilder()
                        .correlationId(UUID.randomUUID().toString())
                        .responseRequired(false)
                        .build());
    }

    private ExpiredSubjectRemoval(PolicyId policyId, Subject subject, DittoHeaders headers) {
        super(TYPE_PREFIX + "deleteExpiredSubject", headers, Category.DELETE);
        this.policyId = policyId;
        this.subject = subject;
    }

    @Override
    public PolicyId getEntityId() {
        return policyId;
    }

    @Override
    public Category getCategory() {
        return Category.DELETE;
    }

    /** The subject as it stands in the policy; another one of its id stays. */
    public Subject subject() {
        return subject;
    }

    @Override
    public JsonPointer getResourcePath() {
        return JsonPointer.empty();
    }

    @Override
    public ExpiredSubjectRemoval setDittoHeaders(DittoHeaders headers) {
        return new ExpiredSubjectRemoval(policyId, subject, headers);
    }

    @Override
    protected void appendPayload(JsonObjectBuilder json, JsonSchemaVersion version, Predicate<JsonField> predicate) {
        json.set("policyId", policyId.toString());
    }
}
