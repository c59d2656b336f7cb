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
 * @param cursor where to go on, nothing on the last page
 */
public record SearchPage(List<JsonObject> items, Optional<String> cursor) {

    /** The things as a JSON array. */
    public JsonArray itemsAsJson() {
        return items.stream().collect(JsonCollectors.valuesToArray());
    }

    /** The form that Ditto's HTTP API answers with. */
    public JsonObject toJson() {
        JsonObjectBuilder json = JsonObject.newBuilder().set("items", itemsAsJson());
        cursor.ifPresent(next -> json.set("cursor", next));
        return json.build();
    }
}
