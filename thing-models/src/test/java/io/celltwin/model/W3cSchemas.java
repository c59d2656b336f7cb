package io.celltwin.model;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The W3C's own JSON Schemas, from the data directory; without it the test is skipped. */
record W3cSchemas(JsonSchema schema) {

    static W3cSchemas thingModel() {
        return load("tm-json-schema-validation.json");
    }

    static W3cSchemas thingDescription() {
        return load("td-json-schema-validation.json");
    }

    Set<ValidationMessage> violations(JsonNode document) {
        return schema.validate(document);
    }

    private static W3cSchemas load(String name) {
        Path file = Path.of(System.getProperty("celltwin.data", "."), "wot_thing_models", "schema", name);
        assumeTrue(Files.isRegularFile(file), () -> "skipped: there is no data set wot_thing_models (" + file + ")");
        try {
            return new W3cSchemas(
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
