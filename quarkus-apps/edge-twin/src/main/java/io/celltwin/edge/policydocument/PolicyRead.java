package io.celltwin.edge.policydocument;

import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.base.model.signals.commands.AbstractCommand;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.query.PolicyQueryCommand;

/** A query for a part of a policy, whatever part it is. */
public final class PolicyRead extends AbstractCommand<PolicyRead> implements PolicyQueryCommand<PolicyRead> {
    private final PolicyId policyId;
    private final PolicyPath path;
    private final Optional<JsonFieldSelector> fields;

    public PolicyRead(PolicyId policyId, PolicyPath path, Optional<JsonFieldSelector> fields, DittoHeaders headers) {
        super(TYPE_PREFIX + "retrieve", headers, Category.QUERY);
        this.policyId = policyId;
        this.path = path;
        this.fields = fields;
    }

    @Override
    public PolicyId getEntityId() {
        return policyId;
    }

    @Override
    public Category getCategory() {
        return Category.QUERY;
    }

    /** Which part it asks for. */
    public PolicyPath path() {
        return path;
    }

    @Override
    public Optional<JsonFieldSelector> getSelectedFields() {
        return fields;
    }

    @Override
    public JsonPointer getResourcePath() {
        return path.asResource();
    }

    @Override
    public PolicyRead setDittoHeaders(DittoHeaders headers) {
        return new PolicyRead(policyId, path, fields, headers);
    }

    @Override
    protected void appendPayload(JsonObjectBuilder json, JsonSchemaVersion version, Predicate<JsonField> predicate) {
        json.set("policyId", policyId.toString());
    }
}
