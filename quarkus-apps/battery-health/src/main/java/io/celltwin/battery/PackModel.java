package io.celltwin.battery;

import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import java.util.List;
import java.util.Optional;

/**
 * Which properties of a model say what of a battery.
 *
 * @param current pack current; A, discharging negative
 * @param voltage pack voltage; V
 * @param cellVoltages voltage of each cell; V
 * @param stateOfCharge %
 * @param operatingTime the battery's own clock; s
 * @param cycleCount full cycles
 * @param nominalCapacity Ah
 */
record PackModel(
        ModelProperty current,
        Optional<ModelProperty> voltage,
        List<ModelProperty> cellVoltages,
        Optional<ModelProperty> stateOfCharge,
        Optional<ModelProperty> operatingTime,
        Optional<ModelProperty> cycleCount,
        ModelProperty nominalCapacity) {

    /**
     * Finds them by their semantic types.
     *
     * @return empty if the model is not that of a battery whose capacity can be counted
     */
    static Optional<PackModel> of(ThingModel model) {
        Optional<ModelProperty> current = first(model, "cell:PackCurrent");
        Optional<ModelProperty> nominal = first(model, "cell:NominalCapacity");
        if (current.isEmpty() || nominal.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PackModel(
                current.get(),
                first(model, "cell:PackVoltage"),
                model.propertiesOfType("cell:CellVoltage"),
                first(model, "cell:StateOfCharge"),
                first(model, "cell:OperatingTime"),
                first(model, "cell:CycleCount"),
                nominal.get()));
    }

    private static Optional<ModelProperty> first(ThingModel model, String type) {
        return model.propertiesOfType(type).stream().findFirst();
    }
}
