package io.celltwin.maintenance.condition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The samples of the segment that is being filled. Up to two samples that stand far apart from the others of their variable are
 * glitches and left out; three are a fact.
 */
final class OpenSegment {

    /** Samples in a full segment. */
    static final int LENGTH = 10;

    private static final int MOST_GLITCHES = 2;
    /** Robust deviations from the median. */
    private static final double GLITCH = 8;

    private static final double MAD_TO_DEVIATION = 1.4826;

    private final List<double[]> samples;

    OpenSegment(List<double[]> samples) {
        this.samples = new ArrayList<>(samples);
    }

    void add(double[] sample) {
        samples.add(sample.clone());
    }

    void clear() {
        samples.clear();
    }

    boolean full() {
        return samples.size() >= LENGTH;
    }

    List<double[]> samples() {
        return List.copyOf(samples);
    }

    /**
     * Closes it; the next one begins.
     *
     * @param usual deviations within the segments before, which tell a glitch from a value of a coarse sensor
     */
    Segment close(List<Variable> variables, double[] usual) {
        int size = variables.size();
        double[] means = new double[size];
        double[] variances = new double[size];
        boolean[] known = new boolean[size];
        for (int k = 0; k < size; k++) {
            int column = k;
            double[] values = withoutGlitches(
                    samples.stream()
                            .mapToDouble(sample -> sample[column])
                            .filter(Double::isFinite)
                            .toArray(),
                    Math.max(variables.get(k).floor(), usual[k]));
            if (values.length > LENGTH / 2) {
                known[k] = true;
                means[k] = Arrays.stream(values).average().orElseThrow();
                double mean = means[k];
                variances[k] = Arrays.stream(values)
                                .map(value -> (value - mean) * (value - mean))
                                .sum()
                        / (values.length - 1);
            }
        }
        int length = samples.size();
        samples.clear();
        return new Segment(means, variances, known, length);
    }

    private static double[] withoutGlitches(double[] values, double least) {
        if (values.length < LENGTH / 2) {
            return values;
        }
        double median = median(values);
        double deviation = MAD_TO_DEVIATION
                * median(Arrays.stream(values)
                        .map(value -> Math.abs(value - median))
                        .toArray());
        double far = GLITCH * Math.max(deviation, least);
        double[] near = Arrays.stream(values)
                .filter(value -> Math.abs(value - median) <= far)
                .toArray();
        return values.length - near.length <= MOST_GLITCHES ? near : values;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
