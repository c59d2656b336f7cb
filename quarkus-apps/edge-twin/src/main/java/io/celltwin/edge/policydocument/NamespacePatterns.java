package io.celltwin.edge.policydocument;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.ditto.base.model.entity.id.RegexPatterns;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyEntryInvalidException;

/** Patterns of namespaces: {@code com.acme} itself, or with {@code com.acme.*} all below it. None means all. */
public final class NamespacePatterns {
    private static final String WILDCARD = ".*";

    private NamespacePatterns() {}

    static List<String> parse(JsonArray json) {
        List<String> patterns = new ArrayList<>();
        for (JsonValue element : json) {
            if (!element.isString()) {
                throw PolicyEntryInvalidException.newBuilder()
                        .description("The 'namespaces' array must only contain string values, but contained: " + element
                                + ".")
                        .build();
            }
            if (!isValid(element.asString())) {
                throw PolicyEntryInvalidException.newBuilder()
                        .description("The value '" + element.asString() + "' is not a valid namespace pattern. Valid"
                                + " patterns are namespaces like 'com.acme' or wildcard patterns like 'com.acme.*'.")
                        .build();
            }
            patterns.add(element.asString());
        }
        return patterns;
    }

    static JsonArray toJson(List<String> patterns) {
        return patterns.stream().map(JsonValue::of).collect(JsonCollectors.valuesToArray());
    }

    /** Whether a text is a pattern. */
    public static boolean isValid(String pattern) {
        String namespace = pattern.endsWith(WILDCARD) ? withoutWildcard(pattern) : pattern;
        return !namespace.isEmpty()
                && RegexPatterns.NAMESPACE_PATTERN.matcher(namespace).matches();
    }

    /** Whether one of the patterns, or having none, lets a namespace in. */
    public static boolean match(List<String> patterns, String namespace) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> matches(pattern, namespace));
    }

    /** Whether a pattern lets a namespace in. */
    public static boolean matches(String pattern, String namespace) {
        return pattern.endsWith(WILDCARD)
                ? namespace.startsWith(withoutWildcard(pattern) + ".")
                : namespace.equals(pattern);
    }

    private static String withoutWildcard(String pattern) {
        return pattern.substring(0, pattern.length() - WILDCARD.length());
    }
}
