package io.celltwin.edge.search.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.base.model.exceptions.InvalidRqlExpressionException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.placeholders.TimePlaceholder;
import org.eclipse.ditto.rql.model.ParsedPlaceholder;
import org.eclipse.ditto.rql.model.ParserException;
import org.eclipse.ditto.rql.model.predicates.ast.ExistsNode;
import org.eclipse.ditto.rql.model.predicates.ast.LogicalNode;
import org.eclipse.ditto.rql.model.predicates.ast.MultiComparisonNode;
import org.eclipse.ditto.rql.model.predicates.ast.Node;
import org.eclipse.ditto.rql.model.predicates.ast.SingleComparisonNode;
import org.eclipse.ditto.rql.parser.RqlPredicateParser;
import org.eclipse.ditto.rql.query.expression.ThingsFieldExpressionFactory;

/**
 * Reads the filter of a search. Ditto's libraries parse it and say which fields there are; {@code empty()}, which they
 * do not know, is given to them as an {@code exists()} with a mark.
 */
public final class ConditionParser {
    /** Deeper ones would take the parser's stack. */
    private static final int DEEPEST = 128;

    private static final String EMPTY = "empty";
    private static final String EXISTS = "exists";
    /** No character that anybody has a use for: it is for private agreements (Unicode, section 23.5). */
    private static final char MARK = '\uE000';

    private static final ThingsFieldExpressionFactory FIELDS = ThingsFieldExpressionFactory.of(Map.of(
            "thingId", "thingId",
            "namespace", "namespace",
            "policyId", "policyId",
            "definition", "definition",
            "_revision", "_revision",
            "_modified", "_modified",
            "_created", "_created"));

    private ConditionParser() {}

    /**
     * The condition of an RQL expression.
     *
     * @throws InvalidRqlExpressionException if it is none
     */
    public static Condition parse(String rql, DittoHeaders headers) {
        try {
            return condition(RqlPredicateParser.getInstance()
                    .parse(withoutEmpty(rql))
                    .getChildren()
                    .get(0));
        } catch (ParserException | JsonRuntimeException | IllegalArgumentException e) {
            throw InvalidRqlExpressionException.newBuilder()
                    .message(String.valueOf(e.getMessage())
                            .replace(MARK, ' ')
                            .replace("SingleLogicalOp or ExistsOp", "SingleLogicalOp, ExistsOp or EmptyOp"))
                    .dittoHeaders(headers)
                    .build();
        }
    }

    /**
     * The field to sort by of that name.
     *
     * @throws IllegalArgumentException if there is none
     * @throws JsonRuntimeException if it is no path
     */
    public static SearchField sortField(String name) {
        FIELDS.sortBy(name);
        return SearchField.of(name);
    }

    private static Condition condition(Node node) {
        if (node instanceof LogicalNode logical) {
            List<Condition> parts = logical.getChildren().stream()
                    .map(ConditionParser::condition)
                    .toList();
            return switch (logical.getType()) {
                case AND -> new Condition.All(parts);
                case OR -> new Condition.Any(parts);
                case NOT -> new Condition.Not(parts.get(0));
            };
        }
        if (node instanceof SingleComparisonNode single) {
            return comparison(single);
        }
        if (node instanceof MultiComparisonNode multi) {
            List<JsonValue> values = new ArrayList<>();
            multi.getComparisonValue().forEach(value -> values.add(value(value)));
            return new Condition.OneOf(filterField(multi.getComparisonProperty()), values);
        }
        if (node instanceof ExistsNode exists) {
            boolean asksForEmpty = exists.getProperty().startsWith(String.valueOf(MARK));
            String property = asksForEmpty ? exists.getProperty().substring(1) : exists.getProperty();
            FIELDS.existsBy(property);
            SearchField field = SearchField.of(property);
            return asksForEmpty ? new Condition.Empty(field) : new Condition.Exists(field);
        }
        throw new IllegalArgumentException("The expression '" + node + "' is not known.");
    }

    private static SearchField filterField(String name) {
        FIELDS.filterBy(name);
        return SearchField.of(name);
    }

    private static Condition comparison(SingleComparisonNode node) {
        SearchField field = filterField(node.getComparisonProperty());
        return switch (node.getComparisonType()) {
            case EQ -> compared(field, Condition.Relation.EQUAL, node);
            case NE -> compared(field, Condition.Relation.NOT_EQUAL, node);
            case GT -> compared(field, Condition.Relation.GREATER, node);
            case GE -> compared(field, Condition.Relation.GREATER_OR_EQUAL, node);
            case LT -> compared(field, Condition.Relation.LESS, node);
            case LE -> compared(field, Condition.Relation.LESS_OR_EQUAL, node);
            case LIKE -> new Condition.Like(field, new TextPattern(text(node), false));
            case ILIKE -> new Condition.Like(field, new TextPattern(text(node), true));
        };
    }

    private static Condition compared(SearchField field, Condition.Relation relation, SingleComparisonNode node) {
        return new Condition.Compared(field, relation, value(node.getComparisonValue()));
    }

    private static String text(SingleComparisonNode node) {
        JsonValue pattern = value(node.getComparisonValue());
        if (!pattern.isString()) {
            throw new IllegalArgumentException(
                    "In the " + node.getComparisonType().getName() + " predicate only string values are allowed.");
        }
        return pattern.asString();
    }

    private static JsonValue value(Object parsed) {
        if (parsed instanceof ParsedPlaceholder placeholder) {
            return time(placeholder.getName());
        }
        return JsonValue.of(parsed);
    }

    private static JsonValue time(String name) {
        TimePlaceholder time = TimePlaceholder.getInstance();
        if (!time.supports(name)) {
            throw new IllegalArgumentException("The placeholder 'time:" + name + "' is not known.");
        }
        return time.resolveValues(new Object(), name).stream()
                .findFirst()
                .map(JsonValue::of)
                .orElseThrow(() -> new IllegalArgumentException("The placeholder 'time:" + name + "' has no value."));
    }

    /** The expression with each {@code empty(} as a marked {@code exists(}. A quote opens a text after a comma only. */
    private static String withoutEmpty(String rql) {
        StringBuilder written = new StringBuilder(rql.length() + EXISTS.length());
        Optional<Character> quote = Optional.empty();
        char before = '(';
        int depth = 0;
        int at = 0;
        while (at < rql.length()) {
            char c = rql.charAt(at);
            if (quote.isPresent()) {
                if (c == '\\' && at + 1 < rql.length()) {
                    written.append(c);
                    at++;
                } else if (c == quote.get()) {
                    quote = Optional.empty();
                }
                written.append(rql.charAt(at));
            } else if ((before == '(' || before == ',') && rql.startsWith(EMPTY + "(", at)) {
                written.append(EXISTS).append('(').append(MARK);
                at += EMPTY.length();
                depth++;
            } else {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                quote = before == ',' && (c == '"' || c == '\'') ? Optional.of(c) : Optional.empty();
                written.append(c);
            }
            if (depth > DEEPEST) {
                throw new IllegalArgumentException("The expression is nested deeper than " + DEEPEST + " levels.");
            }
            if (!Character.isWhitespace(rql.charAt(at))) {
                before = rql.charAt(at);
            }
            at++;
        }
        return written.toString();
    }
}
