package io.celltwin.training.failure;

/**
 * Platt's calibration of logarithms of odds (Platt, Probabilistic outputs for support vector machines, 1999): the logistic regression
 * of what happened on what was said, held a little to "as said" so that a mode that is always told apart does not become certain.
 *
 * @param slope factor
 * @param intercept summand
 */
record PlattCalibration(double slope, double intercept) {

    private static final int ROUNDS = 50;
    /** As much as so many rows of curvature 1 say for "as said". */
    private static final double HELD = 5;

    private static final double LEAST_SLOPE = 0.1;

    static PlattCalibration of(double[] said, boolean[] happened) {
        double slope = 1;
        double intercept = 0;
        for (int round = 0; round < ROUNDS; round++) {
            double gradientSlope = HELD * (slope - 1);
            double gradientIntercept = HELD * intercept;
            double slopes = HELD;
            double both = 0;
            double intercepts = HELD;
            for (int i = 0; i < said.length; i++) {
                double probability = 1 / (1 + Math.exp(-(slope * said[i] + intercept)));
                double off = probability - (happened[i] ? 1 : 0);
                double curvature = probability * (1 - probability);
                gradientSlope += off * said[i];
                gradientIntercept += off;
                slopes += curvature * said[i] * said[i];
                both += curvature * said[i];
                intercepts += curvature;
            }
            double determinant = slopes * intercepts - both * both;
            double step = (intercepts * gradientSlope - both * gradientIntercept) / determinant;
            slope = Math.max(LEAST_SLOPE, slope - step);
            intercept -= (slopes * gradientIntercept - both * gradientSlope) / determinant;
        }
        return new PlattCalibration(slope, intercept);
    }

    /** Mean of the negative logarithms of what was said of what happened. */
    double logLoss(double[] said, boolean[] happened) {
        double sum = 0;
        for (int i = 0; i < said.length; i++) {
            double odds = slope * said[i] + intercept;
            sum += Math.log1p(Math.exp(-Math.abs(odds))) + Math.max(0, happened[i] ? -odds : odds);
        }
        return sum / said.length;
    }
}
