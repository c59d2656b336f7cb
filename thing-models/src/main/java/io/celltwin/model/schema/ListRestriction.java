package io.celltwin.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.model.schema.DataSchema.Restriction;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * {@code items}, {@code minItems} and {@code maxItems}.
 *
 * @param items for each element: one schema for all, or one for each of the first elements
 * @param forAll whether there is one for all
 */
record ListRestriction(long fewest, long most, List<DataSchema> items, boolean forAll) implements Restriction {

    static Optional<Restriction> of(JsonNode schema) {
        long fewest = schema.path("minItems").asLong(0);
        long most = schema.path("maxItems").asLong(Long.MAX_VALUE);
        JsonNode items = schema.path("items");
        boolean forAll = items.isObject();
        List<DataSchema> schemas = forAll
                ? List.of(DataSchema.of(items))
                : StreamSupport.stream(items.spliterator(), false)
                        .map(DataSchema::of)
                        .toList();
        return fewest <= 0 && most == Long.MAX_VALUE && schemas.isEmpty()
                ? Optional.empty()
                : Optional.of(new ListRestriction(fewest, most, schemas, forAll));
    }

    @Override
    public String problemOrNull(Object value) {
        if (!(value instanceof List<?> elements)) {
            return null;
        }
        if (elements.size() < fewest) {
            return "fewer than %d elements".formatted(fewest);
        }
        if (elements.size() > most) {
            return "more than %d elements".formatted(most);
        }
        int checked = forAll ? elements.size() : Math.min(items.size(), elements.size());
        for (int i = 0; i < checked; i++) {
            String problem = items.get(forAll ? 0 : i).problemOrNull(elements.get(i));
            if (problem != null) {
                return "element %d: %s".formatted(i, problem);
            }
        }
        return null;
    }
}
