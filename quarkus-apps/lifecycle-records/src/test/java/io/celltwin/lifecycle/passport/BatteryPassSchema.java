package io.celltwin.lifecycle.passport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The schema of the document by an independent validator, and the example that comes with it. */
final class BatteryPassSchema {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode SCHEMA = read("/passport/BatteryPass-schema.json");
    private static final JsonSchema VALIDATOR = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
            .getSchema(
                    SCHEMA,
                    SchemaValidatorsConfig.builder()
                            .pathType(PathType.JSON_POINTER)
                            .build());

    private BatteryPassSchema() {}

    static JsonNode example() {
        return read("/passport/BatteryPass.json");
    }

    /** What of that document is wrong: the paths that are missing, and the messages about anything else. */
    static Complaints complaints(JsonNode document) {
        return Complaints.of(VALIDATOR, document);
    }

    /**
     * The attributes of the schema, and whether each is mandatory: what is no object, or one of at most two members that say
     * one thing together.
     */
    static Map<String, Boolean> attributes() {
        Map<String, Boolean> attributes = new TreeMap<>();
        collect(SCHEMA, "", true, attributes);
        return attributes;
    }

    private static void collect(JsonNode schema, String path, boolean mandatory, Map<String, Boolean> attributes) {
        JsonNode node = schema;
        while (node.has("$ref")) {
            node = SCHEMA.at(node.get("$ref").asText().substring(1));
        }
        JsonNode properties = node.path("properties");
        Set<String> required = new TreeSet<>();
        node.path("required").forEach(name -> required.add(name.asText()));
        if (properties.isEmpty() || isOneThing(properties)) {
            attributes.put(path, mandatory);
            return;
        }
        properties
                .fieldNames()
                .forEachRemaining(name -> collect(
                        properties.get(name), path + "/" + name, mandatory && required.contains(name), attributes));
    }

    private static boolean isOneThing(JsonNode properties) {
        Set<String> names = new TreeSet<>();
        properties.fieldNames().forEachRemaining(names::add);
        return Set.of(
                        Set.of("time", "value"),
                        Set.of("unit", "value"),
                        Set.of("temperature", "value"),
                        Set.of("lifeUnit", "lifeValue"))
                .contains(names);
    }

    private static JsonNode read(String resource) {
        try (InputStream in = BatteryPassSchema.class.getResourceAsStream(resource)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
