package io.celltwin.maintenance.condition;

import java.util.Arrays;

/**
 * The mean of some samples in a row.
 *
 * @param means of each variable; one that was not known has 0 and the weight 0
 * @param variances within the segment, of each variable
 * @param known whether each variable was known
 * @param samples how many there were
 */
record Segment(double[] means, double[] variances, boolean[] known, int samples) {

    Segment {
        if (means.length != variances.length
                || means.length != known.length
                || samples < 1
                || !Arrays.stream(means).allMatch(Double::isFinite)
                || !Arrays.stream(variances).allMatch(variance -> variance >= 0 && Double.isFinite(variance))) {
            throw new IllegalArgumentException("a segment of what was learnt makes no sense");
        }
    }

    /** One segment of two that follow each other. */
    Segment with(Segment next) {
        double[] bothMeans = new double[means.length];
        double[] bothVariances = new double[means.length];
        boolean[] bothKnown = new boolean[means.length];
        for (int k = 0; k < means.length; k++) {
            double first = known[k] ? samples : 0;
            double second = next.known[k] ? next.samples : 0;
            if (first + second > 0) {
                bothKnown[k] = true;
                bothMeans[k] = (first * means[k] + second * next.means[k]) / (first + second);
                bothVariances[k] = (first * variances[k] + second * next.variances[k]) / (first + second);
            }
        }
        return new Segment(bothMeans, bothVariances, bothKnown, samples + next.samples);
    }
}
