package io.celltwin.edge.search.query;

import java.util.List;
import org.eclipse.ditto.json.JsonValue;

/** What a thing is asked to fulfil. */
public sealed interface Condition {

    /** Nothing is asked. */
    Condition EVERYTHING = new All(List.of());

    /** Each of some conditions; all things if there are none. */
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /** One of some conditions. */
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /** Not a condition. */
    record Not(Condition part) implements Condition {}

    /** A value in the field stands in a relation to another one. */
    record Compared(SearchField field, Relation relation, JsonValue value) implements Condition {}

    /** A value in the field is one of some. */
    record OneOf(SearchField field, List<JsonValue> values) implements Condition {
        public OneOf {
            values = List.copyOf(values);
        }
    }

    /** A text in the field fits a pattern. */
    record Like(SearchField field, TextPattern pattern) implements Condition {}

    /** The field is there. */
    record Exists(SearchField field) implements Condition {}

    /** The field is missing, null, or an empty text, array or object. */
    record Empty(SearchField field) implements Condition {}

    /** How two values may stand to each other. */
    enum Relation {
        EQUAL,
        NOT_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        LESS,
        LESS_OR_EQUAL;

        /**
         * Whether the relation holds, by the sign of a comparison.
         *
         * @param order of the field's value to the other one
         */
        boolean holds(int order) {
            return switch (this) {
                case EQUAL -> order == 0;
                case NOT_EQUAL -> order != 0;
                case GREATER -> order > 0;
                case GREATER_OR_EQUAL -> order >= 0;
                case LESS -> order < 0;
                case LESS_OR_EQUAL -> order <= 0;
            };
        }
    }
}
