package io.celltwin.edge.access;

import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.entity.EntityKind;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.exceptions.EntityNotCreatableException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;

/**
 * Who may create things and policies in which namespaces: whom a rule grants it and none revokes it.
 *
 * @param grant the rules of which one must hold
 * @param revoke the rules of which none may hold
 */
public record CreationRules(List<Rule> grant, List<Rule> revoke) {
    /** Everybody may create everything. */
    public static final CreationRules EVERYBODY =
            new CreationRules(List.of(new Rule(List.of(), List.of(), List.of())), List.of());

    public CreationRules {
        grant = List.copyOf(grant);
        revoke = List.copyOf(revoke);
    }

    /**
     * @param headers of the command that creates
     * @throws EntityNotCreatableException with status 403 if the sender may not create that
     */
    public void check(EntityKey key, DittoHeaders headers) {
        boolean granted = grant.stream().anyMatch(rule -> rule.holds(key, headers));
        if (!granted || revoke.stream().anyMatch(rule -> rule.holds(key, headers))) {
            throw EntityNotCreatableException.newBuilder(key.id())
                    .dittoHeaders(headers)
                    .build();
        }
    }

    /**
     * A rule; it holds if all that it names is met, and what it does not name is met by all.
     *
     * @param resourceTypes {@code thing}, {@code policy}
     * @param namespaces names, with {@code *} and {@code ?} as wildcards
     * @param authSubjects subjects of the sender, with the same wildcards
     */
    public record Rule(List<String> resourceTypes, List<Pattern> namespaces, List<Pattern> authSubjects) {

        /** A rule of texts with wildcards. */
        public static Rule of(List<String> resourceTypes, List<String> namespaces, List<String> authSubjects) {
            return new Rule(resourceTypes, patterns(namespaces), patterns(authSubjects));
        }

        private static List<Pattern> patterns(List<String> texts) {
            return texts.stream().map(Rule::pattern).toList();
        }

        private static Pattern pattern(String text) {
            StringBuilder regex = new StringBuilder();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                regex.append(
                        switch (c) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(String.valueOf(c));
                        });
            }
            return Pattern.compile(regex.toString());
        }

        private boolean holds(EntityKey key, DittoHeaders headers) {
            return (resourceTypes.isEmpty() || resourceTypes.contains(type(key.kind())))
                    && (namespaces.isEmpty() || matches(namespaces, key.namespace()))
                    && (authSubjects.isEmpty()
                            || headers.getAuthorizationContext().stream()
                                    .map(AuthorizationSubject::getId)
                                    .anyMatch(subject -> matches(authSubjects, subject)));
        }

        private static String type(EntityKind kind) {
            return kind.name().toLowerCase(Locale.ROOT);
        }

        private static boolean matches(List<Pattern> patterns, String text) {
            return patterns.stream().anyMatch(pattern -> pattern.matcher(text).matches());
        }
    }
}
