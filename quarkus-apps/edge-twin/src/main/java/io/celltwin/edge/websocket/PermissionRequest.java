package io.celltwin.edge.websocket;

import java.util.Optional;
import java.util.UUID;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/**
 * A request to check permissions, whose topic is newer than the published Ditto protocol.
 *
 * @param checks what is to be checked, by names of the sender
 * @param correlationId by which he knows the answer
 */
record PermissionRequest(JsonObject checks, String correlationId) {
    private static final String TOPIC = "_/_/policies/commands/checkPermissions";

    /** Reads a frame; nothing if it is no such request. */
    static Optional<PermissionRequest> parse(String frame) {
        if (!frame.contains(TOPIC)) {
            return Optional.empty();
        }
        JsonObject message = DittoJsonException.wrapJsonRuntimeException(() -> JsonFactory.newObject(frame));
        boolean asks =
                message.getValue("topic").filter(JsonValue.of(TOPIC)::equals).isPresent();
        return asks
                ? Optional.of(new PermissionRequest(
                        object(message, "/value"),
                        message.getValue(JsonPointer.of("/headers/correlation-id"))
                                .filter(JsonValue::isString)
                                .map(JsonValue::asString)
                                .orElseGet(() -> UUID.randomUUID().toString())))
                : Optional.empty();
    }

    private static JsonObject object(JsonObject message, String path) {
        return message.getValue(JsonPointer.of(path))
                .filter(value -> value.isObject() && !value.isNull())
                .map(JsonValue::asObject)
                .orElseGet(JsonObject::empty);
    }

    /** The frame that answers it. */
    String answer(JsonObject results) {
        return JsonObject.newBuilder()
                .set("topic", TOPIC)
                .set(
                        "headers",
                        JsonObject.newBuilder()
                                .set("correlation-id", correlationId)
                                .set("response-required", false)
                                .set("content-type", "application/json")
                                .build())
                .set("path", "/")
                .set("value", results)
                .set("status", 200)
                .build()
                .toString();
    }

    /** The headers by which the sender knows what an error is about. */
    DittoHeaders headers() {
        return DittoHeaders.newBuilder().correlationId(correlationId).build();
    }
}
