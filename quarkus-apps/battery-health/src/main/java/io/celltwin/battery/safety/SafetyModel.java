package io.celltwin.battery.safety;

import io.celltwin.battery.units.UnitScale;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import io.celltwin.twin.values.KnownValues;
import io.celltwin.twin.values.ModelValues;
import io.celltwin.twin.values.TwinChange;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.ditto.json.JsonValue;

/**
 * Which properties of a model tell of danger.
 *
 * @param current pack current; A, discharging negative
 * @param nominalCapacity Ah
 * @param operatingTime the battery's own clock; s
 * @param cells voltage of each cell; V
 * @param temperatures of cells and pack; °C
 * @param packVoltage V
 * @param insulation ohm
 * @param contactor whether it is closed
 * @param chargeLimit A
 * @param dischargeLimit A
 * @param chemistry of the cells, in words
 */
public record SafetyModel(
        ModelProperty current,
        ModelProperty nominalCapacity,
        Optional<ModelProperty> operatingTime,
        List<ModelProperty> cells,
        List<ModelProperty> temperatures,
        Optional<ModelProperty> packVoltage,
        Optional<ModelProperty> insulation,
        Optional<ModelProperty> contactor,
        Optional<ModelProperty> chargeLimit,
        Optional<ModelProperty> dischargeLimit,
        Optional<ModelProperty> chemistry) {

    private static final double MILLIS_PER_SECOND = 1000;
    /** What sensors of cells show less or more is no voltage of a cell: they are broken, or it has none any more. */
    private static final double LEAST_CELL_VOLTAGE = 0.2;

    private static final double MOST_CELL_VOLTAGE = 6;
    private static final double COLDEST = -39.5;
    private static final double HOTTEST = 1000;

    /**
     * Finds them by their semantic types.
     *
     * @return empty if the model is not that of a battery
     */
    public static Optional<SafetyModel> of(ThingModel model) {
        Optional<ModelProperty> current = first(model, "cell:PackCurrent");
        Optional<ModelProperty> nominal = first(model, "cell:NominalCapacity");
        if (current.isEmpty() || nominal.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SafetyModel(
                current.get(),
                nominal.get(),
                first(model, "cell:OperatingTime"),
                model.propertiesOfType("cell:CellVoltage"),
                model.propertiesOfType("cell:CellTemperature"),
                first(model, "cell:PackVoltage"),
                first(model, "cell:InsulationResistance"),
                first(model, "cell:ContactorClosed"),
                first(model, "cell:ChargeCurrentLimit"),
                first(model, "cell:DischargeCurrentLimit"),
                first(model, "cell:Chemistry")));
    }

    private static Optional<ModelProperty> first(ThingModel model, String type) {
        return model.propertiesOfType(type).stream().findFirst();
    }

    /**
     * What is known after a change.
     *
     * @param known with the change in it
     * @return empty if the change tells of none of it, or too little is known
     */
    public Optional<SafetyReading> read(TwinChange change, KnownValues known) {
        OptionalDouble time = time(known);
        OptionalDouble amperes = UnitScale.number(known, current);
        OptionalDouble nominal = UnitScale.number(known, nominalCapacity);
        if (!tells(ModelValues.of(change)) || time.isEmpty() || amperes.isEmpty() || nominal.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SafetyReading(
                time.getAsDouble(),
                amperes.getAsDouble(),
                nominal.getAsDouble(),
                numbers(cells, known, LEAST_CELL_VOLTAGE, MOST_CELL_VOLTAGE),
                numbers(temperatures, known, COLDEST, HOTTEST),
                number(packVoltage, known),
                number(insulation, known),
                contactor.flatMap(known::value).filter(JsonValue::isBoolean).map(JsonValue::asBoolean),
                number(chargeLimit, known),
                number(dischargeLimit, known),
                chemistry
                        .flatMap(known::value)
                        .filter(JsonValue::isString)
                        .map(words -> words.asString().toUpperCase(Locale.ROOT))
                        .map(words -> words.contains("LFP") || words.contains("FEPO"))
                        .orElse(false)));
    }

    /** A new time or current, or a cell's voltage or temperature where there is no clock. */
    private boolean tells(ModelValues values) {
        return operatingTime.isPresent()
                ? values.value(operatingTime.get()).isPresent()
                : values.value(current).isPresent()
                        || cells.stream().anyMatch(cell -> values.value(cell).isPresent())
                        || temperatures.stream()
                                .anyMatch(sensor -> values.value(sensor).isPresent());
    }

    private OptionalDouble time(KnownValues known) {
        return operatingTime.isPresent()
                ? UnitScale.number(known, operatingTime.get())
                : known.observedAt(current)
                        .map(at -> OptionalDouble.of(at.toEpochMilli() / MILLIS_PER_SECOND))
                        .orElseGet(OptionalDouble::empty);
    }

    private static OptionalDouble number(Optional<ModelProperty> property, KnownValues known) {
        return property.map(each -> UnitScale.number(known, each)).orElseGet(OptionalDouble::empty);
    }

    private static double[] numbers(List<ModelProperty> properties, KnownValues known, double least, double most) {
        return properties.stream()
                .mapToDouble(property -> UnitScale.number(known, property).orElse(Double.NaN))
                .map(value -> value < least || value > most ? Double.POSITIVE_INFINITY : value)
                .toArray();
    }
}
