package io.celltwin.edge.entity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/**
 * A value in the JSON of an entity, of which no more is read than is asked for: to find one value in the text takes a
 * hundredth of the time that it takes to make objects of all. The text is one that was checked before; in any other the
 * outcome is any.
 */
public final class JsonPart {
    /** The text in UTF-8, null if there are objects. */
    private final byte[] text;
    /** Where in the text the value begins. */
    private final int start;
    /** The objects, null if there is a text. */
    private final JsonValue value;

    private JsonPart(byte[] text, int start, JsonValue value) {
        this.text = text;
        this.start = start;
        this.value = value;
    }

    /** A value that has been read. */
    public static JsonPart of(JsonValue value) {
        return new JsonPart(null, 0, value);
    }

    static JsonPart ofText(byte[] text) {
        return new JsonPart(text, afterSpace(text, 0), null);
    }

    /** Whether it has members. */
    public boolean isObject() {
        return value == null ? text[start] == '{' : value.isObject() && !value.isNull();
    }

    /** Whether it has elements. */
    public boolean isArray() {
        return value == null ? text[start] == '[' : value.isArray() && !value.isNull();
    }

    /** The value itself. */
    public JsonValue read() {
        return value == null
                ? JsonFactory.readFrom(new String(text, start, end(text, start) - start, StandardCharsets.UTF_8))
                : value;
    }

    /** A member of it; nothing if it has none of that name, or has no members. */
    public Optional<JsonPart> member(String name) {
        if (!isObject()) {
            return Optional.empty();
        }
        if (value != null) {
            return value.asObject()
                    .getValue(JsonPointer.empty().addLeaf(JsonKey.of(name)))
                    .map(JsonPart::of);
        }
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        int at = afterSpace(text, start + 1);
        while (text[at] == '"') {
            int keyEnd = end(text, at);
            int member = afterSpace(text, afterSpace(text, keyEnd) + 1);
            if (isKey(at, keyEnd, wanted, name)) {
                return Optional.of(new JsonPart(text, member, null));
            }
            at = afterComma(text, end(text, member));
        }
        return Optional.empty();
    }

    /** Visits all members of it by their names. */
    public void forEachMember(BiConsumer<String, JsonPart> visitor) {
        if (!isObject()) {
            return;
        }
        if (value != null) {
            for (JsonField field : value.asObject()) {
                visitor.accept(field.getKeyName(), of(field.getValue()));
            }
            return;
        }
        int at = afterSpace(text, start + 1);
        while (text[at] == '"') {
            int keyEnd = end(text, at);
            int member = afterSpace(text, afterSpace(text, keyEnd) + 1);
            visitor.accept(key(at, keyEnd), new JsonPart(text, member, null));
            at = afterComma(text, end(text, member));
        }
    }

    private boolean isKey(int from, int to, byte[] wanted, String name) {
        for (int i = from + 1; i < to - 1; i++) {
            if (text[i] == '\\') { // one of several ways to write it
                return key(from, to).equals(name);
            }
        }
        return Arrays.equals(text, from + 1, to - 1, wanted, 0, wanted.length);
    }

    private String key(int from, int to) {
        return JsonFactory.readFrom(new String(text, from, to - from, StandardCharsets.UTF_8))
                .asString();
    }

    private static int afterSpace(byte[] text, int from) {
        int at = from;
        while (at < text.length && text[at] <= ' ' && text[at] >= 0) {
            at++;
        }
        return at;
    }

    private static int afterComma(byte[] text, int from) {
        int at = afterSpace(text, from);
        return text[at] == ',' ? afterSpace(text, at + 1) : at;
    }

    /** Where the value that begins at a place ends. */
    private static int end(byte[] text, int from) {
        return switch (text[from]) {
            case '"' -> endOfText(text, from);
            case '{', '[' -> endOfNested(text, from);
            default -> endOfScalar(text, from);
        };
    }

    private static int endOfText(byte[] text, int from) {
        int at = from + 1;
        while (text[at] != '"') {
            at += text[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private static int endOfNested(byte[] text, int from) {
        int depth = 0;
        int at = from;
        do {
            switch (text[at]) {
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                case '"' -> at = endOfText(text, at);
                default -> at++;
            }
        } while (depth > 0);
        return at;
    }

    private static int endOfScalar(byte[] text, int from) {
        int at = from;
        while (at < text.length && text[at] != ',' && text[at] != '}' && text[at] != ']') {
            at++;
        }
        return at;
    }
}
