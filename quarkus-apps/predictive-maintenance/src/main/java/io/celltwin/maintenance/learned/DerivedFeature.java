package io.celltwin.maintenance.learned;

/**
 * A physical quantity made of two inputs.
 *
 * @param name of the feature
 * @param operation how
 * @param first input, by its place
 * @param second input, by its place
 */
public record DerivedFeature(String name, Operation operation, int first, int second) {

    /** How two inputs are put together. */
    public enum Operation {
        /** First times second. */
        PRODUCT,
        /** First less second. */
        DIFFERENCE
    }

    /** Decimals are not exact in binary: 308.7 less 300.1 and 305.1 less 296.5 must be the same. */
    private static final double DIGITS = 1e6;

    double of(double[] inputs) {
        double value = operation == Operation.PRODUCT ? inputs[first] * inputs[second] : inputs[first] - inputs[second];
        return Math.rint(value * DIGITS) / DIGITS;
    }
}
