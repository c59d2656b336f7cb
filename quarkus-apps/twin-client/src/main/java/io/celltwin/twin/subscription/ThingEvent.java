package io.celltwin.twin.subscription;

import java.time.Instant;
import java.util.Optional;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.protocol.Payload;
import org.eclipse.ditto.protocol.TopicPath;

/**
 * One event of the twin service about one thing, freed of the protocol's many forms.
 *
 * @param thingId id of the thing
 * @param kind what {@code patch} says about the thing
 * @param patch thing-shaped merge patch; empty for {@link Kind#DELETED}
 * @param revision the thing's revision after the event
 * @param timestamp when it happened
 */
public record ThingEvent(String thingId, Kind kind, JsonObject patch, long revision, Instant timestamp) {

    public enum Kind {
        /** The patch is the whole thing. */
        WHOLE,
        /** The patch says exactly what changed. */
        PATCH,
        /** An object inside was replaced: the patch has what is there now, but cannot say which keys are gone. */
        REPLACED,
        /** The thing is gone. */
        DELETED
    }

    /**
     * Reads an event as it comes over the WebSocket.
     *
     * @return empty if the message is not a twin event about a thing
     */
    public static Optional<ThingEvent> from(Adaptable message) {
        TopicPath topic = message.getTopicPath();
        if (!topic.isGroup(TopicPath.Group.THINGS) || !topic.isCriterion(TopicPath.Criterion.EVENTS)) {
            return Optional.empty();
        }
        return topic.getAction().map(action -> {
            Payload payload = message.getPayload();
            JsonPointer path = JsonPointer.of(payload.getPath());
            JsonValue value = payload.getValue().orElseGet(JsonFactory::nullLiteral);
            Kind kind = kind(action, path, value);
            JsonObject patch = kind == Kind.DELETED ? JsonObject.empty() : patch(path, value);
            return new ThingEvent(
                    topic.getNamespace() + ":" + topic.getEntityName(),
                    kind,
                    patch,
                    payload.getRevision().orElse(0L),
                    payload.getTimestamp().orElseGet(Instant::now));
        });
    }

    private static Kind kind(TopicPath.Action action, JsonPointer path, JsonValue value) {
        if (action == TopicPath.Action.MERGED || action == TopicPath.Action.MIGRATED) {
            return path.isEmpty() && !value.isObject() ? Kind.REPLACED : Kind.PATCH;
        }
        if (action == TopicPath.Action.DELETED) {
            return path.isEmpty() ? Kind.DELETED : Kind.PATCH;
        }
        if (path.isEmpty()) {
            return value.isObject() ? Kind.WHOLE : Kind.REPLACED;
        }
        // What was created had no keys before, so setting its keys says everything.
        return action == TopicPath.Action.MODIFIED && value.isObject() ? Kind.REPLACED : Kind.PATCH;
    }

    private static JsonObject patch(JsonPointer path, JsonValue value) {
        if (path.isEmpty()) {
            return value.isObject() ? value.asObject() : JsonObject.empty();
        }
        return JsonObject.newBuilder().set(path, value).build();
    }
}
