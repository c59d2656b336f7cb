package io.celltwin.edge.policydocument;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyEntryInvalidException;

/** What an entry that refers to another may add to what that other says. */
public enum AllowedAddition {
    SUBJECTS,
    RESOURCES,
    NAMESPACES;

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Set<AllowedAddition> parse(JsonArray json) {
        Set<AllowedAddition> additions = new LinkedHashSet<>();
        for (JsonValue element : json) {
            additions.add(parse(element));
        }
        return additions;
    }

    private static AllowedAddition parse(JsonValue element) {
        for (AllowedAddition addition : values()) {
            if (element.isString() && addition.text().equals(element.asString())) {
                return addition;
            }
        }
        throw PolicyEntryInvalidException.newBuilder()
                .description("The value '" + (element.isString() ? element.asString() : element)
                        + "' is not a valid allowedAddition. Valid values are: [subjects, resources, namespaces].")
                .build();
    }

    static JsonArray toJson(Set<AllowedAddition> additions) {
        return additions.stream()
                .map(addition -> JsonValue.of(addition.text()))
                .collect(JsonCollectors.valuesToArray());
    }
}
