package io.celltwin.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A WoT data schema (W3C WoT Thing Description 1.1, 5.3.2), compiled. Its words mean what they mean in JSON Schema; those that it does
 * not know, {@code format} among them, restrict nothing.
 * <p>
 * A value is a {@code Boolean}, a {@code Long} or another whole number, a {@code Double} or another fraction, a {@code String}, a
 * {@code List} or a {@code Map} of these. What is said of a value does not quote it: it is the same for each value that is
 * wrong in the same way. Immutable; safe for use by several threads.
 */
public final class DataSchema {

    /** Restricts nothing but that numbers are numbers. */
    public static final DataSchema ANY = new DataSchema(JsonType.ANY, List.of());

    private final JsonType type;
    private final List<Restriction> restrictions;

    private DataSchema(JsonType type, List<Restriction> restrictions) {
        this.type = type;
        this.restrictions = List.copyOf(restrictions);
    }

    /**
     * @param schema the schema; whatever in it makes no sense restricts nothing
     * @return what it says
     */
    public static DataSchema of(JsonNode schema) {
        JsonNode known = schema == null ? MissingNode.getInstance() : schema;
        List<Restriction> restrictions = new ArrayList<>();
        EnumRestriction.of(known).ifPresent(restrictions::add);
        NumberRestriction.of(known).ifPresent(restrictions::add);
        TextRestriction.of(known).ifPresent(restrictions::add);
        ListRestriction.of(known).ifPresent(restrictions::add);
        ObjectRestriction.of(known).ifPresent(restrictions::add);
        AlternativesRestriction.of(known).ifPresent(restrictions::add);
        return new DataSchema(JsonType.of(known), restrictions);
    }

    /**
     * @param value a value
     * @return what is wrong with it; empty if it fits
     */
    public Optional<String> problem(Object value) {
        String problem = problemOrNull(value);
        return Optional.ofNullable(problem);
    }

    /** Called for each value that a device gives: a fitting one costs no object. */
    String problemOrNull(Object value) {
        String notFinite = Values.notFinite(value);
        if (notFinite != null) {
            return notFinite;
        }
        if (!type.takes(value)) {
            return type.problem(value);
        }
        for (int i = 0; i < restrictions.size(); i++) {
            String problem = restrictions.get(i).problemOrNull(value);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    /**
     * Brings a fitting value to the form in which it is told: a whole number that came as a fraction, as scaled values and
     * floating-point nodes do, is whole where the schema says so.
     *
     * @param value a value that has no {@link #problem}
     * @return the same value
     */
    public Object normalized(Object value) {
        return type == JsonType.INTEGER && Values.isFraction(value)
                ? Long.valueOf(((Number) value).longValue())
                : value;
    }

    /** One thing that a schema asks of the values that it is for; takes all others. */
    @FunctionalInterface
    interface Restriction {

        /** What is wrong, or null. */
        String problemOrNull(Object value);
    }
}
