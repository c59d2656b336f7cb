package io.celltwin.edge.policydocument;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.base.model.signals.commands.AbstractCommand;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.modify.PolicyModifyCommand;

/** A command that changes a part of a policy, whatever part it is; its value as it was sent. */
public final class PolicyWrite extends AbstractCommand<PolicyWrite> implements PolicyModifyCommand<PolicyWrite> {
    private final PolicyId policyId;
    private final Category category;
    private final PolicyPath path;
    private final Optional<JsonValue> value;

    /** @param category create, modify or delete */
    public PolicyWrite(
            PolicyId policyId, Category category, PolicyPath path, Optional<JsonValue> value, DittoHeaders headers) {
        super(TYPE_PREFIX + category.name().toLowerCase(Locale.ROOT), headers, category);
        this.policyId = policyId;
        this.category = category;
        this.path = path;
        this.value = value;
    }

    @Override
    public PolicyId getEntityId() {
        return policyId;
    }

    @Override
    public Category getCategory() {
        return category;
    }

    /** Which part it changes. */
    public PolicyPath path() {
        return path;
    }

    /** What is to be written; nothing to delete. */
    public Optional<JsonValue> value() {
        return value;
    }

    @Override
    public JsonPointer getResourcePath() {
        return path.asResource();
    }

    @Override
    public Optional<JsonValue> getEntity() {
        return value;
    }

    @Override
    public PolicyWrite setEntity(JsonValue entity) {
        return new PolicyWrite(policyId, category, path, Optional.of(entity), getDittoHeaders());
    }

    @Override
    public PolicyWrite setDittoHeaders(DittoHeaders headers) {
        return new PolicyWrite(policyId, category, path, value, headers);
    }

    @Override
    protected void appendPayload(JsonObjectBuilder json, JsonSchemaVersion version, Predicate<JsonField> predicate) {
        json.set("policyId", policyId.toString());
        value.ifPresent(written -> json.set("value", written));
    }
}
