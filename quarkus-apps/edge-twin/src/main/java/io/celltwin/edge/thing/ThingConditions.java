package io.celltwin.edge.thing;

import io.celltwin.edge.access.PolicyEnforcer;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.rql.Rql;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonPointerInvalidException;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.placeholders.PlaceholderFactory;
import org.eclipse.ditto.placeholders.TimePlaceholder;
import org.eclipse.ditto.policies.model.PoliciesResourceType;
import org.eclipse.ditto.policies.model.ResourceKey;
import org.eclipse.ditto.rql.model.ParserException;
import org.eclipse.ditto.rql.parser.RqlPredicateParser;
import org.eclipse.ditto.rql.query.things.FieldNamesPredicateVisitor;
import org.eclipse.ditto.rql.query.things.ThingPredicateVisitor;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingConditionFailedException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingConditionInvalidException;
import org.eclipse.ditto.things.model.signals.commands.modify.MergeThing;

/** The header {@code condition}: an RQL expression that the thing must fulfil for a command to be executed. */
public final class ThingConditions {

    /**
     * Checks the condition of a command, if it has one. Who may not read what the condition asks about may not use it,
     * else the outcome would tell.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException 412 if it is not fulfilled or not allowed,
     *         400 if it is not RQL
     */
    public void check(Entity thing, PolicyEnforcer enforcer, DittoHeaders headers) {
        if (headers.getCondition().isEmpty()) {
            return;
        }
        if (!holds(headers.getCondition().get(), thing, enforcer, headers)) {
            throw ThingConditionFailedException.newBuilder(headers).build();
        }
    }

    /**
     * What is left of a merge patch when the parts are taken out whose own condition, in the header
     * {@code merge-thing-patch-conditions}, is not fulfilled.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException as {@link #check}
     */
    JsonValue withoutUnmet(MergeThing command, Entity thing, PolicyEnforcer enforcer) {
        JsonValue patch = command.getValue();
        Map<JsonPointer, String> conditions = command.getPatchConditions().orElse(Map.of());
        if (conditions.isEmpty() || !patch.isObject() || patch.isNull()) {
            return patch;
        }
        JsonObject left = patch.asObject();
        for (Map.Entry<JsonPointer, String> condition : conditions.entrySet()) {
            boolean unmet = patch.asObject().contains(condition.getKey())
                    && !holds(condition.getValue(), thing, enforcer, command.getDittoHeaders());
            if (unmet) {
                left = left.remove(condition.getKey());
            }
        }
        return left;
    }

    static boolean holds(String condition, Entity thing, PolicyEnforcer enforcer, DittoHeaders headers) {
        if (!enforcer.mayReadAll(fieldsOf(condition, headers), headers.getAuthorizationContext())) {
            throw ThingConditionFailedException.newBuilderForInsufficientPermission(headers)
                    .build();
        }
        Predicate<Thing> predicate = ThingPredicateVisitor.apply(
                Rql.parse(condition, headers),
                PlaceholderFactory.newPlaceholderResolver(TimePlaceholder.getInstance(), new Object()));
        return predicate.test(ThingFields.typed(thing));
    }

    private static Set<ResourceKey> fieldsOf(String condition, DittoHeaders headers) {
        FieldNamesPredicateVisitor names = FieldNamesPredicateVisitor.getNewInstance();
        try {
            names.visit(RqlPredicateParser.getInstance().parse(condition));
            Set<ResourceKey> resources = new HashSet<>();
            for (String name : names.getFieldNames()) {
                resources.add(PoliciesResourceType.thingResource(name));
            }
            return resources;
        } catch (ParserException | JsonPointerInvalidException e) {
            throw ThingConditionInvalidException.newBuilder(condition, e.getMessage())
                    .dittoHeaders(headers)
                    .build();
        }
    }
}
