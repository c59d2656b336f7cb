package io.celltwin.edge.thing;

import io.celltwin.edge.access.PolicyEnforcer;
import io.celltwin.edge.access.PolicyEnforcerCache;
import io.celltwin.edge.access.ThingEnforcers;
import io.celltwin.edge.entity.ChangeAction;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.entity.KeyPattern;
import io.celltwin.edge.entity.MergePatch;
import io.celltwin.edge.precondition.EntityTags;
import io.celltwin.edge.precondition.PreconditionErrors;
import io.celltwin.edge.precondition.Preconditions;
import io.celltwin.edge.precondition.SizeLimits;
import io.celltwin.edge.result.CommandResult;
import io.celltwin.edge.result.CommandResults;
import io.celltwin.edge.state.StateView;
import io.celltwin.edge.state.Transaction;
import io.celltwin.edge.wot.ThingSkeletons;
import java.util.Optional;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PoliciesResourceType;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.ResourceKey;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyNotAccessibleException;
import org.eclipse.ditto.protocol.TopicPath;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.ThingsModelFactory;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingCommandToModifyExceptionRegistry;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingMergeInvalidException;
import org.eclipse.ditto.things.model.signals.commands.modify.CreateThing;
import org.eclipse.ditto.things.model.signals.commands.modify.MergeThing;
import org.eclipse.ditto.things.model.signals.commands.modify.MigrateThingDefinition;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyThing;
import org.eclipse.ditto.things.model.signals.commands.modify.ThingModifyCommand;

/**
 * Executes the commands that change a thing. They are told apart by what they do at their path (put, merge, delete),
 * not by which of a thing's parts the path names.
 */
public final class ThingWrites {
    private static final JsonPointer POLICY_ID = Thing.JsonFields.POLICY_ID.getPointer();

    private static final String DRY_RUN = "dry-run";

    private final PolicyEnforcerCache enforcers;
    private final ThingCreation creation;
    private final ThingMigration migration;
    private final SizeLimits limits;
    private final Preconditions preconditions = new Preconditions(PreconditionErrors.THING);
    private final ThingConditions conditions = new ThingConditions();

    public ThingWrites(
            PolicyEnforcerCache enforcers, ThingCreation creation, ThingSkeletons skeletons, SizeLimits limits) {
        migration = new ThingMigration(skeletons);
        this.enforcers = enforcers;
        this.creation = creation;
        this.limits = limits;
    }

    /**
     * Executes a command.
     *
     * @throws DittoRuntimeException if it is not to be executed; the transaction is then to be thrown away
     */
    public CommandResult execute(ThingModifyCommand<?> command, Transaction transaction) {
        Optional<Entity> thing = transaction.alive(EntityKey.of(command.getEntityId()));
        Optional<CreateThing> create = creation.asCreation(command, thing.isPresent());
        if (create.isPresent()) {
            return creation.execute(create.get(), transaction);
        }
        Entity present =
                thing.orElseThrow(() -> ThingErrors.thingNotFound(command.getEntityId(), command.getDittoHeaders()));
        checkAllowed(command, present, transaction);
        preconditions.check(command, EntityTags.of(thing, command.getResourcePath()));
        return switch (command.getCategory()) {
            case MODIFY -> put(command, present, transaction);
            case MERGE -> merge((MergeThing) command, present, transaction);
            case DELETE -> delete(command, present, transaction);
            case MIGRATE -> migrate((MigrateThingDefinition) command, present, transaction);
            default -> throw new IllegalArgumentException("Not a write: " + command.getType());
        };
    }

    private void checkAllowed(ThingModifyCommand<?> command, Entity thing, Transaction transaction) {
        DittoHeaders headers = command.getDittoHeaders();
        ThingId id = command.getEntityId();
        PolicyId policyId = ThingEnforcers.policyOf(thing.json());
        PolicyEnforcer enforcer = enforcers
                .ofThing(thing, transaction)
                .orElseThrow(() -> ThingErrors.policyGone(id, policyId, true, headers));
        AuthorizationContext who = headers.getAuthorizationContext();
        ResourceKey resource = PoliciesResourceType.thingResource(command.getResourcePath());
        boolean allowed = command instanceof MergeThing merge
                ? enforcer.mayMerge(merge.getPath(), merge.getValue(), who)
                : enforcer.mayWrite(resource, who);
        if (!allowed) {
            throw ThingCommandToModifyExceptionRegistry.getInstance().exceptionFrom(command);
        }
        conditions.check(thing, enforcer, headers);
    }

    private CommandResult put(ThingModifyCommand<?> command, Entity thing, Transaction transaction) {
        JsonPointer path = command.getResourcePath();
        DittoHeaders headers = command.getDittoHeaders();
        JsonValue value = command instanceof ModifyThing modify
                ? replacement(modify, thing)
                : command.getEntity().orElseThrow();
        checkParent(command.getEntityId(), thing, path, headers);
        Optional<JsonValue> present = thing.at(path);
        preconditions.checkEqual(command, present, Optional.of(value));
        ChangeAction action = present.isPresent() ? ChangeAction.MODIFIED : ChangeAction.CREATED;
        Optional<JsonObject> metadata = ThingMetadata.afterWrite(thing, path, value, headers);
        Entity after = transaction.change(thing.key(), action, path, Optional.of(value), metadata, headers);
        checkResult(thing, after, transaction, headers);
        return CommandResults.written(
                TopicPath.Action.MODIFY,
                after,
                path,
                path,
                present.isPresent() ? Optional.empty() : Optional.of(value),
                headers);
    }

