package io.celltwin.maintenance.machine;

import io.celltwin.maintenance.condition.HealthyModel;
import io.celltwin.state.DamagedStateException;
import io.celltwin.state.NewerStateException;
import io.celltwin.state.StateCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.jboss.logging.Logger;

/**
 * The healthy models in the machine's own twin, one for each regime: there every replica finds them, so that a machine that is
 * sick when a process starts is not learnt as healthy.
 */
final class StoredModel {

    static final JsonPointer PATH = JsonPointer.of("features/maintenance/properties/healthyModel");

    /** Who has more regimes than this has none: the one not used for longest is learnt anew when it comes back. */
    static final int MOST_REGIMES = 8;

    private static final Logger LOG = Logger.getLogger(StoredModel.class);
    private static final StateCodec<Regimes> CODEC = StateCodec.of(
                    "The learnt model in the twin", Regimes.class, "The machine is learnt anew")
            .version()
            .version(former -> {
                throw new IllegalArgumentException("what was learnt then was too little to judge by");
            })
            .build();

    /**
     * The healthy model of one regime.
     *
     * @param key of the regime
     * @param model what the machine is like in it
     */
    record Learnt(String key, HealthyModel model) {}

    /** All of a machine, the one used last at the end. */
    record Regimes(List<Learnt> regimes) {

        Regimes {
            regimes = List.copyOf(regimes);
        }

        static Regimes of(Map<String, HealthyModel> models) {
            return new Regimes(models.entrySet().stream()
                    .map(entry -> new Learnt(entry.getKey(), entry.getValue()))
                    .toList());
        }

        Map<String, HealthyModel> byKey() {
            Map<String, HealthyModel> models = new LinkedHashMap<>();
            regimes.forEach(learnt -> models.put(learnt.key(), learnt.model()));
            return models;
        }
    }

    private StoredModel() {}

    /** @return thing-shaped merge patch */
    static JsonObject patch(Map<String, HealthyModel> models) {
        return JsonObject.newBuilder()
                .set(PATH, JsonObject.of(CODEC.write(Regimes.of(models))))
                .build();
    }

    /**
     * Reads the models back.
     *
     * @param thing the thing or a patch of it
     * @return by regime; empty if there is none, or one that cannot be used
     * @throws NewerStateException if a newer program wrote them, which must not be overwritten
     */
    static Map<String, HealthyModel> read(String thingId, JsonObject thing) {
        try {
            return thing.getValue(PATH)
                    .filter(model -> !model.isNull())
                    .map(model -> CODEC.read(model.toString()).byKey())
                    .orElseGet(LinkedHashMap::new);
        } catch (DamagedStateException e) {
            LOG.warnf("%s: %s", thingId, e.getMessage());
            return new LinkedHashMap<>();
        }
    }

    /** Whether a patch takes the models away, so that the machine is to be learnt anew. */
    static boolean removedBy(JsonObject patch) {
        return patch.getValue(PATH).filter(JsonValue::isNull).isPresent();
    }
}
