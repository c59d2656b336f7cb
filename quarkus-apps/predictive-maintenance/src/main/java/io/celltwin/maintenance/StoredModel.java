package io.celltwin.maintenance;

import io.celltwin.state.DamagedStateException;
import io.celltwin.state.NewerStateException;
import io.celltwin.state.StateCodec;
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
    private static final StateCodec<HealthyModel> CODEC = StateCodec.of(
                    "The learnt model in the twin", HealthyModel.class, "The machine is learnt anew")
            .version()
            .build();

    private StoredModel() {}

    /** @return thing-shaped merge patch */
    static JsonObject patch(HealthyModel model) {
        return JsonObject.newBuilder().set(PATH, json(model)).build();
    }

    private static JsonObject json(HealthyModel model) {
        return JsonObject.of(CODEC.write(model));
    }

    /**
     * Reads the model back.
     *
     * @param thing the thing or a patch of it
     * @return empty if there is none, or one that cannot be used
     * @throws NewerStateException if a newer program wrote the model, which must not be overwritten
     */
    static Optional<HealthyModel> read(String thingId, JsonObject thing) {
        try {
            return thing.getValue(PATH).filter(model -> !model.isNull()).map(model -> CODEC.read(model.toString()));
        } catch (DamagedStateException e) {
            LOG.warnf("%s: %s", thingId, e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether a patch takes the model away, so that the machine is to be learnt anew. */
    static boolean removedBy(JsonObject patch) {
        return patch.getValue(PATH).filter(JsonValue::isNull).isPresent();
    }
}
