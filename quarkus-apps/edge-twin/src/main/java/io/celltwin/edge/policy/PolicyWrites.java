package io.celltwin.edge.policy;

import io.celltwin.edge.access.PolicyEnforcer;
import io.celltwin.edge.access.PolicyEnforcerCache;
import io.celltwin.edge.entity.ChangeAction;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.error.UnsupportedFeature;
import io.celltwin.edge.precondition.EntityTags;
import io.celltwin.edge.precondition.PreconditionErrors;
import io.celltwin.edge.precondition.Preconditions;
import io.celltwin.edge.precondition.SizeLimits;
import io.celltwin.edge.result.CommandResult;
import io.celltwin.edge.result.CommandResults;
import io.celltwin.edge.state.Transaction;
import java.util.Optional;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.PoliciesResourceType;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.PolicyEntry;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.Subject;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyCommandToModifyExceptionRegistry;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyConflictException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyModificationInvalidException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyNotAccessibleException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyNotModifiableException;
import org.eclipse.ditto.policies.model.signals.commands.modify.CreatePolicy;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicy;
import org.eclipse.ditto.policies.model.signals.commands.modify.PolicyModifyCommand;
import org.eclipse.ditto.protocol.TopicPath;

/** Executes the commands that change a policy. A policy always leaves somebody the right to change it. */
public final class PolicyWrites {
    private static final JsonPointer IMPORTS = Policy.JsonFields.IMPORTS.getPointer();

    private final PolicyEnforcerCache enforcers;
    private final SizeLimits limits;
    private final Preconditions preconditions = new Preconditions(PreconditionErrors.POLICY);

    public PolicyWrites(PolicyEnforcerCache enforcers, SizeLimits limits) {
        this.enforcers = enforcers;
        this.limits = limits;
    }

    /**
     * Executes a command.
     *
     * @throws DittoRuntimeException if it is not to be executed; the transaction is then to be thrown away
     */
    public CommandResult execute(PolicyModifyCommand<?> command, Transaction transaction) {
        PolicyId id = command.getEntityId();
        DittoHeaders headers = command.getDittoHeaders();
        if (command.getResourcePath().getRoot().equals(IMPORTS.getRoot())) {
            throw UnsupportedFeature.POLICY_IMPORT.error().setDittoHeaders(headers);
        }
        JsonPointer path = PolicyPaths.toJson(command.getResourcePath());
        Optional<Entity> policy = transaction.alive(EntityKey.of(id));
        preconditions.check(command, EntityTags.of(policy, path));
        if (command instanceof CreatePolicy create) {
            if (policy.isPresent()) {
                throw PolicyConflictException.newBuilder(id)
                        .dittoHeaders(headers)
                        .build();
            }
            return created(create(create.getPolicy(), headers, transaction), headers);
        }
        if (policy.isEmpty() && command instanceof ModifyPolicy modify) {
            return created(create(identified(modify), headers, transaction), headers);
        }
        Entity present = policy.orElseThrow(() -> PolicyNotAccessibleException.newBuilder(id)
                .dittoHeaders(headers)
                .build());
        PolicyEnforcer enforcer = enforcers.of(present);
        if (!enforcer.mayWrite(
                PoliciesResourceType.policyResource(command.getResourcePath()), headers.getAuthorizationContext())) {
            throw PolicyCommandToModifyExceptionRegistry.getInstance().exceptionFrom(command);
        }
        return command.getCategory() == Command.Category.DELETE
                ? delete(command, path, present, transaction)
                : put(command, path, present, transaction);
    }

