package io.celltwin.maintenance.condition;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The segments of one variable, where it was known.
 *
 * @param variable which
 * @param column its place in a sample
 * @param means of the segments
 * @param noiseVariance within the segments
 * @param places the segments' places among all
 */
record Series(Variable variable, int column, double[] means, double noiseVariance, int[] places) {

    /** So many times what noise makes of the steps between ten blocks on average it hardly ever makes of them. */
    private static final double CHANCE = 2;

    static Series of(Variable variable, int column, List<Segment> segments) {
        int[] places = IntStream.range(0, segments.size())
                .filter(i -> segments.get(i).known()[column])
                .toArray();
        double[] means = new double[places.length];
        double noise = 0;
        for (int i = 0; i < places.length; i++) {
            Segment segment = segments.get(places[i]);
            means[i] = segment.means()[column];
            noise += segment.variances()[column] / places.length;
        }
        return new Series(variable, column, means, noise, places);
    }

    double mean() {
        double sum = 0;
        for (double value : means) {
            sum += value;
        }
        return sum / means.length;
    }

    double meanVariance() {
        double mean = mean();
        double sum = 0;
        for (double value : means) {
            sum += (value - mean) * (value - mean);
        }
        return sum / Math.max(1, means.length - 1);
    }

    /** Mean square of the weighted mean's deviation from the level. */
    double meanSquare(double weight, double samples, double level) {
        double[] deviations = weighted(weight, samples, level);
        double sum = 0;
        for (double deviation : deviations) {
            sum += deviation * deviation;
        }
        // Each segment is a mean already: what the noise adds to weighted means of single samples was averaged out of
        // it.
        double segmentWeight = Charts.weightOf(weight, samples);
        double averaged = noiseVariance * (Charts.variancePart(weight) - Charts.variancePart(segmentWeight) / samples);
        return sum / Math.max(1, deviations.length - 1) + Math.max(0, averaged);
    }

    /** Mean product of two weighted means' deviations from their levels. */
    double covariance(Series other, double weight, double samples) {
        double[] mine = weighted(weight, samples, mean());
        double[] others = other.weighted(weight, samples, other.mean());
        double sum = 0;
        int count = 0;
        int j = 0;
        for (int i = 0; i < places.length; i++) {
            while (j < other.places.length && other.places[j] < places[i]) {
                j++;
            }
            if (j < other.places.length && other.places[j] == places[i]) {
                sum += mine[i] * others[j];
                count++;
            }
        }
        return sum / Math.max(1, count - 1);
    }

    private double[] weighted(double weight, double samples, double level) {
        double segmentWeight = Charts.weightOf(weight, samples);
        double[] deviations = new double[means.length];
        double mean = means[0] - level;
        for (int i = 0; i < means.length; i++) {
            mean += segmentWeight * (means[i] - level - mean);
            deviations[i] = mean;
        }
        return deviations;
    }

    /** What the slow mean is away from the slower one, without the time in which they settle. */
    double[] paces(double samples) {
        double[] slow = weighted(Charts.SLOW, samples, 0);
        double[] slower = weighted(Charts.PACE, samples, 0);
        int settled = (int) Math.min(means.length / 4.0, Math.ceil(40 / samples));
        double[] paces = new double[means.length - settled];
        for (int i = 0; i < paces.length; i++) {
            paces[i] = slow[settled + i] - slower[settled + i];
        }
        return paces;
    }

    /** Variance by which the level walks from one block to the next, as far as noise does not explain it. */
    double driftVariance(int blocks, double samples) {
        int length = means.length / blocks;
        double steps = 0;
        double before = Double.NaN;
        for (int block = 0; block < blocks; block++) {
            double mean = 0;
            for (int i = 0; i < length; i++) {
                mean += means[block * length + i] / length;
            }
            if (block > 0) {
                steps += (mean - before) * (mean - before);
            }
            before = mean;
        }
        return Math.max(0, steps / (blocks - 1) - CHANCE * 2 * noiseVariance / (length * samples));
    }
}
