package io.celltwin.edge.protocol;

import io.celltwin.edge.error.EdgeTwinException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.protocol.Adaptable;

/**
 * Keeps out what can be read as JSON once but not be written so that it can be read again: numbers too large for a
 * double, which become infinite, halves of surrogate pairs, which UTF-8 cannot hold, and values so deep that with
 * what is around them on disk the parser would give up.
 */
final class StorableJson {
    /** The parser gives up at 1000 levels; a part of these is for what is around a value on disk. */
    private static final int DEEPEST = 500;

    private StorableJson() {}

    /** @throws DittoRuntimeException with status 400 if a message holds such a thing */
    static void check(Adaptable message) {
        checkText(message.getTopicPath().getNamespace());
        checkText(message.getTopicPath().getEntityName());
        JsonPointer path = JsonPointer.of(message.getPayload().getPath());
        checkText(path.toString());
        int depth = path.getLevelCount();
        checkDepth(depth);
        message.getPayload().getValue().ifPresent(value -> check(value, depth));
    }

    private static void check(JsonValue value, int depth) {
        if (value.isNull()) {
            return;
        }
        if (value.isObject()) {
            checkDepth(depth + 1);
            for (JsonField field : value.asObject()) {
                checkText(field.getKeyName());
                check(field.getValue(), depth + 1);
            }
        } else if (value.isArray()) {
            checkDepth(depth + 1);
            for (JsonValue element : value.asArray()) {
                check(element, depth + 1);
            }
        } else if (value.isString()) {
            checkText(value.asString());
        } else if (value.isNumber() && !Double.isFinite(value.asDouble())) {
            throw EdgeTwinException.badRequest(
                    "A number is larger than may be.",
                    "Numbers lie between -1.7976931348623157E308 and 1.7976931348623157E308.");
        }
    }

    private static void checkDepth(int depth) {
        if (depth > DEEPEST) {
            throw EdgeTwinException.badRequest("A value lies deeper than " + DEEPEST + " levels.", null);
        }
    }

    private static void checkText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (!pair) {
                throw EdgeTwinException.badRequest("A text is not Unicode: it has one half of a surrogate pair.", null);
            }
            i++;
        }
    }
}
