package io.celltwin.simulator.battery;

import io.celltwin.simulator.battery.CellParameters.RcPair;

/**
 * A lithium-ion cell as an equivalent circuit: open-circuit voltage, a series resistance, two RC pairs and one lumped heat
 * capacity. Charging current is positive, discharging current negative.
 *
 * <p>With a current that is constant over a step, the charge, the RC voltages and the temperature are advanced by their
 * exact solutions, so that a step may be long (see Plett, <i>Battery Management Systems</i>, vol. 1, ch. 2). All charge
 * that goes in comes out again: the coulombic efficiency is 1.
 */
public final class EquivalentCircuitCell {

    private static final double SECONDS_PER_HOUR = 3600;

    private final CellParameters parameters;
    private double capacityAh;
    private double resistanceFactor = 1;
    private double soc;
    private double fastVolts;
    private double slowVolts;
    private double currentA;
    private double celsius;

    /**
     * A rested cell.
     *
     * @param soc state of charge, 0 to 1
     * @param celsius its temperature
     */
    public EquivalentCircuitCell(CellParameters parameters, double soc, double celsius) {
        this.parameters = parameters;
        this.capacityAh = parameters.capacityAh();
        this.soc = soc;
        this.celsius = celsius;
    }

    /**
     * Ages the cell. The charge in it stays what it is, so that a smaller cell is fuller.
     *
     * @param capacity what is left of the capacity when new, 0 to 1
     * @param resistance how many times as large as when new every resistance is
     */
    public void age(double capacity, double resistance) {
        double charge = soc * capacityAh;
        capacityAh = parameters.capacityAh() * capacity;
        soc = Math.min(1, charge / capacityAh);
        resistanceFactor = resistance;
    }

    /** Lets a constant current flow for some time in surroundings of a temperature. */
    public void step(double amperes, double seconds, double ambientCelsius) {
        currentA = amperes;
        soc += amperes * seconds / SECONDS_PER_HOUR / capacityAh;
        fastVolts = relax(fastVolts, parameters.fast(), amperes, seconds);
        slowVolts = relax(slowVolts, parameters.slow(), amperes, seconds);
        double settled = ambientCelsius + heatWatts() * parameters.thermalResistance();
        double constant = parameters.heatCapacity() * parameters.thermalResistance();
        celsius = settled + (celsius - settled) * Math.exp(-seconds / constant);
    }

    /**
     * The constant current that brings the terminal voltage to a value at the end of a step: the end voltage is linear in
     * the current, so no search is needed and a constant-voltage phase is stable for any step.
     */
    public double currentFor(double volts, double seconds) {
        double fastDecay = Math.exp(-seconds / parameters.fast().seconds());
        double slowDecay = Math.exp(-seconds / parameters.slow().seconds());
        double atNoCurrent = parameters.ocv().volts(soc) + fastVolts * fastDecay + slowVolts * slowDecay;
        double voltsPerAmpere = resistanceFactor
                        * (parameters.seriesOhm()
                                + parameters.fast().ohm() * (1 - fastDecay)
                                + parameters.slow().ohm() * (1 - slowDecay))
                + parameters.ocv().slope(soc) * seconds / SECONDS_PER_HOUR / capacityAh;
        return (volts - atNoCurrent) / voltsPerAmpere;
    }

    /** The terminal voltage with the current of the last step, V. */
    public double volts() {
        return parameters.ocv().volts(soc)
                + currentA * parameters.seriesOhm() * resistanceFactor
                + fastVolts
                + slowVolts;
    }

    /** State of charge, 0 to 1. */
    public double soc() {
        return soc;
    }

    /** The charge between empty and full at its present age, Ah. */
    public double capacityAh() {
        return capacityAh;
    }

    /** The resistance that acts at once at its present age, Ω. */
    public double seriesOhm() {
        return parameters.seriesOhm() * resistanceFactor;
    }

    /** Temperature, °C. */
    public double celsius() {
        return celsius;
    }

    private double relax(double volts, RcPair pair, double amperes, double seconds) {
        double settled = amperes * pair.ohm() * resistanceFactor;
        return settled + (volts - settled) * Math.exp(-seconds / pair.seconds());
    }

    private double heatWatts() {
        return currentA * currentA * seriesOhm()
                + square(fastVolts) / (parameters.fast().ohm() * resistanceFactor)
                + square(slowVolts) / (parameters.slow().ohm() * resistanceFactor);
    }

    private static double square(double value) {
        return value * value;
    }
}
