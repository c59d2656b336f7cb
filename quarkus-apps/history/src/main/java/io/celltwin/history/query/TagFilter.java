package io.celltwin.history.query;

import io.celltwin.history.error.InvalidQueryException;
import io.celltwin.history.store.StoredSeries;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.rql.model.ParserException;
import org.eclipse.ditto.rql.model.predicates.ast.ExistsNode;
import org.eclipse.ditto.rql.model.predicates.ast.LogicalNode;
import org.eclipse.ditto.rql.model.predicates.ast.MultiComparisonNode;
import org.eclipse.ditto.rql.model.predicates.ast.Node;
import org.eclipse.ditto.rql.model.predicates.ast.RootNode;
import org.eclipse.ditto.rql.model.predicates.ast.SingleComparisonNode;
import org.eclipse.ditto.rql.model.predicates.ast.SuperNode;
import org.eclipse.ditto.rql.parser.RqlPredicateParser;
import org.eclipse.ditto.rql.query.criteria.Criteria;
import org.eclipse.ditto.rql.query.filter.QueryFilterCriteriaFactory;
import org.eclipse.ditto.rql.query.things.ThingPredicateVisitor;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingsModelFactory;

/**
 * Selects series by their tags, by an RQL expression whose fields are tags, for example
 * {@code and(eq(attributes/building,"A"),exists(attributes/line))}.
 */
public final class TagFilter {

    private static final int LONGEST = 4_000;

    private final Predicate<Thing> predicate;
    private final Set<String> fields;

    private TagFilter(Predicate<Thing> predicate, Set<String> fields) {
        this.predicate = predicate;
        this.fields = fields;
    }

    /** @throws InvalidQueryException if it is no RQL */
    static TagFilter of(String rql) {
        if (rql.length() > LONGEST) {
            throw new InvalidQueryException("'filter' is longer than " + LONGEST + " characters.");
        }
        try {
            RqlPredicateParser parser = RqlPredicateParser.getInstance();
            Set<String> fields = new HashSet<>();
            collect(parser.parse(rql), fields);
            Criteria criteria = QueryFilterCriteriaFactory.modelBased(parser).filterCriteria(rql, DittoHeaders.empty());
            return new TagFilter(ThingPredicateVisitor.apply(criteria), fields);
        } catch (ParserException | DittoRuntimeException | IllegalArgumentException e) {
            throw new InvalidQueryException("'filter' is no RQL expression over tags: "
                    + Shortened.of(
                            String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
        }
    }

    private static void collect(Node node, Set<String> fields) {
        if (node instanceof RootNode root) {
            children(root, fields);
        } else if (node instanceof LogicalNode logical) {
            children(logical, fields);
        } else if (node instanceof SingleComparisonNode comparison) {
            fields.add(comparison.getComparisonProperty());
        } else if (node instanceof MultiComparisonNode comparison) {
            fields.add(comparison.getComparisonProperty());
        } else if (node instanceof ExistsNode exists) {
            fields.add(exists.getProperty());
        }
    }

    private static void children(SuperNode node, Set<String> fields) {
        List<Node> children = node.getChildren();
        children.forEach(child -> collect(child, fields));
    }

    /** The tags that it looks at, as paths without a slash in front. */
    Set<String> fields() {
        return fields;
    }

    boolean test(StoredSeries series) {
        return predicate.test(thing(series));
    }

    private static Thing thing(StoredSeries series) {
        JsonObject thing =
                JsonObject.newBuilder().set("thingId", series.key().thingId()).build();
        for (Map.Entry<String, String> tag : series.tags().entrySet()) {
            thing = thing.setValue(JsonPointer.of("/" + tag.getKey()), value(tag.getValue()));
        }
        return ThingsModelFactory.newThing(thing);
    }

    /** A tag is a text; one that is written like a number compares as one. */
    private static JsonValue value(String text) {
        return number(text).orElseGet(() -> JsonValue.of(text));
    }

    private static Optional<JsonValue> number(String text) {
        if (!text.matches("-?\\d{1,15}(\\.\\d{1,15})?")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonFactory.readFrom(text));
        } catch (JsonRuntimeException e) {
            return Optional.empty();
        }
    }
}
