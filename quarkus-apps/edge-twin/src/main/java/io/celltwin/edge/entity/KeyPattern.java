package io.celltwin.edge.entity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/**
 * A key of a merge patch that stands for all keys of the merged object that match a regular expression:
 * {@code {{ ~regex~ }}} or {@code {{ /regex/ }}}. With null it removes them; Ditto then applies the rest of the
 * patch, so that what the patch itself names anew is replaced as a whole.
 *
 * <p>
 * An expression comes from outside and may be made to take for ever. So each is tried against the keys it will meet,
 * with a bounded number of steps, before anything is changed.
 */
public final class KeyPattern {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final char TILDE = '~';
    private static final char SLASH = '/';
    /** How many characters the expressions of one patch may look at; takes some milliseconds. */
    private static final int MOST_STEPS = 500_000;

    private KeyPattern() {}

    /** Whether a field of a patch removes what matches. */
    public static boolean isRemoval(JsonField field) {
        return field.getValue().isNull() && expression(field.getKey()).isPresent();
    }

    /** The text between the delimiters; may be no regular expression. Nothing if the key is an ordinary one. */
    private static Optional<String> expression(CharSequence key) {
        String text = key.toString();
        if (!text.startsWith(OPEN) || !text.endsWith(CLOSE) || text.length() < OPEN.length() + CLOSE.length()) {
            return Optional.empty();
        }
        String inner =
                text.substring(OPEN.length(), text.length() - CLOSE.length()).trim();
        return isDelimited(inner, TILDE) || isDelimited(inner, SLASH)
                ? Optional.of(inner.substring(1, Math.max(1, inner.length() - 1)))
                : Optional.empty();
    }

    private static boolean isDelimited(String text, char delimiter) {
        return !text.isEmpty() && text.charAt(0) == delimiter && text.charAt(text.length() - 1) == delimiter;
    }

    /**
     * The same patch with tildes around each expression, since Ditto's model of a thing takes no slash in a key,
     * although its documentation allows both.
     */
    public static JsonValue withTildes(JsonValue patch) {
        return isProperObject(patch) && hasSlashes(patch.asObject()) ? withTildes(patch.asObject()) : patch;
    }

