package io.celltwin.policy;

import io.celltwin.model.DataClass;
import io.celltwin.model.ThingModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/**
 * What one role may do, read from its JSON template. Each of its {@code grants} applies to the kinds of things that its
 * {@code where} names (a semantic type of the model or a feature that it has; without {@code where} to all); its
 * {@code resources} are taken as they are, its {@code values} name a data class and stand for all values of that class.
 *
 * @param grants the grants in the order of the template
 */
record PolicyTemplate(List<Grant> grants) {

    /** One grant of a template. */
    record Grant(
            Optional<String> type,
            Optional<String> feature,
            Map<String, Permissions> resources,
            Map<DataClass, Permissions> values) {

        boolean appliesTo(ThingModel model) {
            return type.map(model.types()::contains).orElse(true)
                    && feature.map(id -> model.properties().stream()
                                    .anyMatch(property -> property.feature()
                                            .filter(id::equals)
                                            .isPresent()))
                            .orElse(true);
        }
    }

    /** Reads the template of a role. */
    static PolicyTemplate load(Role role) {
        String path = "/policies/" + role.id() + ".json";
        try (InputStream in = PolicyTemplate.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("Resource " + path + " is missing from the jar");
            }
            return fromJson(JsonObject.of(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PolicyTemplate fromJson(JsonObject json) {
        List<Grant> grants = new ArrayList<>();
        json.getValue("grants")
                .map(JsonValue::asArray)
                .ifPresent(array -> array.forEach(grant -> grants.add(grant(grant.asObject()))));
        return new PolicyTemplate(List.copyOf(grants));
    }

    /** The resources of this role's policy entry for things of a kind, empty if the role has nothing to do with them. */
    Map<String, Permissions> resourcesFor(ThingModel model) {
        Map<String, Permissions> resources = new TreeMap<>();
        for (Grant grant : grants) {
            if (!grant.appliesTo(model)) {
                continue;
            }
            grant.resources()
                    .forEach((resource, permissions) -> resources.merge(resource, permissions, Permissions::and));
            grant.values()
                    .forEach((dataClass, permissions) -> ValueResources.of(
                                    model, dataClass, permissions.grant().contains("READ"))
                            .forEach(resource -> resources.merge(resource, permissions, Permissions::and)));
        }
        return resources;
    }

    /** The resources of this role's policy entry for things of which nobody knows the kind. */
    Map<String, Permissions> resourcesForAnything() {
        Map<String, Permissions> resources = new TreeMap<>();
        grants.stream()
                .filter(grant -> grant.type().isEmpty() && grant.feature().isEmpty())
                .forEach(grant -> grant.resources()
                        .forEach((resource, permissions) -> resources.merge(resource, permissions, Permissions::and)));
        return resources;
    }

    private static Grant grant(JsonObject json) {
        Map<String, Permissions> resources = new TreeMap<>();
        members(json, "resources")
                .forEach((name, value) -> resources.put(name, Permissions.fromJson(value.asObject())));
        Map<DataClass, Permissions> values = new EnumMap<>(DataClass.class);
        members(json, "values")
                .forEach((name, value) -> values.put(
                        DataClass.valueOf(name.toUpperCase(Locale.ROOT)), Permissions.fromJson(value.asObject())));
        Map<String, JsonValue> where = members(json, "where");
        return new Grant(
                Optional.ofNullable(where.get("type")).map(JsonValue::asString),
                Optional.ofNullable(where.get("feature")).map(JsonValue::asString),
                resources,
                values);
    }

    private static Map<String, JsonValue> members(JsonObject json, String name) {
        Map<String, JsonValue> members = new TreeMap<>();
        json.getField(name)
                .map(JsonField::getValue)
                .map(JsonValue::asObject)
                .ifPresent(object -> object.forEach(field -> members.put(field.getKeyName(), field.getValue())));
        return members;
    }
}
