package io.celltwin.edge.thing;

import io.celltwin.edge.access.CreationRules;
import io.celltwin.edge.access.PolicyEnforcer;
import io.celltwin.edge.access.PolicyEnforcerCache;
import io.celltwin.edge.access.ThingEnforcers;
import io.celltwin.edge.entity.ChangeAction;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.policy.PolicyWrites;
import io.celltwin.edge.policydocument.PolicyDocument;
import io.celltwin.edge.precondition.EntityTags;
import io.celltwin.edge.precondition.PreconditionErrors;
import io.celltwin.edge.precondition.Preconditions;
import io.celltwin.edge.precondition.SizeLimits;
import io.celltwin.edge.result.CommandResult;
import io.celltwin.edge.result.CommandResults;
import io.celltwin.edge.state.StateView;
import io.celltwin.edge.state.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.placeholders.PlaceholderReferenceNotSupportedException;
import org.eclipse.ditto.policies.model.Permissions;
import org.eclipse.ditto.policies.model.PoliciesResourceType;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.Subject;
import org.eclipse.ditto.policies.model.SubjectId;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyNotAccessibleException;
import org.eclipse.ditto.protocol.TopicPath;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.ThingsModelFactory;
import org.eclipse.ditto.things.model.signals.commands.exceptions.PolicyInvalidException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingCommandToModifyExceptionRegistry;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingConflictException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotCreatableException;
import org.eclipse.ditto.things.model.signals.commands.modify.CreateThing;
import org.eclipse.ditto.things.model.signals.commands.modify.MergeThing;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyThing;
import org.eclipse.ditto.things.model.signals.commands.modify.ThingModifyCommand;

/**
 * Creates things with their policies: one that exists, one given inline, a copy of another, or by default one that
 * gives everything to the creator.
 */
public final class ThingCreation {
    private static final String DEFAULT_LABEL = "DEFAULT";
    /** The reference to the policy of another thing that may stand for a policy id. */
    private static final Pattern POLICY_OF_THING =
            Pattern.compile("\\{\\{\\s*ref:things/(?<thing>[^/\\s]+)/policyId\\s*}}");

    private final PolicyEnforcerCache enforcers;
    private final PolicyWrites policies;
    private final SizeLimits limits;
    private final CreationRules creators;
    private final Preconditions preconditions = new Preconditions(PreconditionErrors.THING);

    public ThingCreation(
            PolicyEnforcerCache enforcers, PolicyWrites policies, SizeLimits limits, CreationRules creators) {
        this.creators = creators;
        this.enforcers = enforcers;
        this.policies = policies;
        this.limits = limits;
    }

    /**
     * The creation that a command asks for: besides {@code CreateThing} also the put and the merge of a thing that does
     * not exist.
     */
    Optional<CreateThing> asCreation(ThingModifyCommand<?> command, boolean exists) {
        if (command instanceof CreateThing create) {
            return Optional.of(create);
        }
        if (!exists && command instanceof ModifyThing modify) {
            return Optional.of(
                    create(modify, modify.getThing(), modify.getInitialPolicy(), modify.getPolicyIdOrPlaceholder()));
        }
        if (!exists && command instanceof MergeThing merge && merge.getPath().isEmpty()) {
            JsonObject json = withoutNulls(merge.getValue().asObject());
            return Optional.of(create(
                    merge,
                    ThingsModelFactory.newThing(json),
                    merge.getInitialPolicy(),
                    merge.getPolicyIdOrPlaceholder()));
        }
        return Optional.empty();
    }

    /** What a merge creates of nothing: its nulls are left out, those in arrays as well. */
    private static JsonObject withoutNulls(JsonObject patch) {
        return patch.stream()
                .filter(field -> !field.getValue().isNull())
                .map(field -> JsonField.newInstance(field.getKey(), withoutNulls(field.getValue())))
                .collect(JsonCollectors.fieldsToObject());
    }

