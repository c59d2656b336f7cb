package io.celltwin.policy;

import java.util.Set;
import java.util.TreeSet;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/**
 * What a policy entry says about one resource.
 *
 * @param grant permissions given there and below
 * @param revoke permissions taken away there and below
 */
record Permissions(Set<String> grant, Set<String> revoke) {

    private static final String GRANT = "grant";
    private static final String REVOKE = "revoke";

    static Permissions fromJson(JsonObject json) {
        return new Permissions(names(json, GRANT), names(json, REVOKE));
    }

    Permissions and(Permissions other) {
        Set<String> grants = new TreeSet<>(grant);
        grants.addAll(other.grant);
        Set<String> revokes = new TreeSet<>(revoke);
        revokes.addAll(other.revoke);
        return new Permissions(grants, revokes);
    }

    JsonObject toJson() {
        return JsonObject.newBuilder()
                .set(GRANT, array(grant))
                .set(REVOKE, array(revoke))
                .build();
    }

    private static JsonArray array(Set<String> names) {
        return names.stream().map(JsonValue::of).collect(JsonCollectors.valuesToArray());
    }

    private static Set<String> names(JsonObject json, String member) {
        Set<String> names = new TreeSet<>();
        json.getValue(member)
                .filter(JsonValue::isArray)
                .map(JsonValue::asArray)
                .ifPresent(array -> array.forEach(value -> names.add(value.asString())));
        return names;
    }
}
