package io.celltwin.edge.search.query;

import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.JsonPart;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.Thing;

/**
 * A field of a thing that can be searched and sorted by.
 *
 * @param keys the names on the way to it; {@code *} in the place of a feature's id stands for every feature
 */
public record SearchField(List<String> keys) {
    /** The id of a thing. */
    public static final SearchField THING_ID = new SearchField(
            List.of(Thing.JsonFields.ID.getPointer().getRoot().orElseThrow().toString()));

    private static final String NAMESPACE = "namespace";
    private static final String FEATURES = "features";
    private static final String METADATA = "_metadata";
    private static final String ANY = "*";

    public SearchField {
        keys = List.copyOf(keys);
    }

    /**
     * The field of that name, which was checked already to be one.
     *
     * @throws org.eclipse.ditto.json.JsonPointerInvalidException if it is no path
     */
    public static SearchField of(String name) {
        List<String> keys = new ArrayList<>();
        for (JsonKey key : JsonPointer.of(name)) {
            keys.add(key.toString());
        }
        return new SearchField(keys);
    }

    /** The name on one level, empty below the end. */
    private String key(int level) {
        return level < keys.size() ? keys.get(level) : "";
    }

    /** Whether it stands for a field of every feature. */
    public boolean ofAnyFeature() {
        return FEATURES.equals(key(0)) && ANY.equals(key(1));
    }

    /** Whether everybody may know it who may know of the thing. */
    boolean isPublic() {
        return equals(THING_ID) || keys.size() == 1 && NAMESPACE.equals(keys.get(0));
    }

    /** Where it is in a thing. */
    public JsonPointer pointer() {
        JsonPointer pointer = JsonPointer.empty();
        for (String key : keys) {
            pointer = pointer.addLeaf(JsonKey.of(key));
        }
        return pointer;
    }

    /** Whether a change at a path may change the field's value. */
    public boolean isTouchedBy(JsonPointer path) {
        int level = 0;
        for (JsonKey key : path) {
            if (level >= keys.size()) {
                return true;
            }
            boolean any = level == 1 && ofAnyFeature();
            if (!any && !keys.get(level).contentEquals(key)) {
                // What the twin itself writes with each change has no path of its own.
                return keys.get(0).startsWith("_");
            }
            level++;
        }
        return true;
    }

    /**
     * Visits what stands in the field: each element of an array, else the value; nothing if the field is missing.
     *
     * @param readable says for each place whether its value may be looked at
     */
    public void visit(Entity thing, Predicate<JsonPointer> readable, Consumer<JsonValue> visitor) {
        if (ofAnyFeature()) {
            visitFeatures(thing, readable, visitor);
        } else if (isPublic() || readable.test(pointer())) {
            visit(thing, visitor);
        }
    }

    private void visitFeatures(Entity thing, Predicate<JsonPointer> readable, Consumer<JsonValue> visitor) {
        thing.part()
                .member(FEATURES)
                .ifPresent(features -> features.forEachMember((id, feature) -> {
                    List<String> own = new ArrayList<>(keys);
                    own.set(1, id);
                    if (readable.test(new SearchField(own).pointer())) {
                        descend(feature, 2, visitor);
                    }
                }));
    }

    private void visit(Entity thing, Consumer<JsonValue> visitor) {
        switch (keys.get(0)) {
            case NAMESPACE -> visitor.accept(JsonValue.of(thing.key().namespace()));
            case "_revision" -> visitor.accept(JsonValue.of(thing.revision()));
            case "_created" -> visitor.accept(JsonValue.of(thing.created().toString()));
            case "_modified" -> visitor.accept(JsonValue.of(thing.modified().toString()));
            case METADATA -> descend(JsonPart.of(thing.metadata()), 1, visitor);
            default -> descend(thing.part(), 0, visitor);
        }
    }

    private void descend(JsonPart part, int level, Consumer<JsonValue> visitor) {
        if (level == keys.size()) {
            JsonValue value = part.read();
            if (value.isArray() && !value.asArray().isEmpty()) {
                value.asArray().forEach(visitor);
            } else {
                visitor.accept(value);
            }
        } else if (part.isArray()) {
            for (JsonValue element : part.read().asArray()) {
                if (element.isObject()) {
                    descend(JsonPart.of(element), level, visitor);
                }
            }
        } else {
            part.member(keys.get(level)).ifPresent(child -> descend(child, level + 1, visitor));
        }
    }

    /**
     * The value to sort by: null if there is none, of several the smallest or the largest.
     *
     * @param readable says whether the value may be looked at
     */
    public JsonValue sortValue(Entity thing, Predicate<JsonPointer> readable, boolean ascending) {
        List<JsonValue> values = new ArrayList<>();
        visit(thing, readable, values::add);
        return values.stream()
                .min(ascending ? ValueOrder.ASCENDING : ValueOrder.ASCENDING.reversed())
                .orElseGet(JsonFactory::nullLiteral);
    }

    @Override
    public String toString() {
        return String.join("/", keys);
    }
}
