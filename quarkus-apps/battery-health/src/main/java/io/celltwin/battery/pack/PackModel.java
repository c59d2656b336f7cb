package io.celltwin.battery.pack;

import io.celltwin.battery.units.Resolution;
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
 * @param temperatures of cells, or that of the pack where it has no others; °C
 * @param discharged counter of all charge that came out; Ah
 * @param charged counter of all charge that went in; Ah
 * @param chemistry of the cells, in words
 * @param serialNumber tells one battery from another
 */
public record PackModel(
        ModelProperty current,
        Optional<ModelProperty> voltage,
        List<ModelProperty> cellVoltages,
        Optional<ModelProperty> stateOfCharge,
        Optional<ModelProperty> operatingTime,
        Optional<ModelProperty> cycleCount,
        ModelProperty nominalCapacity,
        List<ModelProperty> temperatures,
        Optional<ModelProperty> discharged,
        Optional<ModelProperty> charged,
        Optional<ModelProperty> chemistry,
        Optional<ModelProperty> serialNumber) {

    /**
     * Finds them by their semantic types.
     *
     * @return empty if the model is not that of a battery whose capacity can be counted
     */
    public static Optional<PackModel> of(ThingModel model) {
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
                nominal.get(),
                temperatures(model),
                first(model, "cell:DischargedCharge"),
                first(model, "cell:ChargedCharge"),
                first(model, "cell:Chemistry"),
                first(model, "cell:SerialNumber")));
    }

    /** Standard deviation of what the current is off by since it is told in steps; A. */
    double currentError() {
        return Resolution.standardError(current);
    }

    private static List<ModelProperty> temperatures(ThingModel model) {
        List<ModelProperty> cells = model.propertiesOfType("cell:CellTemperature");
        return cells.isEmpty() ? model.propertiesOfType("cell:PackTemperature") : cells;
    }

    private static Optional<ModelProperty> first(ThingModel model, String type) {
        return model.propertiesOfType(type).stream().findFirst();
    }
}
