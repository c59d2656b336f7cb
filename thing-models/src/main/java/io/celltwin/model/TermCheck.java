package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that every prefix in use is declared in {@code @context}, because to a JSON-LD processor a term with an undeclared
 * prefix means nothing and Ditto can be told to refuse such a model; and that every member with our own prefix is one that
 * the vocabulary defines, because a misspelt one would be passed over.
 */
final class TermCheck {

    private static final Pattern TERM = Pattern.compile("([a-zA-Z][a-zA-Z0-9_-]*):[a-zA-Z][\\w.-]*");
    /** Members whose values are terms; other texts may hold a colon for reasons of their own. */
    private static final Set<String> TERM_MEMBERS = Set.of("@type", "unit", "modv:type", "scheme");
    /** Prefixes that the W3C context itself declares. */
    private static final Set<String> STANDARD =
            Set.of("td", "tm", "jsonschema", "wotsec", "hctl", "htv", "xsd", "schema", "rdfs", "rdf", "dct");

    private final Set<String> declared = new HashSet<>(STANDARD);
    private final Set<String> reported = new HashSet<>();

    private TermCheck(JsonNode context) {
        for (JsonNode item : JsonText.items(context)) {
            item.fieldNames().forEachRemaining(declared::add);
        }
    }

    /** Reports every unknown member, and each undeclared prefix once, at the place of its first use. */
    static void check(ObjectNode document, Problems.Place root) {
        new TermCheck(document.get("@context")).walk(document, root);
    }

    private void walk(JsonNode node, Problems.Place place) {
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            walk(node.get(i), place.child(i));
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String name = member.getKey();
            if (name.equals("@context")) {
                continue;
            }
            Problems.Place here = place.child(name);
            checkTerm(name, here);
            if (name.startsWith("cell:") && !Vocabulary.isAnnotation(name)) {
                here.problem("the vocabulary has no member '" + name + "'");
            }
            if (TERM_MEMBERS.contains(name)) {
                JsonText.items(member.getValue()).forEach(value -> checkTerm(value.asText(""), here));
            }
            walk(member.getValue(), here);
        }
    }

    private void checkTerm(String text, Problems.Place place) {
        if (text.indexOf(':') < 0) {
            return;
        }
        Matcher term = TERM.matcher(text);
        if (term.matches() && !declared.contains(term.group(1)) && reported.add(term.group(1))) {
            place.problem("the prefix '" + term.group(1) + "' is not declared in @context");
        }
    }
}
