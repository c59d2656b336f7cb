package io.celltwin.simulator.battery;

/**
 * What distinguishes one cell from another in {@link EquivalentCircuitCell}.
 *
 * @param ocv open-circuit voltage
 * @param capacityAh charge between empty and full when new, Ah
 * @param seriesOhm resistance that acts at once, Ω
 * @param fast RC pair of the charge transfer
 * @param slow RC pair of the diffusion
 * @param heatCapacity J/K
 * @param thermalResistance to the surroundings, K/W
 */
public record CellParameters(
        OcvCurve ocv,
        double capacityAh,
        double seriesOhm,
        RcPair fast,
        RcPair slow,
        double heatCapacity,
        double thermalResistance) {

    /** Charging ends at this voltage, V. */
    public static final double FULL_VOLTS = 4.2;
    /** Discharging ends at this voltage, V. */
    public static final double EMPTY_VOLTS = 2.7;

    /**
     * A resistor and a capacitor side by side.
     *
     * @param ohm resistance, Ω
     * @param seconds time constant, s
     */
    public record RcPair(double ohm, double seconds) {}

    /**
     * An 18650 cell of 2 Ah. The heat capacity is that of 45 g at 0.9 J/(g·K), the thermal resistance that of still air:
     * a discharge at 2 A warms it by some 12 K.
     */
    public static CellParameters cylindrical2Ah() {
        return new CellParameters(
                OcvCurve.NMC_GRAPHITE, 2.0, 0.075, new RcPair(0.025, 20), new RcPair(0.03, 400), 41, 22);
    }

    /** The same cell with another capacity and all its resistances multiplied, as production makes them. */
    public CellParameters vary(double capacityFactor, double resistanceFactor) {
        return new CellParameters(
                ocv,
                capacityAh * capacityFactor,
                seriesOhm * resistanceFactor,
                new RcPair(fast.ohm * resistanceFactor, fast.seconds),
                new RcPair(slow.ohm * resistanceFactor, slow.seconds),
                heatCapacity,
                thermalResistance);
    }
}
