package io.celltwin.maintenance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.jboss.logging.Logger;

/**
 * The healthy model in the machine's own twin: there every replica finds it, so that a machine that is sick when a process
 * starts is not learnt as healthy.
 */
final class StoredModel {

    static final JsonPointer PATH = JsonPointer.of("features/maintenance/properties/healthyModel");

    private static final Logger LOG = Logger.getLogger(StoredModel.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private StoredModel() {}

    /** @return thing-shaped merge patch */
    static JsonObject patch(HealthyModel model) {
        return JsonObject.newBuilder().set(PATH, json(model)).build();
    }

    static JsonObject json(HealthyModel model) {
        try {
            return JsonObject.of(JSON.writeValueAsString(model));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads the model back.
     *
     * @param thing the thing or a patch of it
     * @return empty if there is none, or one that cannot be used
     */
    static Optional<HealthyModel> read(String thingId, JsonObject thing) {
        return thing.getValue(PATH).filter(model -> !model.isNull()).flatMap(stored -> {
            try {
                return Optional.of(of(stored));
            } catch (IllegalArgumentException e) {
                LOG.warnf(
                        "%s: the learnt model in its twin cannot be used and is learnt anew: %s",
                        thingId, e.getMessage());
                return Optional.empty();
            }
        });
    }

    /** @throws IllegalArgumentException if it is no model */
    static HealthyModel of(JsonValue stored) {
        try {
            return JSON.readValue(stored.toString(), HealthyModel.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    /** Whether a patch takes the model away, so that the machine is to be learnt anew. */
    static boolean removedBy(JsonObject patch) {
        return patch.getValue(PATH).filter(JsonValue::isNull).isPresent();
    }
}
