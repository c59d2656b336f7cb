package io.celltwin.battery.capacity;

import java.util.OptionalDouble;

/**
 * What a capacity measured in the cold would have been at {@value #REFERENCE} °C. A lithium-ion cell gives less when cold and
 * all of it again when warm: {@value #PER_KELVIN} per K below the reference and {@value #PER_KELVIN_OF_FROST} per K more below
 * freezing. NASA's cells B0046 to B0048, discharged in surroundings of 4 °C, have 0.08 less than the others of their kind at
 * a cell temperature some 14 K lower; in frost figures of data sheets from 60 to 75 % at -20 °C are usual. Cells differ, so that
 * {@value #UNCERTAINTY} of the correction is its standard error. Warmer than the reference nothing is corrected.
 */
public final class TemperatureCorrection {

    static final double REFERENCE = 25;
    private static final double PER_KELVIN = 0.005;
    private static final double PER_KELVIN_OF_FROST = 0.006;
    private static final double UNCERTAINTY = 0.4;
    private static final double LEAST_FACTOR = 0.3;
    /** Activation energy of the resistance over the gas constant, K: 25 kJ/mol, in the range of published 20 to 40. */
    private static final double ACTIVATION = 3000;

    private static final double KELVIN = 273.15;

    private final double factor;

    /** @param celsius mean temperature of the cells under load; nothing is corrected where it is unknown */
    public TemperatureCorrection(OptionalDouble celsius) {
        double below = REFERENCE - Math.min(REFERENCE, celsius.orElse(REFERENCE));
        double frost = Math.max(0, below - REFERENCE);
        this.factor = Math.max(LEAST_FACTOR, 1 - PER_KELVIN * below - PER_KELVIN_OF_FROST * frost);
    }

    /** A capacity at the reference temperature; in the unit of the measured one. */
    public double capacity(double measured) {
        return measured / factor;
    }

    /** Standard error of the corrected capacity; Ah. */
    public double standardError(double measured, double standardError) {
        return Math.hypot(standardError / factor, UNCERTAINTY * (measured / factor - measured));
    }

    /** A resistance at the reference temperature, by Arrhenius' law. */
    public static double resistance(double ohm, OptionalDouble celsius) {
        return celsius.isEmpty()
                ? ohm
                : ohm * Math.exp(-ACTIVATION * (1 / (celsius.getAsDouble() + KELVIN) - 1 / (REFERENCE + KELVIN)));
    }
}
