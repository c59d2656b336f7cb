package io.celltwin.edge.search;

import java.util.List;
import java.util.Optional;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;

/**
 * A part of what a search found.
 *
 * @param items the things
 * @param ids their ids, whether they are shown or not
 * @param nextPageOffset where the next page begins, -1 after the last; nothing for who goes on with a cursor
 * @param cursor where to go on, nothing on the last page
 */
public record SearchPage(
        List<JsonObject> items, List<String> ids, Optional<Long> nextPageOffset, Optional<String> cursor) {
    /** The offset that says that there is no next page. */
    static final long NO_NEXT_PAGE = -1;

    /** The things as a JSON array. */
    public JsonArray itemsAsJson() {
        return items.stream().collect(JsonCollectors.valuesToArray());
    }

    /** The form that Ditto's HTTP API answers with. */
    public JsonObject toJson() {
        JsonObjectBuilder json = JsonObject.newBuilder().set("items", itemsAsJson());
        nextPageOffset.ifPresent(offset -> json.set("nextPageOffset", offset));
        cursor.ifPresent(next -> json.set("cursor", next));
        return json.build();
    }
}
