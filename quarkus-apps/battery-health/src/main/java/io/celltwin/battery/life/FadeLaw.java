package io.celltwin.battery.life;

/**
 * A family of capacity-fade curves: a part that goes on from the start (for example with the square root of the cycles, as the
 * growth of the solid-electrolyte interphase does) and a part that sets in late and fast (the knee):
 *
 * <pre>
 * s(n) = s0 - D * (a * (n/L)^p + (1 - a) * (n/L)^q),  q >= p
 * </pre>
 *
 * with s the capacity relative to the nominal one, n the cycle, D = {@value #REFERENCE_LOSS} and L the cycle by which D is
 * lost. Sums of power laws with such exponents are the common empirical description (Schmalstieg et al., J. Power Sources
 * 257, 2014; for knees Attia et al., J. Electrochem. Soc. 169, 2022).
 *
 * <p>
 * A curve is an array of {@value #PARAMETERS}: s0, ln L, logit a, ln p, ln q.
 */
public final class FadeLaw {

    /** How many numbers make a curve. */
    public static final int PARAMETERS = 5;

    static final double REFERENCE_LOSS = 0.2;
    /** Keeps a curve far past its knee finite. */
    private static final double MOST_EXPONENT = 8;

    private FadeLaw() {}

    /**
     * A curve's powers, taken out of their logarithms once for many points.
     *
     * @param start relative capacity when new
     * @param logLife logarithm of the cycle by which the reference loss is reached
     * @param steadyPart part of the loss that goes on from the start
     * @param steadyPower its power
     * @param latePower power of the part that sets in late
     */
    public record Curve(double start, double logLife, double steadyPart, double steadyPower, double latePower) {

        /** The curve of parameters. */
        public static Curve of(double[] parameters) {
            return new Curve(
                    parameters[0],
                    parameters[1],
                    1 / (1 + Math.exp(-parameters[2])),
                    Math.exp(parameters[3]),
                    Math.exp(Math.max(parameters[3], parameters[4])));
        }

        /** Relative capacity at the cycle whose natural logarithm is given. */
        public double at(double logCycle) {
            double age = logCycle - logLife;
            return start
                    - REFERENCE_LOSS
                            * (steadyPart * Math.exp(Math.min(MOST_EXPONENT, steadyPower * age))
                                    + (1 - steadyPart) * Math.exp(Math.min(MOST_EXPONENT, latePower * age)));
        }
    }
}
