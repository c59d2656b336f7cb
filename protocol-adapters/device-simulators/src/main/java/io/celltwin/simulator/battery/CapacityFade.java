package io.celltwin.simulator.battery;

/**
 * How a cell ages with its full cycles n: capacity {@code 1 - a·√n - b·n}, resistance {@code 1 + g·n}.
 *
 * <p>The square root stands for the growth of the solid-electrolyte interphase, the linear part for the loss of active
 * material with cycling; sums of both are the usual empirical law (for example Schmalstieg et al., J. Power Sources 257
 * (2014)). The numbers are chosen so that a pack reaches 80 % after 150 to 400 cycles, like the recorded cells.
 *
 * @param squareRoot a, per root of a cycle
 * @param linear b, per cycle
 * @param resistanceGrowth g, per cycle
 */
public record CapacityFade(double squareRoot, double linear, double resistanceGrowth) {

    /** The model ends here: a cell is never drawn with less than this part of its capacity. */
    private static final double LEAST = 0.4;

    public CapacityFade {
        if (!(squareRoot >= 0) || !(linear >= 0) || !(resistanceGrowth >= 0)) {
            throw new IllegalArgumentException("A cell does not grow younger");
        }
    }

    /** What is left of the capacity after so many full cycles, 1 when new. */
    public double capacity(double cycles) {
        return Math.max(LEAST, 1 - squareRoot * Math.sqrt(cycles) - linear * cycles);
    }

    /** The resistance after so many full cycles relative to when new. */
    public double resistance(double cycles) {
        return 1 + resistanceGrowth * cycles;
    }
}
