package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code {{PLACEHOLDER}}} marks of a Thing Model (W3C WoT Thing Description 1.1, "Placeholder"). A text that is nothing
 * but one mark takes the value with its JSON type; inside a longer text the value is written as text.
 */
record Placeholders(Map<String, JsonNode> values) {

    /** The device's base URI. */
    static final String ADDRESS = "ADDRESS";
    /** The instance name of a submodel. */
    static final String INSTANCE_NAME = "INSTANCE_NAME";

    private static final Pattern MARK = Pattern.compile("\\{\\{([ -z|~]{1,64}?)\\}\\}");

    /** Fills what is known, at every depth, and leaves other marks as they are. The argument is not changed. */
    JsonNode fill(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode filled = JsonText.object();
            object.properties().forEach(field -> filled.set(field.getKey(), fill(field.getValue())));
            return filled;
        }
        if (node.isArray()) {
            ArrayNode filled = JsonText.array();
            node.forEach(item -> filled.add(fill(item)));
            return filled;
        }
        return node.isTextual() && node.textValue().contains("{{") ? fillText(node.textValue()) : node;
    }

    /** The first mark in a text that is still there, or null. */
    static String firstIn(String text) {
        Matcher mark = MARK.matcher(text);
        return mark.find() ? mark.group(1).trim() : null;
    }

    static boolean startsWithOne(String text) {
        return MARK.matcher(text).lookingAt();
    }

    /** The text with something harmless in place of every mark, to check what the rest of it looks like. */
    static String sample(String text, String harmless) {
        return MARK.matcher(text).replaceAll(Matcher.quoteReplacement(harmless));
    }

    private JsonNode fillText(String text) {
        Matcher mark = MARK.matcher(text);
        if (mark.matches()) {
            JsonNode value = values.get(mark.group(1).trim());
            return value == null ? TextNode.valueOf(text) : value.deepCopy();
        }
        return TextNode.valueOf(mark.replaceAll(match -> {
            JsonNode value = values.get(match.group(1).trim());
            return Matcher.quoteReplacement(value == null ? match.group() : value.asText());
        }));
    }
}
