package io.celltwin.simulator.battery;

import java.util.Arrays;

/**
 * Open-circuit voltage of a cell over its state of charge: straight lines between given points.
 *
 * <p>Monotonic by construction, so that every voltage between the ends belongs to exactly one state of charge.
 */
public final class OcvCurve {

    /**
     * A typical nickel-rich oxide / graphite 18650 cell at 25 °C. The shape (steep below 10 %, a plateau around 3.7 V) is
     * that of published NMC and NCA curves; the numbers are rounded and stand for no particular product.
     */
    public static final OcvCurve NMC_GRAPHITE = new OcvCurve(
            new double[] {0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1},
            new double[] {2.7, 3.12, 3.29, 3.42, 3.48, 3.53, 3.6, 3.65, 3.71, 3.79, 3.89, 3.99, 4.08, 4.13, 4.2});

    private final double[] stateOfCharge;
    private final double[] volts;

    /**
     * @param stateOfCharge rising from 0 to 1
     * @param volts as many, strictly rising
     * @throws IllegalArgumentException if the points are not so
     */
    public OcvCurve(double[] stateOfCharge, double[] volts) {
        if (stateOfCharge.length != volts.length
                || stateOfCharge.length < 2
                || stateOfCharge[0] != 0
                || stateOfCharge[stateOfCharge.length - 1] != 1
                || !risesStrictly(stateOfCharge)
                || !risesStrictly(volts)) {
            throw new IllegalArgumentException("The points of an open-circuit voltage curve must rise from 0 to 1");
        }
        this.stateOfCharge = stateOfCharge.clone();
        this.volts = volts.clone();
    }

    /** The voltage in V; beyond an empty or full cell the outermost straight line goes on. */
    public double volts(double soc) {
        int left = segment(soc);
        return volts[left] + slopeOf(left) * (soc - stateOfCharge[left]);
    }

    /** Volts per unit of state of charge at this point, always positive. */
    public double slope(double soc) {
        return slopeOf(segment(soc));
    }

    private double slopeOf(int left) {
        return (volts[left + 1] - volts[left]) / (stateOfCharge[left + 1] - stateOfCharge[left]);
    }

    private int segment(double soc) {
        int found = Arrays.binarySearch(stateOfCharge, soc);
        int left = found >= 0 ? found : -found - 2;
        return Math.max(0, Math.min(left, stateOfCharge.length - 2));
    }

    private static boolean risesStrictly(double[] values) {
        for (int i = 1; i < values.length; i++) {
            if (!(values[i] > values[i - 1])) {
                return false;
            }
        }
        return true;
    }
}
