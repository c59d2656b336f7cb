package io.celltwin.history.ingest;

import io.celltwin.twin.subscription.ThingEvent;
import java.util.Optional;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.protocol.Adaptable;

/**
 * A twin event and what the connection added of the thing.
 *
 * @param event what happened
 * @param thing the extra fields: {@code definition} and {@code attributes}
 */
record RecordedEvent(ThingEvent event, JsonObject thing) {

    /** @return empty if the message is not a twin event about a thing */
    static Optional<RecordedEvent> of(Adaptable message) {
        JsonObject extra = message.getPayload().getExtra().orElseGet(JsonObject::empty);
        return ThingEvent.from(message).map(event -> new RecordedEvent(event, extra));
    }

    /** The thing's definition, as it was right after the event. */
    Optional<String> definition() {
        return event.patch()
                .getValue("definition")
                .or(() -> thing.getValue("definition"))
                .filter(JsonValue::isString)
                .map(JsonValue::asString);
    }
}
