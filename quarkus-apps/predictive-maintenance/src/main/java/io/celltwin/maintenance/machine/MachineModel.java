package io.celltwin.maintenance.machine;

import io.celltwin.maintenance.condition.Variable;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import java.util.List;
import java.util.Optional;

/**
 * Which properties of a model tell of a machine's condition, and of the regime in which it runs.
 *
 * @param name the model's name
 * @param indicators the condition indicators
 * @param state what the machine is doing
 * @param connection whether the machine is reached
 * @param settings what people and recipes set: writable numbers and switches, and the recipe's name
 */
public record MachineModel(
        String name,
        List<ModelProperty> indicators,
        Optional<ModelProperty> state,
        Optional<ModelProperty> connection,
        List<ModelProperty> settings) {

    /** Fewer indicators than this are better watched by limits of their own. */
    static final int LEAST_INDICATORS = 3;
    /** A sensor is trusted to this part of its range, where the model names no deadband. */
    private static final double RESOLUTION = 1.0 / 4000;

    private static final String DEGREE_CELSIUS = "DEG_C";

    /**
     * Finds them by their semantic types.
     *
     * @param model what kind of thing it is
     * @return empty if the model has too few condition indicators
     */
    public static Optional<MachineModel> of(ThingModel model) {
        List<ModelProperty> indicators = model.propertiesOfType("cell:ConditionIndicator");
        return indicators.size() < LEAST_INDICATORS
                ? Optional.empty()
                : Optional.of(new MachineModel(
                        model.name(),
                        indicators,
                        model.propertiesOfType("cell:MachineState").stream().findFirst(),
                        model.propertiesOfType("cell:ConnectionStatus").stream().findFirst(),
                        model.properties().stream()
                                .filter(MachineModel::isSetting)
                                .toList()));
    }

    private static boolean isSetting(ModelProperty property) {
        String type = property.schema().path("type").asText();
        return property.is("cell:Recipe")
                || property.writable()
                        && List.of("number", "integer", "boolean").contains(type);
    }

    /** The indicators as statistics see them. */
    List<Variable> variables() {
        return indicators.stream().map(MachineModel::variable).toList();
    }

    /** The indicators' places in the twin. */
    List<String> names() {
        return indicators.stream().map(ModelProperty::twinPath).toList();
    }

    /** Changes within its deadband are not sent, and a sensor does not resolve its range without end. */
    private static Variable variable(ModelProperty indicator) {
        return new Variable(
                indicator.twinPath(),
                indicator.deadband() > 0 ? indicator.deadband() : range(indicator) * RESOLUTION,
                unit(indicator).equals(DEGREE_CELSIUS));
    }

    /** Local name of the unit. */
    static String unit(ModelProperty property) {
        String iri = property.unit().iri();
        return iri.substring(iri.lastIndexOf('/') + 1);
    }

    static double range(ModelProperty property) {
        return property.minimum().isPresent() && property.maximum().isPresent()
                ? Math.max(0, property.maximum().get() - property.minimum().get())
                : 0;
    }
}
