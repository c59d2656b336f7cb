package io.celltwin.edge.thing;

import io.celltwin.edge.access.PolicyEnforcer;
import io.celltwin.edge.access.PolicyEnforcerCache;
import io.celltwin.edge.access.ThingEnforcers;
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
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.contenttype.ContentType;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonArrayBuilder;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PoliciesResourceType;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.ResourceKey;
import org.eclipse.ditto.protocol.ProtocolFactory;
import org.eclipse.ditto.protocol.TopicPath;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingCommandToAccessExceptionRegistry;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThings;
import org.eclipse.ditto.things.model.signals.commands.query.ThingQueryCommand;

/** Answers the queries for things with what the asker may read. */
public final class ThingReads {
    private final PolicyEnforcerCache enforcers;
    private final ThingViews views;
    private final Preconditions preconditions = new Preconditions(PreconditionErrors.THING);
    private final ThingConditions conditions = new ThingConditions();

    public ThingReads(PolicyEnforcerCache enforcers) {
        this.enforcers = enforcers;
        views = new ThingViews(enforcers);
    }

    /** @throws DittoRuntimeException if there is nothing to be shown */
    public CommandResult thing(ThingQueryCommand<?> command, StateView state) {
        ThingId id = command.getEntityId();
        DittoHeaders headers = command.getDittoHeaders();
        JsonPointer path = command.getResourcePath();
        Entity thing = state.alive(EntityKey.of(id)).orElseThrow(() -> ThingErrors.thingNotFound(id, headers));
        PolicyId policyId = ThingEnforcers.policyOf(thing.json());
        PolicyEnforcer enforcer =
                enforcers.ofThing(thing, state).orElseThrow(() -> ThingErrors.policyGone(id, policyId, false, headers));
        AuthorizationContext who = headers.getAuthorizationContext();
        ResourceKey resource = PoliciesResourceType.thingResource(path);
        if (!enforcer.mayReadPart(resource, who)) {
            throw ThingCommandToAccessExceptionRegistry.getInstance().exceptionFrom(command);
        }
        conditions.check(thing, enforcer, headers);
        Optional<JsonFieldSelector> fields = command.getSelectedFields();
        if (fields.isEmpty() || !fields.get().getPointers().contains(ThingViews.INLINE_POLICY)) {
            preconditions.check(command, EntityTags.of(Optional.of(thing), path));
        }
        JsonValue value = thing.at(path).orElseThrow(() -> ThingErrors.missing(thing, id, path, headers));
        JsonValue shown = path.isEmpty()
                ? views.of(thing, fields, enforcer, who, state)
                : enforcer.view(
                                resource,
                                fields.map(wanted -> ThingFields.select(path, value, wanted))
                                        .orElse(value),
                                who,
                                JsonFactory.emptyFieldSelector())
                        .orElseThrow(() -> ThingErrors.notFound(id, path, headers));
        DittoHeaders told = ThingMetadata.asked(ThingViews.metadata(thing, enforcer, who), path, value, headers)
                .<DittoHeaders>map(metadata -> headers.toBuilder()
                        .putHeader(DittoHeaderDefinition.DITTO_METADATA.getKey(), metadata.toString())
                        .build())
                .orElse(headers);
        return CommandResults.found(thing, path, path, shown, told);
    }

    /** The things of a list of ids that the asker may see something of, in the order of the list. */
    public CommandResult things(RetrieveThings command, StateView state) {
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
        return new CommandResult(topic, JsonPointer.empty(), HttpStatus.OK, Optional.of(things), answered);
    }
}
