package io.celltwin.edge.search;

import io.celltwin.edge.search.query.SearchField;
import io.celltwin.edge.search.query.ValueOrder;
import org.eclipse.ditto.json.JsonValue;

/**
 * A field to sort things by.
 *
 * @param field the field
 * @param name as it was given
 * @param ascending smallest first
 */
record SortKey(SearchField field, String name, boolean ascending) {
    /** What sorts things that are equal by all else. */
    static final SortKey BY_ID = new SortKey(SearchField.THING_ID, SearchField.THING_ID.toString(), true);

    /** The order of two values. */
    int compare(JsonValue one, JsonValue other) {
        int order = ValueOrder.ASCENDING.compare(one, other);
        return ascending ? order : -order;
    }

    /** Whether no two things are equal by it. */
    boolean isById() {
        return field.equals(SearchField.THING_ID);
    }

    /** As it stands in an option, with what would end it there escaped. */
    @Override
    public String toString() {
        return (ascending ? "+" : "-") + name.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
