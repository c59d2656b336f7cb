package io.celltwin.registry.management;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.hono.service.management.Filter;

/** Whether a document fulfils one filter of Hono's registry management API. */
final class FilterMatcher implements Predicate<JsonObject> {
    private final JsonPointer field;
    private final Predicate<Object> condition;

    FilterMatcher(Filter filter) {
        field = filter.getField();
        condition = switch (filter.getOperator()) {
            case eq -> equalTo(filter.getValue());
            case in -> oneOf(filter.getValue());
            case not_in -> oneOf(filter.getValue()).negate();
        };
    }

    /** A field that is a list matches when one of its elements does. */
    @Override
    public boolean test(JsonObject document) {
        Object actual = field.queryJson(document);
        return actual instanceof JsonArray list ? list.stream().anyMatch(condition) : condition.test(actual);
    }

    private static Predicate<Object> equalTo(Object expected) {
        if (expected instanceof String pattern) {
            WildcardPattern wildcards = new WildcardPattern(pattern);
            return actual -> actual instanceof String text && wildcards.matches(text);
        }
        return actual -> same(actual, expected);
    }

    private static Predicate<Object> oneOf(Object expected) {
        List<?> values = listOf(expected);
        return actual -> values.stream().anyMatch(value -> same(actual, value));
    }

    private static List<?> listOf(Object value) {
        if (value instanceof JsonArray array) {
            return array.getList();
        }
        return value instanceof Collection<?> collection ? List.copyOf(collection) : List.of(value);
    }

    private static boolean same(Object actual, Object expected) {
        if (actual instanceof Number one && expected instanceof Number other) {
            return Double.compare(one.doubleValue(), other.doubleValue()) == 0;
        }
        return expected.equals(actual);
    }
}
