package io.celltwin.maintenance.condition;

import io.celltwin.maintenance.condition.HealthyModel.Indicator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.FDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Learns a {@link HealthyModel} for charts of exponentially weighted means (EWMA charts: Roberts, Technometrics 1, 1959; for
 * several variables Lowry, Woodall, Champ and Rigdon, Technometrics 34, 1992), with what real machines need beside:
 * <ul>
 * <li>the deviation of each mean is measured on the means themselves, because samples of a running machine are not independent,
 * and is at least what the noise alone makes of it and what the sensor resolves;</li>
 * <li>a drift allowance is added: the level, taken as a random walk, may walk as far as in {@value #HORIZON_PARTS} parts of the
 * learning time. How fast it walks is learnt from the differences of the means of {@value #BLOCKS} consecutive blocks, less what
 * noise alone contributes to them;</li>
 * <li>the limit is a quantile of the normal distribution, the risk shared among the indicators (Bonferroni). That deviations are
 * known well enough for it is seen to before: {@link Learner} waits for enough {@linkplain EffectiveSamples effectively
 * independent} samples;</li>
 * <li>an indicator that follows the surroundings is judged by its pace: the deviation of its slow mean from one slower still.</li>
 * </ul>
 * The joint limit is that of T-squared for a future observation, {@code k (n-1)(n+1) / (n (n-k)) * F(k, n-k)} (Montgomery,
 * Introduction to Statistical Quality Control, chapter 11), with the effective n, for the indicators that have a level.
 */
public final class HealthyModelFit {

    /** Probability that a healthy machine is above its limit at one look; the alarm wants many looks. */
    static final double RISK = 5e-4;
    /** The same for the joint limit, which sees chance correlations, too. */
    static final double JOINT_RISK = 1e-4;

    static final double SHRINKAGE = 0.1;
    static final int BLOCKS = 10;
    static final double HORIZON_PARTS = 0.25;
    /** The surroundings may change by so much more than while it was learnt. */
    static final double AMBIENT_ALLOWANCE = 2;
    /** The mean of a level that is learnt on forgets within this part of the learning time. */
    static final double ADAPTATION_PARTS = 1 / 2.4;
    /** Standard deviations of a sample by which the level may be carried on. */
    static final double BAND = 3;
    /** A level is known to this part of itself at best, whatever its sensor resolves. */
    static final double RELATIVE_FLOOR = 1e-4;

    private static final int LEAST_SEGMENTS = 2 * BLOCKS;

    private HealthyModelFit() {}

    /**
     * Learns from all samples.
     *
     * @param variables what each place of a sample means
     * @param samples what the healthy machine was like, in the order of time; NaN where a value was not known
     * @return the model
     */
    public static HealthyModel fit(List<Variable> variables, List<double[]> samples) {
        LearningBuffer buffer = new LearningBuffer(variables);
        samples.forEach(buffer::add);
        return fit(variables, buffer.segments(), buffer.longestRuns());
    }

    static HealthyModel fit(List<Variable> variables, List<Segment> segments, int[] longestRuns) {
        if (segments.size() < LEAST_SEGMENTS) {
            throw new IllegalArgumentException("a healthy machine is learnt from at least %d samples, and these are %d"
                    .formatted(LEAST_SEGMENTS * OpenSegment.LENGTH, segments.size() * OpenSegment.LENGTH));
        }
        List<Series> learnt = new ArrayList<>();
        for (int k = 0; k < variables.size(); k++) {
            Series series = Series.of(variables.get(k), k, segments);
            if (series.means().length >= Math.max(LEAST_SEGMENTS, segments.size() / 2)) {
                learnt.add(series);
            }
        }
        if (learnt.isEmpty()) {
            throw new IllegalArgumentException("no indicator was known for half of the learning time");
        }
        long samples = segments.stream().mapToLong(Segment::samples).sum();
        double length = (double) samples / segments.size();
        List<Indicator> indicators = new ArrayList<>();
        for (Series series : learnt) {
            indicators.add(indicator(series, length, learnt.size(), longestRuns[series.column()]));
        }
        double effective = effectiveSamples(learnt);
        long levels = indicators.stream().filter(each -> !each.ambient()).count();
        return new HealthyModel(
                indicators,
                correlation(learnt, indicators, length),
                jointLimit(Math.max(1.0, (double) levels), Math.max(effective, levels + 5.0)),
                Math.min(0.5, 1 / (ADAPTATION_PARTS * samples)),
                samples,
                effective);
    }

    /** To how many independent samples it amounts, for the indicator with a level that has the fewest. */
    static double effectiveSamples(List<Variable> variables, List<Segment> segments) {
        List<Series> all = new ArrayList<>();
        for (int k = 0; k < variables.size(); k++) {
            all.add(Series.of(variables.get(k), k, segments));
        }
        return effectiveSamples(all);
    }

    private static double effectiveSamples(List<Series> all) {
        return all.stream()
                .filter(series -> !series.variable().ambient() && series.means().length >= LEAST_SEGMENTS)
                .mapToDouble(series -> EffectiveSamples.of(series.means()))
                .min()
                .orElseGet(() -> all.isEmpty() ? 2 : all.get(0).means().length);
    }

    private static Indicator indicator(Series series, double length, int count, int longestRun) {
        double level = series.mean();
        double floor = Math.max(series.variable().floor(), RELATIVE_FLOOR * Math.abs(level));
        floor = Math.max(floor, Double.MIN_NORMAL);
        double noise = Math.max(floor, Math.sqrt(series.noiseVariance()));
        double drift = HORIZON_PARTS * BLOCKS * series.driftVariance(BLOCKS, length);
        double fast = deviation(series.meanSquare(Charts.FAST, length, level) + drift, Charts.FAST, noise, floor);
        double slow;
        if (series.variable().ambient()) {
            slow = Math.max(floor, Math.sqrt(meanSquare(series.paces(length))));
        } else {
            slow = deviation(series.meanSquare(Charts.SLOW, length, level) + drift, Charts.SLOW, noise, floor);
        }
        double limit = new NormalDistribution(null, 0, 1).inverseCumulativeProbability(1 - RISK / count / 2);
        return new Indicator(
                series.variable().name(),
                series.variable().ambient(),
                level,
                noise,
                fast,
                slow,
                BAND * Math.sqrt(noise * noise + series.meanVariance()),
                series.variable().ambient() ? AMBIENT_ALLOWANCE * limit : limit,
                longestRun);
    }

    /** Never less than the noise makes of it, nor than half of what the sensor resolves. */
    private static double deviation(double variance, double weight, double noise, double floor) {
        double least = Math.max(noise * noise * Charts.variancePart(weight), floor * floor / 4);
        return Math.sqrt(Math.max(variance, least));
    }

    private static double meanSquare(double[] values) {
        return Arrays.stream(values).map(value -> value * value).average().orElse(0);
    }

    private static double[][] correlation(List<Series> learnt, List<Indicator> indicators, double length) {
        int size = learnt.size();
        double[][] correlation = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                if (i == j) {
                    correlation[i][j] = 1;
                } else if (!indicators.get(i).ambient() && !indicators.get(j).ambient()) {
                    double together = learnt.get(i).covariance(learnt.get(j), Charts.FAST, length);
                    double part = together
                            / (indicators.get(i).fast() * indicators.get(j).fast());
                    correlation[i][j] = (1 - SHRINKAGE) * Math.max(-1, Math.min(1, part));
                }
            }
        }
        return correlation;
    }

    private static double jointLimit(double k, double n) {
        return k
                * (n - 1)
                * (n + 1)
                / (n * (n - k))
                * new FDistribution(null, k, n - k).inverseCumulativeProbability(1 - JOINT_RISK);
    }
}
