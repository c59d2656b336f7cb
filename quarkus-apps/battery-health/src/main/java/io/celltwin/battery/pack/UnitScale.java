package io.celltwin.battery.pack;

import io.celltwin.model.ModelProperty;
import java.util.Map;

/** Brings what a model gives in other units to A, V, Ah, s and °C. */
final class UnitScale {

    private static final double KELVIN = 273.15;

    private static final Map<String, Double> FACTORS = Map.of(
            "unit:MilliA", 1e-3,
            "unit:MilliV", 1e-3,
            "unit:MilliA-HR", 1e-3,
            "unit:MilliSEC", 1e-3,
            "unit:MIN", 60.0,
            "unit:HR", 3600.0,
            "unit:C", 1 / 3600.0,
            "unit:KiloA", 1e3);

    private UnitScale() {}

    static double toBase(ModelProperty property, double value) {
        String unit = property.schema().path("unit").asText();
        return unit.equals("unit:K") ? value - KELVIN : value * FACTORS.getOrDefault(unit, 1.0);
    }
}
