package io.celltwin.edge.search.query;

import io.celltwin.edge.entity.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** Tests whether a thing fulfils a condition, by nothing but what its reader may see. */
public final class ConditionTest {
    private ConditionTest() {}

    /** @param readable says for each place in the thing whether its value may be looked at */
    public static boolean holds(Condition condition, Entity thing, Predicate<JsonPointer> readable) {
        if (condition instanceof Condition.All all) {
            return all.parts().stream().allMatch(part -> holds(part, thing, readable));
        }
        if (condition instanceof Condition.Any any) {
            return any.parts().stream().anyMatch(part -> holds(part, thing, readable));
        }
        if (condition instanceof Condition.Not not) {
            return !holds(not.part(), thing, readable);
        }
        if (condition instanceof Condition.Empty empty) {
            return isEmpty(empty.field(), thing, readable);
        }
        if (condition instanceof Condition.Exists exists) {
            return !values(exists.field(), thing, readable).isEmpty();
        }
        if (condition instanceof Condition.Compared compared) {
            return holds(compared, values(compared.field(), thing, readable));
        }
        if (condition instanceof Condition.OneOf oneOf) {
            return values(oneOf.field(), thing, readable).stream()
                    .anyMatch(value -> oneOf.values().stream()
                            .anyMatch(wanted -> ValueOrder.ASCENDING.compare(value, wanted) == 0));
        }
        Condition.Like like = (Condition.Like) condition;
        return values(like.field(), thing, readable).stream()
                .anyMatch(value -> value.isString() && like.pattern().matches(value.asString()));
    }

    private static List<JsonValue> values(SearchField field, Entity thing, Predicate<JsonPointer> readable) {
        List<JsonValue> values = new ArrayList<>(1);
        field.visit(thing, readable, values::add);
        return values;
    }

    private static boolean holds(Condition.Compared compared, List<JsonValue> values) {
        if (compared.relation() == Condition.Relation.NOT_EQUAL) {
            return !values.isEmpty()
                    && values.stream().noneMatch(value -> ValueOrder.ASCENDING.compare(value, compared.value()) == 0);
        }
        return values.stream()
                .anyMatch(value -> ValueOrder.areComparable(value, compared.value())
                        && compared.relation().holds(ValueOrder.ASCENDING.compare(value, compared.value())));
    }

    /** Who may not see the field is not told that it is empty. */
    private static boolean isEmpty(SearchField field, Entity thing, Predicate<JsonPointer> readable) {
        if (!field.ofAnyFeature() && !field.isPublic() && !readable.test(field.pointer())) {
            return false;
        }
        List<JsonValue> values = values(field, thing, readable);
        return values.isEmpty() || values.stream().anyMatch(ConditionTest::isEmpty);
    }

    private static boolean isEmpty(JsonValue value) {
        return value.isNull()
                || value.isString() && value.asString().isEmpty()
                || value.isArray() && value.asArray().isEmpty()
                || value.isObject() && value.asObject().isEmpty();
    }
}