    /**
     * Creates a policy that does not exist yet.
     *
     * @throws DittoRuntimeException if its creator could not change it, unless the header
     *         {@code allow-policy-lockout} says that this is meant
     */
    public Entity create(Policy policy, DittoHeaders headers, Transaction transaction) {
        PolicyId id = policy.getEntityId().orElseThrow();
        checkContent(policy, headers);
        Entity after = transaction.change(
                EntityKey.of(id), ChangeAction.CREATED, JsonPointer.empty(), Optional.of(policy.toJson()), headers);
        boolean creatorMayChange = enforcers
                .of(after)
                .mayWrite(PoliciesResourceType.policyResource("/"), headers.getAuthorizationContext());
        if (!creatorMayChange && !headers.isAllowPolicyLockout()) {
            throw PolicyNotModifiableException.newBuilder(id)
                    .message("The Policy with ID '" + id + "' was not created: its creator could not change it.")
                    .description("Grant one of the creator's subjects WRITE on 'policy:/', or set the header"
                            + " 'allow-policy-lockout'.")
                    .dittoHeaders(headers)
                    .build();
        }
        return after;
    }

    private static Policy identified(ModifyPolicy command) {
        return command.getPolicy().toBuilder().setId(command.getEntityId()).build();
    }

    private static CommandResult created(Entity policy, DittoHeaders headers) {
        return CommandResults.written(
                TopicPath.Action.CREATE,
                policy,
                JsonPointer.empty(),
                JsonPointer.empty(),
                Optional.of(policy.json()),
                headers);
    }

    private CommandResult put(
            PolicyModifyCommand<?> command, JsonPointer path, Entity policy, Transaction transaction) {
        PolicyId id = command.getEntityId();
        DittoHeaders headers = command.getDittoHeaders();
        if (policy.at(PolicyPaths.entryOf(path)).isEmpty() && path.getLevelCount() > 2) {
            throw PolicyPaths.notFound(id, PolicyPaths.entryOf(path), headers);
        }
        JsonValue value = command instanceof ModifyPolicy modify
                ? identified(modify).toJson()
                : command.getEntity().orElseThrow();
        Optional<JsonValue> present = policy.at(path);
        preconditions.checkEqual(command, present, Optional.of(value));
        ChangeAction action = present.isPresent() ? ChangeAction.MODIFIED : ChangeAction.CREATED;
        Entity after = transaction.change(policy.key(), action, path, Optional.of(value), headers);
        checkContent(PoliciesModelFactory.newPolicy(after.json()), headers);
        return CommandResults.written(
                TopicPath.Action.MODIFY,
                after,
                path,
                command.getResourcePath(),
                present.isPresent() ? Optional.empty() : Optional.of(value),
                headers);
    }

    private CommandResult delete(
            PolicyModifyCommand<?> command, JsonPointer path, Entity policy, Transaction transaction) {
        PolicyId id = command.getEntityId();
        DittoHeaders headers = command.getDittoHeaders();
        if (policy.at(path).isEmpty()) {
            throw PolicyPaths.notFound(id, path, headers);
        }
        Entity after = transaction.change(policy.key(), ChangeAction.DELETED, path, Optional.empty(), headers);
        if (!after.deleted()) {
            checkContent(PoliciesModelFactory.newPolicy(after.json()), headers);
        }
        return CommandResults.written(
                TopicPath.Action.DELETE, after, path, command.getResourcePath(), Optional.empty(), headers);
    }

    private void checkContent(Policy policy, DittoHeaders headers) {
        if (!policy.getPolicyImports().isEmpty()) {
            throw UnsupportedFeature.POLICY_IMPORT.error().setDittoHeaders(headers);
        }
        for (PolicyEntry entry : policy) {
            if (entry.getSubjects().stream().map(Subject::getAnnouncement).anyMatch(Optional::isPresent)) {
                throw UnsupportedFeature.EXPIRY_ANNOUNCEMENT.error().setDittoHeaders(headers);
            }
        }
        JsonObject json = policy.toJson();
        limits.checkPolicy(json, headers);
        if (!enforcers.canBeChanged(policy)) {
            throw PolicyModificationInvalidException.newBuilder(
                            policy.getEntityId().orElseThrow())
                    .description("It must contain at least one permanent Subject with permission WRITE on resource"
                            + " 'policy:/'!")
                    .dittoHeaders(headers)
                    .build();
        }
    }
}
