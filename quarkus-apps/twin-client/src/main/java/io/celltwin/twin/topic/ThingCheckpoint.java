package io.celltwin.twin.topic;

import io.celltwin.twin.subscription.ThingPosition;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonValue;

/**
 * What a replica needs to go on with a thing from where another one stopped.
 *
 * @param position how far the listener had been told
 * @param complete whether nothing before was missing
 * @param remembered what the listener remembers of the thing
 */
record ThingCheckpoint(ThingPosition position, boolean complete, Optional<JsonObject> remembered) {

    private static final String REVISION = "revision";
    private static final String DEFINITION = "definition";
    private static final String COMPLETE = "complete";
    private static final String REMEMBERED = "remembered";

    byte[] toBytes() {
        JsonObjectBuilder json =
                JsonObject.newBuilder().set(REVISION, position.revision()).set(COMPLETE, complete);
        position.definition().ifPresent(definition -> json.set(DEFINITION, definition));
        remembered.ifPresent(object -> json.set(REMEMBERED, object));
        return json.build().toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws RuntimeException if the bytes are nothing that {@link #toBytes} made */
    static ThingCheckpoint of(byte[] bytes) {
        JsonObject json =
                JsonFactory.readFrom(new String(bytes, StandardCharsets.UTF_8)).asObject();
        ThingPosition position = new ThingPosition(
                json.getValue(REVISION).orElseThrow().asLong(),
                json.getValue(DEFINITION).map(JsonValue::asString));
        return new ThingCheckpoint(
                position,
                json.getValue(COMPLETE).orElseThrow().asBoolean(),
                json.getValue(REMEMBERED).map(JsonValue::asObject));
    }
}
