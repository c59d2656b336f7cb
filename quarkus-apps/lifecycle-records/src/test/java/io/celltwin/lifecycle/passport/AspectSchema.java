package io.celltwin.lifecycle.passport;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The schema of a BatteryPass aspect by an independent validator. The schemas are not part of the project; where they are not there,
 * whoever asks for one is skipped.
 */
final class AspectSchema {
    private static final Path MODELS = Path.of(System.getProperty("celltwin.data", "../shared/data"))
            .resolve("battery_passport_models/batterypass_1.2");

    private final JsonNode schema;
    private final JsonSchema validator;

    private AspectSchema(JsonNode schema) {
        this.schema = schema;
        this.validator = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                .getSchema(
                        schema,
                        SchemaValidatorsConfig.builder()
                                .pathType(PathType.JSON_POINTER)
                                .formatAssertionsEnabled(true)
                                .build());
    }

    static AspectSchema of(BatteryPassAspect aspect) {
        String version = aspect.model().replaceAll(".*:([0-9.]+)#.*", "$1");
        Path file = MODELS.resolve(version).resolve(aspect.name() + "-schema.json");
        assumeTrue(Files.isReadable(file), "schema " + file + " is not there (system property celltwin.data)");
        try {
            JsonNode schema = new ObjectMapper().readTree(Files.readString(file));
            if (!schema.path("x-samm-aspect-model-urn").asText().equals(aspect.model())) {
                throw new IllegalStateException(file + " is not of " + aspect.model());
            }
            return new AspectSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Complaints complaints(JsonNode document) {
        return Complaints.of(validator, document);
    }

    /** Each place of a document that is no object, and each list, with whether all on the way to it is mandatory. */
    Map<String, Boolean> places() {
        Map<String, Boolean> places = new TreeMap<>();
        collect(schema, "", true, places);
        return places;
    }

    private void collect(JsonNode declared, String path, boolean mandatory, Map<String, Boolean> places) {
        JsonNode node = resolved(declared);
        if (node.path("properties").isEmpty()) {
            places.put(path, mandatory);
            return;
        }
        Set<String> required = new TreeSet<>();
        node.path("required").forEach(name -> required.add(name.asText()));
        node.get("properties")
                .fields()
                .forEachRemaining(property -> collect(
                        property.getValue(),
                        path + "/" + property.getKey(),
                        mandatory && required.contains(property.getKey()),
                        places));
    }

    private JsonNode resolved(JsonNode declared) {
        JsonNode node = declared;
        while (node.has("$ref") || node.has("allOf")) {
            node = node.has("$ref")
                    ? schema.at(node.get("$ref").asText().substring(1))
                    : node.get("allOf").get(0);
        }
        return node;
    }
}
