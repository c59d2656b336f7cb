package io.celltwin.bootstrap.ditto;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonValue;

/**
 * Puts values where a connection says <code>${name}</code>; Ditto's own placeholders <code>{{ ... }}</code> stay. A value
 * cannot change the structure of the document, since it is put into texts only; in the connection's {@code uri} it is
 * percent-encoded.
 */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_.-]*)}");
    private static final String URI = "uri";

    private final Function<String, Optional<String>> values;

    /** @param values the value of a name, empty if it has none */
    Placeholders(Function<String, Optional<String>> values) {
        this.values = values;
    }

    /** @throws IllegalArgumentException if a placeholder has no value; the message names it */
    JsonObject fill(JsonObject document) {
        JsonObjectBuilder filled = JsonObject.newBuilder();
        for (JsonField field : document) {
            boolean inUri = field.getKeyName().equals(URI);
            JsonValue value = fill(field.getValue(), inUri ? Placeholders::encode : UnaryOperator.identity());
            filled.set(JsonField.newInstance(field.getKey(), value));
        }
        return filled.build();
    }

    private JsonValue fill(JsonValue value, UnaryOperator<String> encoding) {
        if (value.isString()) {
            return JsonValue.of(fill(value.asString(), encoding));
        }
        if (value.isObject()) {
            JsonObjectBuilder filled = JsonObject.newBuilder();
            value.asObject()
                    .forEach(field ->
                            filled.set(JsonField.newInstance(field.getKey(), fill(field.getValue(), encoding))));
            return filled.build();
        }
        if (value.isArray()) {
            return value.asArray().stream().map(item -> fill(item, encoding)).collect(JsonCollectors.valuesToArray());
        }
        return value;
    }

    private String fill(String text, UnaryOperator<String> encoding) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            String name = found.group(1);
            String value =
                    values.apply(name).orElseThrow(() -> new IllegalArgumentException("${" + name + "} has no value"));
            return Matcher.quoteReplacement(encoding.apply(value));
        });
    }

    /** Percent-encodes what is not unreserved (RFC 3986), so that it is good in every part of a URI. */
    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
