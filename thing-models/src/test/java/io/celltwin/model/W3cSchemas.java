package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;

/** The W3C's own JSON Schemas. */
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
        try (InputStream schema = W3cSchemas.class.getResourceAsStream("/schemas/wot/" + name)) {
            return new W3cSchemas(
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