    private static JsonValue withoutNulls(JsonValue value) {
        if (value.isObject()) {
            return withoutNulls(value.asObject());
        }
        return value.isArray()
                ? value.asArray().stream()
                        .filter(element -> !element.isNull())
                        .map(element -> element.isObject() ? withoutNulls(element.asObject()) : element)
                        .collect(JsonCollectors.valuesToArray())
                : value;
    }

    private static CreateThing create(
            ThingModifyCommand<?> command, Thing thing, Optional<JsonObject> policy, Optional<String> copiedPolicy) {
        return CreateThing.of(
                thing.toBuilder().setId(command.getEntityId()).build(),
                policy.orElse(null),
                copiedPolicy.orElse(null),
                command.getDittoHeaders());
    }

    /**
     * Creates the thing and, if need be, its policy: in Ditto's order, so that who creates a thing again that exists is
     * told that its policy exists (400) if he gives one, and that the thing exists (409) if he names one.
     *
     * @throws DittoRuntimeException if it exists or must not be created; the transaction is then to be thrown away
     */
    CommandResult execute(CreateThing command, Transaction transaction) {
        ThingId id = command.getEntityId();
        DittoHeaders headers = command.getDittoHeaders();
        EntityKey key = EntityKey.of(id);
        creators.check(key, headers);
        Optional<Entity> present = transaction.alive(key);
        Entity policy = policyFor(command, transaction);
        PolicyEnforcer enforcer = enforcers.of(policy, key.namespace(), transaction);
        if (!enforcer.mayWrite(PoliciesResourceType.thingResource("/"), headers.getAuthorizationContext())) {
            throw ThingCommandToModifyExceptionRegistry.getInstance().exceptionFrom(command);
        }
        preconditions.check(command, EntityTags.of(present, JsonPointer.empty()));
        if (present.isPresent()) {
            throw ThingConflictException.newBuilder(id).dittoHeaders(headers).build();
        }
        Thing thing = command.getThing().toBuilder()
                .setPolicyId(PolicyId.of(policy.key().id()))
                .build();
        JsonObject json = thing.toJson();
        limits.checkThing(json, headers);
        Optional<JsonObject> metadata = ThingMetadata.ofCreated(
                json,
                command.getThing()
                        .getMetadata()
                        .map(inline -> JsonObject.newBuilder().setAll(inline).build()),
                headers);
        Entity after = transaction.change(
                key, ChangeAction.CREATED, JsonPointer.empty(), Optional.of(json), metadata, headers);
        limits.checkThing(ThingFields.withMetadata(after), headers);
        return CommandResults.written(
                TopicPath.Action.CREATE, after, JsonPointer.empty(), JsonPointer.empty(), Optional.of(json), headers);
    }

    private Entity policyFor(CreateThing command, Transaction transaction) {
        Optional<PolicyId> named = command.getThing().getPolicyId();
        if (command.getPolicyIdOrPlaceholder().isPresent()) {
            Entity original = readable(originalPolicy(command, transaction), command, transaction);
            PolicyId copyId = named.orElseGet(() -> PolicyId.of(command.getEntityId()));
            return createPolicy(copyId, original.json(), command, transaction);
        }
        if (command.getInitialPolicy().isPresent()) {
            JsonObject inline = command.getInitialPolicy().get();
            PolicyId id = inlinePolicyId(command, inline);
            checkChangeable(id, inline, command);
            return createPolicy(id, inline, command, transaction);
        }
        if (named.isPresent()) {
            return readable(named.get(), command, transaction);
        }
        return createPolicy(
                PolicyId.of(command.getEntityId()), defaultPolicy(command).toJson(), command, transaction);
    }

    private Entity readable(PolicyId id, CreateThing command, StateView state) {
        AuthorizationContext who = command.getDittoHeaders().getAuthorizationContext();
        return state.alive(EntityKey.of(id))
                .filter(policy ->
                        enforcers.of(policy, state).mayReadPart(PoliciesResourceType.policyResource("/"), who))
                .orElseThrow(() -> PolicyNotAccessibleException.newBuilder(id)
                        .dittoHeaders(command.getDittoHeaders())
                        .build());
    }

