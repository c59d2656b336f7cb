package io.celltwin.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Writes and reads one kind of state: a record as a JSON object with the member {@value #VERSION}. Safe for several threads.
 *
 * <p>Reading goes in these steps, and the first that fails refuses the whole:
 *
 * <ol>
 *   <li>The text is parsed: one JSON value, no member twice, not deeper than {@value StateMapper#DEEPEST} levels.
 *   <li>Its version is looked at. State without one is of version 0: it was written before there were versions. A version
 *       that is not known is refused, since nobody can say what it means.
 *   <li>An older version is brought to the present one by the migrations between, one after another.
 *   <li>The record is made: every component that is not optional must be there, with a value of its type, and no other. The
 *       record's constructor checks what the values mean; what it says of them is part of the error.
 * </ol>
 *
 * @param <T> a record of records, lists, maps, optionals, instants, numbers and texts
 */
public final class StateCodec<T> {

    /** The member that holds the version. */
    public static final String VERSION = "stateVersion";

    private final String name;
    private final String remedy;
    private final Class<T> type;
    private final List<UnaryOperator<JsonNode>> migrations;

    private StateCodec(Builder<T> builder) {
        this.name = builder.name;
        this.remedy = builder.remedy;
        this.type = builder.type;
        this.migrations = List.copyOf(builder.migrations);
    }

    /**
     * Begins the codec of one kind of state.
     *
     * @param name what it is, for errors: "The health of a battery"
     * @param type the record
     * @param remedy what to do about one that cannot be read, a sentence without its stop: "It begins anew"
     */
    public static <T> Builder<T> of(String name, Class<T> type, String remedy) {
        return new Builder<>(name, type, remedy);
    }

    /** Returns the present version: as many as there are migrations. */
    public int version() {
        return migrations.size();
    }

    /** Returns the state as JSON of the present version. */
    public String write(T state) {
        try {
            ObjectNode json = StateMapper.JSON.valueToTree(state);
            json.put(VERSION, version());
            return StateMapper.JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(type + " cannot be written as JSON", e);
        }
    }

    /** Returns the state as JSON of the present version, in UTF-8. */
    public byte[] writeBytes(T state) {
        return write(state).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads what {@link #writeBytes} wrote, now or in an older version.
     *
     * @throws NewerStateException if a newer program wrote it
     * @throws DamagedStateException if it is anything else
     */
    public T read(byte[] json) {
        return read(new String(json, StandardCharsets.UTF_8));
    }

    /**
     * Reads what {@link #write} wrote, now or in an older version.
     *
     * @throws NewerStateException if a newer program wrote it
     * @throws DamagedStateException if it is anything else
     */
    public T read(String json) {
        JsonNode tree = parse(json);
        int version = versionOf(tree);
        try {
            for (UnaryOperator<JsonNode> migration : migrations.subList(version, version())) {
                tree = migration.apply(tree);
            }
        } catch (RuntimeException e) {
            throw damaged("it cannot be brought from version %d to %d".formatted(version, version()));
        }
        return bind(tree);
    }

    private JsonNode parse(String json) {
        try {
            JsonNode tree = StateMapper.JSON.readTree(json);
            if (tree.isMissingNode()) {
                throw damaged("it is empty");
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw damaged(StateMapper.problem(e));
        }
    }

    private int versionOf(JsonNode tree) {
        JsonNode version = tree.path(VERSION);
        if (version.isMissingNode()) {
            return 0;
        }
        if (!version.isIntegralNumber() || version.bigIntegerValue().signum() < 0) {
            throw damaged("its version is no number that there is");
        }
        if (!version.canConvertToInt() || version.intValue() > version()) {
            throw new NewerStateException(
                    "%s is of version %s, and this program knows those up to %d: start the program that wrote it, or a newer one"
                            .formatted(name, shortened(version.asText()), version()));
        }
        return version.intValue();
    }

    private T bind(JsonNode tree) {
        if (!(tree instanceof ObjectNode object)) {
            throw damaged("it is no JSON object");
        }
        try {
            ObjectNode content = object.deepCopy();
            content.remove(VERSION);
            return StateMapper.JSON.treeToValue(content, type);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw damaged(StateMapper.problem(e));
        }
    }

    private DamagedStateException damaged(String problem) {
        return new DamagedStateException("%s cannot be read: %s. %s".formatted(name, problem, remedy));
    }

    private static String shortened(String text) {
        return text.length() > 12 ? text.substring(0, 12) + "..." : text;
    }

    /** Makes a codec. */
    public static final class Builder<T> {

        private final String name;
        private final Class<T> type;
        private final String remedy;
        private final List<UnaryOperator<JsonNode>> migrations = new ArrayList<>();

        private Builder(String name, Class<T> type, String remedy) {
            this.name = name;
            this.type = type;
            this.remedy = remedy;
        }

        /**
         * Adds a version: the first call adds version 1, and so on.
         *
         * @param fromFormer makes JSON of this version from JSON of the former one; whatever it throws means that the JSON is
         *     damaged
         */
        public Builder<T> version(UnaryOperator<JsonNode> fromFormer) {
            migrations.add(fromFormer);
            return this;
        }

        /** Adds a version that differs from the former one by nothing but its number. */
        public Builder<T> version() {
            return version(UnaryOperator.identity());
        }

        /** Returns the codec; the version added last is the present one. */
        public StateCodec<T> build() {
            return new StateCodec<>(this);
        }
    }
}
