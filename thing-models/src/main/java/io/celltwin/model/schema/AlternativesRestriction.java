package io.celltwin.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.model.schema.DataSchema.Restriction;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * {@code oneOf}.
 *
 * @param alternatives exactly one of which must take the value
 */
record AlternativesRestriction(List<DataSchema> alternatives) implements Restriction {

    static Optional<Restriction> of(JsonNode schema) {
        return schema.path("oneOf").isArray()
                ? Optional.of(new AlternativesRestriction(
                        StreamSupport.stream(schema.get("oneOf").spliterator(), false)
                                .map(DataSchema::of)
                                .toList()))
                : Optional.empty();
    }

    @Override
    public String problemOrNull(Object value) {
        long taking = alternatives.stream()
                .filter(alternative -> alternative.problemOrNull(value) == null)
                .count();
        return taking == 1 ? null : "none of the alternatives that the model names, or more than one";
    }
}
