package io.celltwin.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.model.schema.DataSchema.Restriction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * {@code properties} and {@code required}. A member that is null is one that is not there.
 *
 * @param members the schemas of members by name
 * @param required the members that must be there
 */
record ObjectRestriction(Map<String, DataSchema> members, List<String> required) implements Restriction {

    static Optional<Restriction> of(JsonNode schema) {
        Map<String, DataSchema> members = new LinkedHashMap<>();
        schema.path("properties")
                .properties()
                .forEach(member -> members.put(member.getKey(), DataSchema.of(member.getValue())));
        List<String> required = StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return members.isEmpty() && required.isEmpty()
                ? Optional.empty()
                : Optional.of(new ObjectRestriction(members, required));
    }

    @Override
    public String problemOrNull(Object value) {
        if (!(value instanceof Map<?, ?> object)) {
            return null;
        }
        for (String name : required) {
            if (object.get(name) == null) {
                return "has no member " + name;
            }
        }
        for (Map.Entry<String, DataSchema> member : members.entrySet()) {
            Object present = object.get(member.getKey());
            String problem = present == null ? null : member.getValue().problemOrNull(present);
            if (problem != null) {
                return "member %s: %s".formatted(member.getKey(), problem);
            }
        }
        return null;
    }
}
