package io.celltwin.history.ingest;

import io.celltwin.history.point.PointValue;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** What the tags of a declaration are for one thing at the time of an event. */
final class TagValues {

    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{\\{\\s*(thing-json:[\\w/.~-]+|thing:id|thing:namespace|thing:name)\\s*}}");
    private static final String OF_JSON = "thing-json:";

    private TagValues() {}

    /**
     * Fills placeholders in.
     *
     * @param templates by path
     * @param thingId id of the thing
     * @param thing what is known of it
     * @return without those that are filled with nothing
     */
    static SortedMap<String, String> of(Map<String, String> templates, String thingId, JsonObject thing) {
        SortedMap<String, String> values = new TreeMap<>();
        templates.forEach((path, template) -> fill(template, thingId, thing)
                .filter(value -> !value.isEmpty())
                .ifPresent(value -> values.put(path, PointValue.storable(value))));
        return values;
    }

    private static Optional<String> fill(String template, String thingId, JsonObject thing) {
        Matcher placeholder = PLACEHOLDER.matcher(template);
        StringBuilder filled = new StringBuilder();
        while (placeholder.find()) {
            Optional<String> value = value(placeholder.group(1), thingId, thing);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            placeholder.appendReplacement(filled, Matcher.quoteReplacement(value.get()));
        }
        placeholder.appendTail(filled);
        return filled.indexOf("{{") < 0 ? Optional.of(filled.toString()) : Optional.empty();
    }

    private static Optional<String> value(String placeholder, String thingId, JsonObject thing) {
        int colon = thingId.indexOf(':');
        if (placeholder.startsWith(OF_JSON)) {
            return thing.getValue(JsonPointer.of("/" + placeholder.substring(OF_JSON.length())))
                    .filter(value -> !value.isNull() && !value.isObject() && !value.isArray())
                    .map(JsonValue::formatAsString);
        }
        return Optional.of(
                switch (placeholder) {
                    case "thing:namespace" -> thingId.substring(0, colon);
                    case "thing:name" -> thingId.substring(colon + 1);
                    default -> thingId;
                });
    }
}
