package io.celltwin.edge.search;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.thingsearch.model.signals.commands.exceptions.InvalidOptionException;

/**
 * Where a page ended, and of what search, so that nothing but the cursor is needed to go on. It names the last thing,
 * not a count, so that things that come and go meanwhile do not shift the next page. It gives no rights: the search goes
 * on on behalf of who sends it.
 *
 * @param filter the filter of the search
 * @param namespaces the namespaces of the search
 * @param sort the order of the search
 * @param values the last thing's values of the sort keys; its id is the last of them
 */
record Cursor(Optional<String> filter, Optional<Set<String>> namespaces, List<SortKey> sort, List<JsonValue> values) {
    private static final String FILTER = "F";
    private static final String NAMESPACES = "N";
    private static final String SORT = "S";
    private static final String VALUES = "V";

    String text() {
        JsonObjectBuilder json = JsonObject.newBuilder()
                .set(SORT, sort.stream().map(SortKey::toString).collect(Collectors.joining(",")))
                .set(VALUES, values.stream().collect(JsonCollectors.valuesToArray()));
        filter.ifPresent(given -> json.set(FILTER, given));
        namespaces.ifPresent(given ->
                json.set(NAMESPACES, given.stream().map(JsonValue::of).collect(JsonCollectors.valuesToArray())));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.build().toString().getBytes(StandardCharsets.UTF_8));
    }

    /** @throws InvalidOptionException if it is none */
    static Cursor parse(String text) {
        try {
            JsonObject json = JsonObject.of(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
            List<SortKey> sort =
                    SearchOptions.sort(json.getValue(SORT).orElseThrow().asString());
            List<JsonValue> values =
                    json.getValue(VALUES).orElseThrow().asArray().stream().toList();
            if (sort.size() == values.size() && sort.get(sort.size() - 1).isById()) {
                return new Cursor(
                        json.getValue(FILTER).map(JsonValue::asString),
                        json.getValue(NAMESPACES).map(JsonValue::asArray).map(Cursor::texts),
                        sort,
                        values);
            }
        } catch (RuntimeException e) {
            // whatever it is, it was not made here
        }
        throw invalid("Give the cursor of the last page as it was.");
    }

    private static Set<String> texts(JsonArray array) {
        return array.stream().map(JsonValue::asString).collect(Collectors.toSet());
    }

    /** The error of a cursor that cannot be used. */
    static InvalidOptionException invalid(String description) {
        return InvalidOptionException.newBuilder()
                .message("The option 'cursor' is not valid for the search request.")
                .description(description)
                .build();
    }
}
