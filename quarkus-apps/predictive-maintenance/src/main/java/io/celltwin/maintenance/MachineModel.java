package io.celltwin.maintenance;

import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import java.util.List;
import java.util.Optional;

/**
 * Which properties of a model tell of a machine's condition.
 *
 * @param name the model's name
 * @param indicators the condition indicators
 * @param state what the machine is doing
 */
record MachineModel(String name, List<ModelProperty> indicators, Optional<ModelProperty> state) {

    /** Fewer indicators than this are better watched by limits of their own. */
    static final int LEAST_INDICATORS = 3;

    /**
     * Finds them by their semantic types.
     *
     * @return empty if the model has too few condition indicators
     */
    static Optional<MachineModel> of(ThingModel model) {
        List<ModelProperty> indicators = model.propertiesOfType("cell:ConditionIndicator");
        return indicators.size() < LEAST_INDICATORS
                ? Optional.empty()
                : Optional.of(new MachineModel(
                        model.name(),
                        indicators,
                        model.propertiesOfType("cell:MachineState").stream().findFirst()));
    }

    List<String> variables() {
        return indicators.stream().map(ModelProperty::twinPath).toList();
    }

    /** Deviation that each indicator has at least: changes within its deadband are not sent. */
    double[] leastDeviations() {
        return indicators.stream()
                .mapToDouble(indicator -> Math.max(indicator.deadband(), 1e-9))
                .toArray();
    }
}