    private static JsonObject replacement(ModifyThing command, Entity present) {
        JsonObject json = command.getThing()
                .toJson()
                .set(Thing.JsonFields.ID, command.getEntityId().toString());
        return json.getValue(Thing.JsonFields.POLICY_ID).isPresent()
                ? json
                : json.setValue(
                        POLICY_ID, ThingEnforcers.policyOf(present.json()).toString());
    }

    private static void checkParent(ThingId id, Entity thing, JsonPointer path, DittoHeaders headers) {
        ThingErrors.enclosingFeature(path)
                .filter(feature -> thing.at(feature).isEmpty())
                .ifPresent(feature -> {
                    throw ThingErrors.notFound(id, feature, headers);
                });
    }

    private CommandResult merge(MergeThing command, Entity thing, Transaction transaction) {
        JsonPointer path = command.getPath();
        DittoHeaders headers = command.getDittoHeaders();
        JsonValue patch = conditions.withoutUnmet(
                command, thing, enforcers.ofThing(thing, transaction).orElseThrow());
        try {
            KeyPattern.check(thing.json(), path, patch);
        } catch (IllegalArgumentException e) {
            throw ThingMergeInvalidException.fromMessage(e.getMessage(), headers);
        }
        if (headers.getIfEqual().isPresent()) {
            JsonObject merged = MergePatch.apply(thing.json(), path, patch);
            preconditions.checkEqual(command, Optional.of(thing.json()), Optional.of(merged));
        }
        Entity after = merged(thing, ChangeAction.MERGED, path, patch, headers, transaction);
        return CommandResults.written(TopicPath.Action.MERGE, after, path, path, Optional.empty(), headers);
    }

    private Entity merged(
            Entity thing,
            ChangeAction action,
            JsonPointer path,
            JsonValue patch,
            DittoHeaders headers,
            Transaction transaction) {
        Optional<JsonObject> metadata = ThingMetadata.afterWrite(thing, path, patch, headers);
        Entity after = transaction.change(thing.key(), action, path, Optional.of(patch), metadata, headers);
        try {
            ThingsModelFactory.newThing(after.json());
        } catch (JsonRuntimeException
                | IllegalArgumentException
                | NullPointerException
                | UnsupportedOperationException e) {
            throw ThingMergeInvalidException.fromMessage(e.getMessage(), headers);
        }
        checkResult(thing, after, transaction, headers);
        return after;
    }

    private CommandResult migrate(MigrateThingDefinition command, Entity thing, Transaction transaction) {
        DittoHeaders headers = command.getDittoHeaders();
        JsonObject patch = migration.patch(
                command, thing, enforcers.ofThing(thing, transaction).orElseThrow());
        if (Boolean.parseBoolean(headers.get(DRY_RUN))) {
            return CommandResults.migrated(thing, false, ThingMigration.answer(thing, patch, false), headers);
        }
        JsonObject written =
                patch.set(Thing.JsonFields.ID, command.getEntityId().toString());
        Entity after = merged(thing, ChangeAction.MIGRATED, JsonPointer.empty(), written, headers, transaction);
        return CommandResults.migrated(after, true, ThingMigration.answer(thing, patch, true), headers);
    }

    private CommandResult delete(ThingModifyCommand<?> command, Entity thing, Transaction transaction) {
        JsonPointer path = command.getResourcePath();
        DittoHeaders headers = command.getDittoHeaders();
        if (thing.at(path).isEmpty()) {
            throw ThingErrors.missing(thing, command.getEntityId(), path, headers);
        }
        Entity after = transaction.change(thing.key(), ChangeAction.DELETED, path, Optional.empty(), headers);
        return CommandResults.written(TopicPath.Action.DELETE, after, path, path, Optional.empty(), headers);
    }

    private void checkResult(Entity before, Entity after, StateView state, DittoHeaders headers) {
        limits.checkThing(ThingFields.withMetadata(after), headers);
        PolicyId policyId = ThingEnforcers.policyOf(after.json());
        if (!policyId.equals(ThingEnforcers.policyOf(before.json()))
                && state.alive(EntityKey.of(policyId)).isEmpty()) {
            throw PolicyNotAccessibleException.newBuilder(policyId)
                    .dittoHeaders(headers)
                    .build();
        }
    }

    /** Whether a command is one of those that this class executes. */
    public static boolean executes(Command<?> command) {
        return command instanceof ThingModifyCommand<?>
                && switch (command.getCategory()) {
                    case CREATE, MODIFY, MERGE, DELETE, MIGRATE -> true;
                    default -> false;
                };
    }
}
