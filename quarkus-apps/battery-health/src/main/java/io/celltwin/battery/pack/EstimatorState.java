package io.celltwin.battery.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.state.StateCodec;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How a capacity was estimated, as it is kept in the battery's twin, so that a process that starts goes on from there.
 *
 * @param estimate the capacity with its errors
 * @param reference how the battery took its charge when the capacity was known
 * @param chargesSinceFull how many charges there were since the last full discharge
 * @param replacedAt cycle from which on it is another battery
 */
record EstimatorState(
        CapacityEstimate estimate,
        Optional<ChargeReference> reference,
        OptionalInt chargesSinceFull,
        OptionalDouble replacedAt) {

    /** Reads and writes it. */
    static final StateCodec<EstimatorState> CODEC = StateCodec.of(
                    "The estimator of the capacity in the twin",
                    EstimatorState.class,
                    "It goes on from the capacity alone")
            .version()
            .version(EstimatorState::withFullCycle)
            .build();

    private static JsonNode withFullCycle(JsonNode former) {
        ObjectNode state = former.deepCopy();
        if (state.path("estimate") instanceof ObjectNode estimate) {
            CapacityEstimate.withFullCycle(estimate);
        }
        return state;
    }
}
