package io.celltwin.maintenance.learned;

/**
 * A way in which a machine fails.
 *
 * @param name for programs
 * @param title for people
 * @param trees logarithm of the odds
 * @param slope of Platt's calibration: the calibrated logarithm of the odds is {@code slope * x + intercept} (Platt 1999)
 * @param intercept of the calibration
 */
public record FailureMode(String name, String title, BoostedTrees trees, double slope, double intercept) {

    /** Rejects a calibration that turns likely and unlikely round. */
    public FailureMode {
        if (!(slope > 0) || !Double.isFinite(slope) || !Double.isFinite(intercept)) {
            throw new IllegalArgumentException("the calibration of '" + name + "' is none");
        }
    }

    double probability(double[] features) {
        return 1 / (1 + Math.exp(-(slope * trees.predict(features) + intercept)));
    }
}
