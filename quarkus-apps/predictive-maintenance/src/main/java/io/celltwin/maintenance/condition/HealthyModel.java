package io.celltwin.maintenance.condition;

import java.util.Arrays;
import java.util.List;

/**
 * What a machine is like when it is healthy, learnt from its own running. See {@link HealthyModelFit} for how.
 *
 * @param indicators what each indicator is like; only those that could be learnt
 * @param correlation of the deviations of the indicators' fast means from their levels
 * @param jointLimit T-squared of all fast means that a healthy machine hardly ever exceeds
 * @param adaptation part of the way that levels go towards the slow means with each sample of a healthy machine
 * @param samples from how many samples it was learnt
 * @param effectiveSamples to how many independent samples these amount, for the indicator that has the fewest
 */
public record HealthyModel(
        List<Indicator> indicators,
        double[][] correlation,
        double jointLimit,
        double adaptation,
        long samples,
        double effectiveSamples) {

    /**
     * One indicator of a healthy machine, in its unit.
     *
     * @param name its name
     * @param ambient whether its pace is judged instead of its level
     * @param level its mean
     * @param noise standard deviation from one sample to the next
     * @param fast standard deviation of the fast mean from the level
     * @param slow standard deviation of the slow mean from the level; of an ambient one, from the mean that is slower still
     * @param band how far the level may be carried by learning on
     * @param limit standard deviations that a healthy machine hardly ever exceeds
     * @param longestRun how many samples in a row were equal while it was learnt; 0 if it never changed
     */
    public record Indicator(
            String name,
            boolean ambient,
            double level,
            double noise,
            double fast,
            double slow,
            double band,
            double limit,
            int longestRun) {

        /** Rejects what is no measure. */
        public Indicator {
            if (!Double.isFinite(level)
                    || !(positive(noise) && positive(fast) && positive(slow) && positive(band) && positive(limit))
                    || longestRun < 0) {
                throw new IllegalArgumentException("what was learnt of an indicator makes no sense");
            }
        }
    }

    /** Rejects parts that do not fit each other and numbers that are none: a model may come from a twin. */
    public HealthyModel {
        indicators = List.copyOf(indicators);
        int size = indicators.size();
        if (size == 0
                || correlation.length != size
                || !positive(jointLimit)
                || !(adaptation >= 0 && adaptation < 1)
                || samples < 1
                || !positive(effectiveSamples)) {
            throw new IllegalArgumentException("the parts of the model do not fit each other");
        }
        for (double[] row : correlation) {
            if (row == null || row.length != size || !Arrays.stream(row).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("the parts of the model do not fit each other");
            }
        }
    }

    private static boolean positive(double value) {
        return value > 0 && Double.isFinite(value);
    }
}
