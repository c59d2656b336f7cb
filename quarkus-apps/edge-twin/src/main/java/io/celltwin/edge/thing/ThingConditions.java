package io.celltwin.edge.thing;

import io.celltwin.edge.access.PolicyEnforcer;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.rql.Rql;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonPointerInvalidException;
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

/** The header {@code condition}: an RQL expression that the thing must fulfil for a command to be executed. */
final class ThingConditions {

    /**
     * Checks the condition of a command, if it has one. Who may not read what the condition asks about may not use it,
     * else the outcome would tell.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException 412 if it is not fulfilled or not allowed,
     *         400 if it is not RQL
     */
    void check(Entity thing, PolicyEnforcer enforcer, DittoHeaders headers) {
        if (headers.getCondition().isEmpty()) {
            return;
        }
        String condition = headers.getCondition().get();
        if (!enforcer.mayReadAll(fieldsOf(condition, headers), headers.getAuthorizationContext())) {
            throw ThingConditionFailedException.newBuilderForInsufficientPermission(headers)
                    .build();
        }
        Predicate<Thing> predicate = ThingPredicateVisitor.apply(
                Rql.parse(condition, headers),
                PlaceholderFactory.newPlaceholderResolver(TimePlaceholder.getInstance(), new Object()));
        if (!predicate.test(ThingFields.typed(thing))) {
            throw ThingConditionFailedException.newBuilder(headers).build();
        }
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
