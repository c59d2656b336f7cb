package io.celltwin.edge.event;

import io.celltwin.edge.state.TwinEvent;
import java.util.Optional;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/**
 * An event as one subscriber may see it.
 *
 * @param event the event
 * @param value the part of its value that may be read
 * @param extra the fields of the thing that the subscriber wants with it, empty if none
 */
public record VisibleEvent(TwinEvent event, Optional<JsonValue> value, JsonObject extra) {

    /** Whether nothing was left out or added, so that it looks the same to many. */
    public boolean isWhole() {
        return extra.isEmpty() && value.equals(event.change().value());
    }
}
