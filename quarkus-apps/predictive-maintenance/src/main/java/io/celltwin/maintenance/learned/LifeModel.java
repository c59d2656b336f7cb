package io.celltwin.maintenance.learned;

import java.util.List;

/**
 * How many cycles a machine has left, from a window of its latest cycles.
 *
 * <ol>
 *   <li>The last input is the number of the cycle since the machine was new, the others are values at the end of a cycle.
 *   <li>These are standardized and projected onto a few {@linkplain HealthIndices health indices}: directions in which machines moved
 *       before they failed.
 *   <li>{@link WindowFeatures}: of each index means and slopes over windows of several lengths, and the number of the cycle.
 *   <li>Boosted trees say the cycles left, at most {@code cap}: who is far from its end cannot be told apart.
 *   <li>The interval has the quantiles that errors had for machines that were not learnt from, where the figure was about as large
 *       (conformal prediction by groups: Vovk, Gammerman and Shafer 2005, chapter 4).
 * </ol>
 *
 * @param indices the projection
 * @param ranges of the window features
 * @param trees cycles left
 * @param cap the most that is said
 * @param bounds of the cycles left that divide the groups of errors, ascending
 * @param low for each group the 5 % quantile of truth less figure
 * @param high for each group the 95 % quantile
 */
public record LifeModel(
        HealthIndices indices,
        List<FeatureRange> ranges,
        BoostedTrees trees,
        double cap,
        double[] bounds,
        double[] low,
        double[] high) {

    /** Rejects parts that do not fit together. */
    public LifeModel {
        ranges = List.copyOf(ranges);
        boolean fits = ranges.size() == WindowFeatures.count(indices.count())
                && trees.features() <= ranges.size()
                && low.length == bounds.length + 1
                && high.length == low.length;
        if (!fits || !(cap > 0)) {
            throw new IllegalArgumentException("the parts of the model of remaining life do not fit together");
        }
    }

    /** How many inputs it needs: the number of the cycle, too. */
    int width() {
        return indices.width() + 1;
    }

    /**
     * What the trees say.
     *
     * @param features of the window
     * @return cycles between 0 and the cap
     */
    public double predict(double[] features) {
        return Math.max(0, Math.min(cap, trees.predict(features)));
    }

    /** In which group of errors a figure is. */
    public static int group(double cycles, double[] bounds) {
        int group = 0;
        while (group < bounds.length && cycles >= bounds[group]) {
            group++;
        }
        return group;
    }

    /** Judges the machine by its window. */
    LearnedJudgement judge(List<double[]> window, double cycle) {
        double[] features = WindowFeatures.of(window, cycle);
        List<String> unfamiliar = EventModel.unfamiliar(features, ranges);
        if (!unfamiliar.isEmpty()) {
            return LearnedJudgement.unfamiliar(unfamiliar);
        }
        double cycles = predict(features);
        int group = group(cycles, bounds);
        return LearnedJudgement.life(
                new LearnedJudgement.RemainingCycles(
                        cycles,
                        Math.max(0, cycles + Math.min(0, low[group])),
                        cycles + Math.max(0, high[group]),
                        cycles + high[group] >= cap),
                EventModel.drivers(trees.contributions(features), ranges));
    }
}
