package io.celltwin.battery.units;

import io.celltwin.model.ModelProperty;
import io.celltwin.twin.values.KnownValues;
import java.util.Map;
import java.util.OptionalDouble;

/** Brings what a model gives in other units to A, V, Ah, s, ohm and °C. */
public final class UnitScale {

    private static final double KELVIN = 273.15;
    private static final double FREEZING_FAHRENHEIT = 32;
    private static final double FAHRENHEIT_PER_KELVIN = 1.8;

    private static final Map<String, Double> FACTORS = Map.of(
            "unit:MilliA", 1e-3,
            "unit:MilliV", 1e-3,
            "unit:MilliA-HR", 1e-3,
            "unit:MilliSEC", 1e-3,
            "unit:MIN", 60.0,
            "unit:HR", 3600.0,
            "unit:C", 1 / 3600.0,
            "unit:KiloA", 1e3,
            "unit:KiloOHM", 1e3,
            "unit:MegaOHM", 1e6);

    private UnitScale() {}

    /**
     * A known number in the base unit of its kind.
     *
     * @param known what is known of the battery
     * @param property whose model names the unit
     * @return empty if it is not known, or no number
     */
    public static OptionalDouble number(KnownValues known, ModelProperty property) {
        OptionalDouble value = known.number(property);
        return value.isPresent() ? OptionalDouble.of(toBase(property, value.getAsDouble())) : value;
    }

    /** A difference of two values of a property, in the base unit of its kind. */
    static double difference(ModelProperty property, double between) {
        return toBase(property, between) - toBase(property, 0);
    }

    private static double toBase(ModelProperty property, double value) {
        String unit = property.schema().path("unit").asText();
        return switch (unit) {
            case "unit:K" -> value - KELVIN;
            case "unit:DEG_F" -> (value - FREEZING_FAHRENHEIT) / FAHRENHEIT_PER_KELVIN;
            default -> value * FACTORS.getOrDefault(unit, 1.0);
        };
    }
}
