package io.celltwin.edge.policy;

import io.celltwin.edge.access.PolicyEnforcer;
import io.celltwin.edge.access.PolicyEnforcerCache;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.precondition.EntityTags;
import io.celltwin.edge.precondition.PreconditionErrors;
import io.celltwin.edge.precondition.Preconditions;
import io.celltwin.edge.result.CommandResult;
import io.celltwin.edge.result.CommandResults;
import io.celltwin.edge.state.StateView;
import java.util.Optional;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PoliciesResourceType;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.ResourceKey;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyCommandToAccessExceptionRegistry;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyNotAccessibleException;
import org.eclipse.ditto.policies.model.signals.commands.query.PolicyQueryCommand;

/** Answers the queries for policies with what the asker may read. */
public final class PolicyReads {
    /** What everybody sees who sees anything of a policy. */
    public static final JsonFieldSelector ALWAYS_SHOWN =
            JsonFieldSelector.newInstance(Policy.JsonFields.ID.getPointer());

    private final PolicyEnforcerCache enforcers;
    private final Preconditions preconditions = new Preconditions(PreconditionErrors.POLICY);

    public PolicyReads(PolicyEnforcerCache enforcers) {
        this.enforcers = enforcers;
    }

    /** @throws DittoRuntimeException if there is nothing to be shown */
    public CommandResult policy(PolicyQueryCommand<?> command, StateView state) {
        PolicyId id = command.getEntityId();
        DittoHeaders headers = command.getDittoHeaders();
        JsonPointer path = PolicyPaths.toJson(command.getResourcePath());
        Entity policy = state.alive(EntityKey.of(id))
                .orElseThrow(() -> PolicyNotAccessibleException.newBuilder(id)
                        .dittoHeaders(headers)
                        .build());
        PolicyEnforcer enforcer = enforcers.of(policy);
        AuthorizationContext who = headers.getAuthorizationContext();
        ResourceKey resource = PoliciesResourceType.policyResource(command.getResourcePath());
        if (!enforcer.mayReadPart(resource, who)) {
            throw PolicyCommandToAccessExceptionRegistry.getInstance().exceptionFrom(command);
        }
        preconditions.check(command, EntityTags.of(Optional.of(policy), path));
        JsonValue value = policy.at(path).orElseThrow(() -> PolicyPaths.notFound(id, path, headers));
        JsonFieldSelector always = path.isEmpty() ? ALWAYS_SHOWN : JsonFactory.emptyFieldSelector();
        JsonValue shown =
                enforcer.view(resource, value, who, always).orElseThrow(() -> PolicyPaths.notFound(id, path, headers));
        JsonObject special = JsonObject.newBuilder()
                .set(Policy.JsonFields.NAMESPACE, policy.key().namespace())
                .set(Policy.JsonFields.REVISION, policy.revision())
                .set(Policy.JsonFields.CREATED, policy.created().toString())
                .set(Policy.JsonFields.MODIFIED, policy.modified().toString())
                .build();
        Optional<JsonFieldSelector> fields = command.getSelectedFields();
        JsonValue answered = path.isEmpty() && fields.isPresent()
                ? JsonFactory.newObject(special, shown.asObject()).get(fields.get())
                : selected(shown, fields);
        return CommandResults.found(policy, path, command.getResourcePath(), answered, headers);
    }

    private static JsonValue selected(JsonValue value, Optional<JsonFieldSelector> fields) {
        return fields.isPresent() && value.isObject() && !value.isNull()
                ? value.asObject().get(fields.get())
                : value;
    }
}
