package io.celltwin.maintenance;

import java.util.Arrays;
import java.util.List;

/**
 * What a machine is like when it is healthy, learnt from its own start. See {@link HealthyModelFit} for how.
 *
 * @param variables what each place of a row means
 * @param means mean of each variable
 * @param deviations standard deviation of each variable
 * @param smoothing weight of the newest row in the exponentially weighted mean, by which rows are smoothed
 * @param precisionRoot symmetric square root of the inverse covariance of smoothed, standardised rows
 * @param limit T-squared that a healthy machine hardly ever exceeds
 */
public record HealthyModel(
        List<String> variables,
        double[] means,
        double[] deviations,
        double smoothing,
        double[][] precisionRoot,
        double limit) {

    /** Rejects parts that do not fit each other and numbers that are none: a model may come from a twin. */
    public HealthyModel {
        if (variables == null || means == null || deviations == null || precisionRoot == null) {
            throw new IllegalArgumentException("parts of the model are missing");
        }
        variables = List.copyOf(variables);
        int size = variables.size();
        if (size == 0
                || means.length != size
                || deviations.length != size
                || precisionRoot.length != size
                || !(smoothing > 0 && smoothing <= 1)
                || !(limit > 0 && Double.isFinite(limit))) {
            throw new IllegalArgumentException("the parts of the model do not fit each other");
        }
        for (int i = 0; i < size; i++) {
            if (precisionRoot[i] == null
                    || precisionRoot[i].length != size
                    || !Arrays.stream(precisionRoot[i]).allMatch(Double::isFinite)
                    || !Double.isFinite(means[i])
                    || !(deviations[i] > 0 && Double.isFinite(deviations[i]))) {
                throw new IllegalArgumentException("the parts of the model do not fit each other");
            }
        }
    }
}
