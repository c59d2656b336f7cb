package io.celltwin.edge.search;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.thingsearch.model.signals.commands.exceptions.InvalidOptionException;

/**
 * Where a page ended. It names the last thing, not a count, so that things that come and go meanwhile do not shift the
 * next page.
 *
 * @param query what was searched for, to notice a cursor of another search
 * @param values the last thing's values of the sort keys
 * @param thingId the last thing's id
 */
record Cursor(String query, List<JsonValue> values, String thingId) {
    private static final String QUERY = "query";
    private static final String VALUES = "values";
    private static final String THING_ID = "thingId";

    String text() {
        JsonObject json = JsonObject.newBuilder()
                .set(QUERY, query)
                .set(VALUES, values.stream().collect(JsonCollectors.valuesToArray()))
                .set(THING_ID, thingId)
                .build();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** @throws InvalidOptionException if it is no cursor of that query */
    static Cursor parse(String text, String query) {
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(text);
            JsonObject json = JsonObject.of(new String(decoded, StandardCharsets.UTF_8));
            JsonArray values = json.getValue(VALUES).orElseThrow().asArray();
            Cursor cursor = new Cursor(
                    json.getValue(QUERY).orElseThrow().asString(),
                    values.stream().toList(),
                    json.getValue(THING_ID).orElseThrow().asString());
            if (cursor.query().equals(query)) {
                return cursor;
            }
        } catch (RuntimeException e) {
            // whatever it is, it was not made here
        }
        throw InvalidOptionException.newBuilder()
                .message("The option 'cursor' is not valid for the search request.")
                .description("Give the cursor of the last page with the same filter, namespaces and sort option.")
                .build();
    }
}
