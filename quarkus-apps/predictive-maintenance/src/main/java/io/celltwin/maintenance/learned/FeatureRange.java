package io.celltwin.maintenance.learned;

/**
 * Between which values a feature lay in what was learnt from.
 *
 * @param name of the feature
 * @param least smallest
 * @param most largest
 */
public record FeatureRange(String name, double least, double most) {

    /** What was never seen is taken to be alike within this part of what was. */
    private static final double ALLOWANCE = 0.05;

    /** Rejects what is no range. */
    public FeatureRange {
        if (!(least <= most) || !Double.isFinite(least) || !Double.isFinite(most)) {
            throw new IllegalArgumentException("the range of '" + name + "' is none");
        }
    }

    boolean holds(double value) {
        double allowance = ALLOWANCE * (most - least);
        return value >= least - allowance && value <= most + allowance;
    }
}
