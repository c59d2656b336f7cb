package io.celltwin.maintenance.effectiveness;

import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import java.util.Optional;

/**
 * Which properties of a model tell of effectiveness.
 *
 * @param state what the machine is doing
 * @param order what it works on
 * @param good counter of good units
 * @param rejected counter of rejected units
 * @param energy counter of energy, kWh
 * @param unitEnergy nominal energy of the cell that a unit is, Wh
 */
public record EffectivenessModel(
        ModelProperty state,
        Optional<ModelProperty> order,
        ModelProperty good,
        ModelProperty rejected,
        Optional<ModelProperty> energy,
        Optional<ModelProperty> unitEnergy) {

    /**
     * Finds them by their semantic types.
     *
     * @param model what kind of thing it is
     * @return empty if it has no state or no counters, or no place to write the result
     */
    public static Optional<EffectivenessModel> of(ThingModel model) {
        Optional<ModelProperty> state = first(model, "cell:MachineState");
        Optional<ModelProperty> good = first(model, "cell:GoodCount");
        Optional<ModelProperty> rejected = first(model, "cell:RejectCount");
        if (state.isEmpty()
                || good.isEmpty()
                || rejected.isEmpty()
                || first(model, "cell:OverallEffectiveness").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new EffectivenessModel(
                state.get(),
                first(model, "cell:CurrentBatch"),
                good.get(),
                rejected.get(),
                first(model, "cell:EnergyTotal"),
                first(model, "cell:UnitEnergy")));
    }

    private static Optional<ModelProperty> first(ThingModel model, String type) {
        return model.propertiesOfType(type).stream().findFirst();
    }
}
