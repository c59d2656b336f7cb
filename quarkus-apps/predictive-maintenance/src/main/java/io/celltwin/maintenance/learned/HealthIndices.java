package io.celltwin.maintenance.learned;

/**
 * Projects the values of a cycle onto a few directions.
 *
 * @param center of each value
 * @param scale of each value
 * @param weights for each index of each standardized value
 */
public record HealthIndices(double[] center, double[] scale, double[][] weights) {

    /** Rejects a projection whose parts do not fit together. */
    public HealthIndices {
        int width = center.length;
        boolean fits = width > 0 && scale.length == width && weights.length > 0;
        for (double[] direction : weights) {
            fits &= direction.length == width;
        }
        for (double each : scale) {
            fits &= each > 0;
        }
        if (!fits) {
            throw new IllegalArgumentException("the projection onto health indices does not fit together");
        }
    }

    int count() {
        return weights.length;
    }

    int width() {
        return center.length;
    }

    /** The indices of one cycle, of its values; what stands behind these is not looked at. */
    public double[] of(double[] values) {
        double[] indices = new double[weights.length];
        for (int k = 0; k < indices.length; k++) {
            for (int i = 0; i < center.length; i++) {
                indices[k] += weights[k][i] * (values[i] - center[i]) / scale[i];
            }
        }
        return indices;
    }
}
