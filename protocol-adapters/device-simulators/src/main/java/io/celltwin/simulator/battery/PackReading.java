package io.celltwin.simulator.battery;

/**
 * What a battery management system knows at one moment.
 *
 * @param state what the pack does
 * @param currentA charging positive, discharging negative
 * @param cellVolts terminal voltage of each cell in series
 * @param cellCelsius temperature of each cell
 * @param cycles full discharges completed
 * @param operatingSeconds the pack's own elapsed time, s
 */
public record PackReading(
        BatteryState state,
        double currentA,
        double[] cellVolts,
        double[] cellCelsius,
        int cycles,
        double operatingSeconds) {

    /** Sum of the cell voltages, V. */
    public double packVolts() {
        double sum = 0;
        for (double volts : cellVolts) {
            sum += volts;
        }
        return sum;
    }

    /** The temperature of the warmest cell, °C. */
    public double hottestCelsius() {
        double hottest = Double.NEGATIVE_INFINITY;
        for (double celsius : cellCelsius) {
            hottest = Math.max(hottest, celsius);
        }
        return hottest;
    }
}