    private static boolean hasSlashes(JsonObject patch) {
        for (JsonField field : patch) {
            if (isSlashed(field)
                    || isProperObject(field.getValue())
                            && hasSlashes(field.getValue().asObject())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSlashed(JsonField field) {
        return isRemoval(field)
                && field.getKeyName().substring(OPEN.length()).trim().startsWith(String.valueOf(SLASH));
    }

    private static JsonObject withTildes(JsonObject patch) {
        JsonObjectBuilder rewritten = JsonFactory.newObjectBuilder();
        for (JsonField field : patch) {
            JsonKey key = isSlashed(field)
                    ? JsonKey.of(OPEN + " " + TILDE + expression(field.getKey()).orElseThrow() + TILDE + " " + CLOSE)
                    : field.getKey();
            rewritten.set(JsonField.newInstance(key, withTildes(field.getValue())));
        }
        return rewritten.build();
    }

    /** Whether a patch has such a key somewhere. */
    public static boolean isIn(JsonValue patch) {
        if (!isProperObject(patch)) {
            return false;
        }
        for (JsonField field : patch.asObject()) {
            if (field.getKeyName().startsWith(OPEN) || isIn(field.getValue())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Tries all expressions of a patch.
     *
     * @param target the object that the patch will be merged into
     * @param path where in it
     * @throws IllegalArgumentException if one is no regular expression, or takes too long
     */
    public static void check(JsonObject target, JsonPointer path, JsonValue patch) {
        if (isIn(patch)) {
            resolved(at(target, path), patch, new Steps());
        }
    }

    /**
     * The patch with each pattern replaced by what it removes, key by key: to be shown to those who may not see all
     * of it.
     *
     * @param target the object that it was merged into, as it was before
     * @param path where in it
     */
    public static JsonValue resolved(JsonObject target, JsonPointer path, JsonValue patch) {
        return resolved(at(target, path), patch, new Steps());
    }

    private static Optional<JsonValue> at(JsonObject target, JsonPointer path) {
        return path.isEmpty() ? Optional.of(target) : target.getValue(path);
    }

    private static JsonValue resolved(Optional<JsonValue> target, JsonValue patch, Steps steps) {
        if (!isProperObject(patch) || target.filter(KeyPattern::isProperObject).isEmpty()) {
            return patch;
        }
        JsonObject present = target.get().asObject();
        List<JsonKey> removed = new ArrayList<>();
        JsonObjectBuilder resolved = JsonFactory.newObjectBuilder();
        for (JsonField field : patch.asObject()) {
            Optional<String> expression = expression(field.getKey());
            expression.ifPresent(regex -> {
                List<JsonKey> matching = steps.matching(regex, field.getKey(), present);
                if (field.getValue().isNull()) {
                    removed.addAll(matching);
                }
            });
            if (expression.isEmpty() || !field.getValue().isNull()) {
                resolved.set(JsonField.newInstance(
                        field.getKey(),
                        resolved(Optional.ofNullable(field(present, field.getKey())), field.getValue(), steps)));
            }
        }
        for (JsonKey key : removed) {
            JsonValue written = field(patch.asObject(), key);
            resolved.set(JsonField.newInstance(
                    key, written == null ? JsonFactory.nullLiteral() : replacing(field(present, key), written)));
        }
        return resolved.build();
    }

    /** A patch that leaves nothing of what was there before. */
    private static JsonValue replacing(JsonValue present, JsonValue written) {
        if (!isProperObject(present) || !isProperObject(written)) {
            return written;
        }
        JsonObjectBuilder replacing = JsonFactory.newObjectBuilder();
        for (JsonField field : present.asObject()) {
            if (field(written.asObject(), field.getKey()) == null) {
                replacing.set(JsonField.newInstance(field.getKey(), JsonFactory.nullLiteral()));
            }
        }
        for (JsonField field : written.asObject()) {
            JsonValue before = field(present.asObject(), field.getKey());
            replacing.set(JsonField.newInstance(
                    field.getKey(), before == null ? field.getValue() : replacing(before, field.getValue())));
        }
        return replacing.build();
    }

    private static JsonValue field(JsonObject object, JsonKey key) {
        return object.getValue(JsonPointer.empty().addLeaf(key)).orElse(null);
    }

    private static boolean isProperObject(JsonValue value) {
        return value.isObject() && !value.isNull();
    }

    /** What the expressions of one patch may still cost. */
    private static final class Steps {
        private int left = MOST_STEPS;

        List<JsonKey> matching(String regex, JsonKey key, JsonObject target) {
            try {
                if (key.toString()
                                .substring(OPEN.length(), key.length() - CLOSE.length())
                                .trim()
                                .length()
                        < 2) {
                    throw new IllegalArgumentException("The key '" + key + "' lacks one of its delimiters.");
                }
                Pattern pattern = Pattern.compile(regex);
                return target.getKeys().stream()
                        .filter(candidate -> pattern.matcher(new Counted(candidate.toString(), key))
                                .matches())
                        .toList();
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "The key '" + key + "' holds no regular expression: " + e.getDescription() + ".", e);
            } catch (StackOverflowError e) {
                throw tooCostly(key);
            }
        }

        private static IllegalArgumentException tooCostly(CharSequence key) {
            return new IllegalArgumentException("The regular expression of the key '" + key + "' takes too long.");
        }

        /** A text that cannot be looked at without end. */
        private final class Counted implements CharSequence {
            private final String text;
            private final JsonKey askedBy;

            Counted(String text, JsonKey askedBy) {
                this.text = text;
                this.askedBy = askedBy;
            }

            @Override
            public int length() {
                return text.length();
            }

            @Override
            public char charAt(int index) {
                if (--left < 0) {
                    throw tooCostly(askedBy);
                }
                return text.charAt(index);
            }

            @Override
            public CharSequence subSequence(int start, int end) {
                return text.subSequence(start, end);
            }

            @Override
            public String toString() {
                return text;
            }
        }
    }
}
