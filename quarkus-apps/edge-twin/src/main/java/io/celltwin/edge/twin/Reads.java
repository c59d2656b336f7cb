package io.celltwin.edge.twin;

import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.policy.Guard;
import io.celltwin.edge.policy.PolicyGuards;
import java.util.Optional;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.contenttype.ContentType;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonArrayBuilder;
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
import org.eclipse.ditto.protocol.ProtocolFactory;
import org.eclipse.ditto.protocol.TopicPath;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingCommandToAccessExceptionRegistry;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThings;
import org.eclipse.ditto.things.model.signals.commands.query.ThingQueryCommand;

/** Answers the queries for things and policies with what the asker may read. */
final class Reads {
    private final PolicyGuards guards;
    private final ThingViews views;
    private final Preconditions thingPreconditions = new Preconditions(PreconditionErrors.THING);
    private final Preconditions policyPreconditions = new Preconditions(PreconditionErrors.POLICY);
    private final ThingConditions conditions = new ThingConditions();

    Reads(PolicyGuards guards) {
        this.guards = guards;
        views = new ThingViews(guards);
    }

    /** @throws DittoRuntimeException if there is nothing to be shown */
    Answer thing(ThingQueryCommand<?> command, StateView state) {
        ThingId id = command.getEntityId();
        DittoHeaders headers = command.getDittoHeaders();
        JsonPointer path = command.getResourcePath();
        Entity thing = state.alive(EntityKey.of(id)).orElseThrow(() -> ThingErrors.thingNotFound(id, headers));
        PolicyId policyId = ThingWrites.policyOf(thing.json());
        Guard guard = state.alive(EntityKey.of(policyId))
                .map(guards::of)
                .orElseThrow(() -> ThingErrors.policyGone(id, policyId, false, headers));
        AuthorizationContext who = headers.getAuthorizationContext();
        ResourceKey resource = PoliciesResourceType.thingResource(path);
        if (!guard.mayReadPart(resource, who)) {
            throw ThingCommandToAccessExceptionRegistry.getInstance().exceptionFrom(command);
        }
        conditions.check(thing, guard, headers);
        Optional<JsonFieldSelector> fields = command.getSelectedFields();
        if (fields.isEmpty() || !fields.get().getPointers().contains(ThingViews.INLINE_POLICY)) {
            thingPreconditions.check(command, EntityTags.of(Optional.of(thing), path));
        }
        JsonValue value = thing.at(path).orElseThrow(() -> ThingErrors.notFound(id, path, headers));
        JsonValue shown = path.isEmpty()
                ? views.of(thing, fields, guard, who, state)
                : guard.view(resource, selected(value, fields), who, JsonFactory.emptyFieldSelector())
                        .orElseThrow(() -> ThingErrors.notFound(id, path, headers));
        return Answers.found(thing, path, path, shown, headers);
    }

    /** The things of a list of ids that the asker may see something of, in the order of the list. */
    Answer things(RetrieveThings command, StateView state) {
        DittoHeaders headers = command.getDittoHeaders();
        JsonArrayBuilder found = JsonFactory.newArrayBuilder();
        for (ThingId id : command.getEntityIds()) {
            state.alive(EntityKey.of(id))
                    .flatMap(thing ->
                            views.of(thing, command.getSelectedFields(), headers.getAuthorizationContext(), state))
                    .ifPresent(found::add);
        }
        JsonArray things = found.build();
        TopicPath topic = ProtocolFactory.newTopicPathBuilderFromNamespace(
                        command.getNamespace().orElse(TopicPath.ID_PLACEHOLDER))
                .things()
                .twin()
                .commands()
                .retrieve()
                .build();
        DittoHeaders answered = headers.toBuilder()
                .responseRequired(false)
                .contentType(ContentType.APPLICATION_JSON)
                .build();
        return new Answer(topic, JsonPointer.empty(), HttpStatus.OK, Optional.of(things), answered);
    }

    /** @throws DittoRuntimeException if there is nothing to be shown */
    Answer policy(PolicyQueryCommand<?> command, StateView state) {
        PolicyId id = command.getEntityId();
        DittoHeaders headers = command.getDittoHeaders();
        JsonPointer path = PolicyPaths.toJson(command.getResourcePath());
        Entity policy = state.alive(EntityKey.of(id))
                .orElseThrow(() -> PolicyNotAccessibleException.newBuilder(id)
                        .dittoHeaders(headers)
                        .build());
        Guard guard = guards.of(policy);
        AuthorizationContext who = headers.getAuthorizationContext();
        ResourceKey resource = PoliciesResourceType.policyResource(command.getResourcePath());
        if (!guard.mayReadPart(resource, who)) {
            throw PolicyCommandToAccessExceptionRegistry.getInstance().exceptionFrom(command);
        }
        policyPreconditions.check(command, EntityTags.of(Optional.of(policy), path));
        JsonValue value = policy.at(path).orElseThrow(() -> PolicyPaths.notFound(id, path, headers));
        JsonFieldSelector always =
                path.isEmpty() ? ThingViews.ALWAYS_SHOWN_OF_POLICY : JsonFactory.emptyFieldSelector();
        JsonValue shown =
                guard.view(resource, value, who, always).orElseThrow(() -> PolicyPaths.notFound(id, path, headers));
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
        return Answers.found(policy, path, command.getResourcePath(), answered, headers);
    }

    private static JsonValue selected(JsonValue value, Optional<JsonFieldSelector> fields) {
        return fields.isPresent() && value.isObject() && !value.isNull()
                ? value.asObject().get(fields.get())
                : value;
    }
}