    private PolicyId originalPolicy(CreateThing command, StateView state) {
        String idOrReference = command.getPolicyIdOrPlaceholder().orElseThrow();
        Matcher reference = POLICY_OF_THING.matcher(idOrReference);
        if (!reference.matches()) {
            if (idOrReference.trim().startsWith("{{")) {
                throw PlaceholderReferenceNotSupportedException.fromUnsupportedEntityType(
                                idOrReference, Set.of("things"))
                        .build();
            }
            return PolicyId.of(idOrReference);
        }
        DittoHeaders headers = command.getDittoHeaders();
        ThingId other = ThingId.of(reference.group("thing"));
        return state.alive(EntityKey.of(other))
                .map(thing -> ThingEnforcers.policyOf(thing.json()))
                .filter(policyId -> state.alive(EntityKey.of(policyId))
                        .filter(policy -> enforcers
                                .of(policy, other.getNamespace(), state)
                                .mayReadPart(
                                        PoliciesResourceType.thingResource("/policyId"),
                                        headers.getAuthorizationContext()))
                        .isPresent())
                .orElseThrow(() -> ThingErrors.thingNotFound(other, headers));
    }

    private static PolicyId inlinePolicyId(CreateThing command, JsonObject inline) {
        return command.getThing()
                .getPolicyId()
                .or(() -> inline.getValue(Policy.JsonFields.ID).map(PolicyId::of))
                .orElseGet(() -> PolicyId.of(command.getEntityId()));
    }

    /** Somebody must be able to change the policy for ever, or it imports others that may say who. */
    private void checkChangeable(PolicyId id, JsonObject policy, CreateThing command) {
        boolean changeable;
        try {
            changeable = enforcers.canBeChanged(PolicyDocument.fromJson(id, policy));
        } catch (DittoJsonException e) {
            throw PolicyInvalidException.newBuilderForCause(e, command.getEntityId())
                    .dittoHeaders(command.getDittoHeaders())
                    .build();
        }
        if (!changeable) {
            throw PolicyInvalidException.newBuilder(List.of("WRITE"), command.getEntityId())
                    .dittoHeaders(command.getDittoHeaders())
                    .build();
        }
    }

    private static Policy defaultPolicy(CreateThing command) {
        Permissions all = Permissions.newInstance("READ", "WRITE");
        return Policy.newBuilder(PolicyId.of(command.getEntityId()))
                .forLabel(DEFAULT_LABEL)
                .setSubject(Subject.newInstance(
                        SubjectId.newInstance(creator(command).getId())))
                .setGrantedPermissions(PoliciesResourceType.thingResource("/"), all)
                .setGrantedPermissions(PoliciesResourceType.policyResource("/"), all)
                .setGrantedPermissions(PoliciesResourceType.messageResource("/"), all)
                .build();
    }

    private static AuthorizationSubject creator(CreateThing command) {
        return command.getDittoHeaders()
                .getAuthorizationContext()
                .getFirstAuthorizationSubject()
                .orElseThrow(() -> ThingNotCreatableException.newBuilderForPolicyMissing(
                                command.getEntityId(), PolicyId.of(command.getEntityId()))
                        .dittoHeaders(command.getDittoHeaders())
                        .build());
    }

    private Entity createPolicy(PolicyId policyId, JsonObject policy, CreateThing command, Transaction transaction) {
        DittoHeaders headers = command.getDittoHeaders();
        if (transaction.alive(EntityKey.of(policyId)).isPresent()) {
            throw ThingNotCreatableException.newBuilderForPolicyExisting(command.getEntityId(), policyId)
                    .dittoHeaders(headers)
                    .build();
        }
        try {
            return policies.create(policyId, policy, headers, transaction);
        } catch (DittoJsonException e) {
            throw PolicyInvalidException.newBuilderForCause(e, command.getEntityId())
                    .dittoHeaders(headers)
                    .build();
        } catch (DittoRuntimeException e) {
            throw ThingNotCreatableException.newBuilderForOtherReason(
                            e.getHttpStatus(), command.getEntityId(), policyId, e.getMessage())
                    .description(e.getDescription().orElse(null))
                    .dittoHeaders(headers)
                    .build();
        }
    }
}
