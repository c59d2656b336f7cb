package io.celltwin.edge.access;

import io.celltwin.edge.policydocument.NamespacePatterns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eclipse.ditto.policies.model.PolicyId;

/**
 * The policies whose implicit entries come to every policy of a namespace, by configuration.
 *
 * @param byPattern of namespaces: one by its name, those below one ({@code com.acme.*}), or all ({@code *})
 */
public record NamespacePolicies(Map<String, List<PolicyId>> byPattern) {
    /** No namespace has such policies. */
    public static final NamespacePolicies NONE = new NamespacePolicies(Map.of());

    private static final String ALL = "*";

    /** @throws IllegalArgumentException if a pattern is none */
    public NamespacePolicies {
        byPattern = Map.copyOf(byPattern);
        for (String pattern : byPattern.keySet()) {
            if (!pattern.equals(ALL) && !NamespacePatterns.isValid(pattern)) {
                throw new IllegalArgumentException(
                        "'" + pattern + "' is no pattern of namespaces: use 'com.acme'," + " 'com.acme.*' or '*'.");
            }
        }
    }

    /** The policies for a namespace, those of the narrowest pattern first. */
    List<PolicyId> of(String namespace) {
        List<String> patterns = new ArrayList<>(byPattern.keySet());
        patterns.removeIf(pattern -> !pattern.equals(ALL) && !NamespacePatterns.matches(pattern, namespace));
        patterns.sort(Comparator.comparingInt(NamespacePolicies::precedence).reversed());
        return patterns.stream()
                .flatMap(pattern -> byPattern.get(pattern).stream())
                .distinct()
                .toList();
    }

    private static int precedence(String pattern) {
        if (pattern.equals(ALL)) {
            return 0;
        }
        return pattern.endsWith(".*") ? pattern.length() : Integer.MAX_VALUE;
    }
}
