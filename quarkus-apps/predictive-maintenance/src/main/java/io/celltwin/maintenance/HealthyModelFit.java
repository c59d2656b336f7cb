package io.celltwin.maintenance;

import java.util.List;
import org.apache.commons.math3.distribution.FDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * Learns a {@link HealthyModel} for Hotelling's T-squared on exponentially weighted means (a multivariate EWMA chart: Lowry,
 * Woodall, Champ and Rigdon, Technometrics 34, 1992), with two changes that real machines need:
 * <ul>
 * <li>the covariance of the smoothed rows is estimated from the smoothed rows themselves, because samples of a running machine
 * are not independent, and drawn {@value #SHRINKAGE} of the way towards a multiple of the identity, so that it can be
 * inverted;</li>
 * <li>a drift allowance is added for each variable: its level, taken as a random walk, is allowed to walk as far as it would in
 * {@value #HORIZON_PARTS} parts of the learning time. How fast it walks is learnt from the differences of the means of
 * consecutive blocks, less what noise alone contributes to them. Temperatures that still settle would alarm without it.</li>
 * </ul>
 * The limit is that of T-squared for a future observation: {@code k (n-1)(n+1) / (n (n-k)) * F(k, n-k)} (Montgomery,
 * Introduction to Statistical Quality Control, chapter 11).
 */
public final class HealthyModelFit {

    static final double SMOOTHING = 0.2;
    static final double SHRINKAGE = 0.05;
    static final double CONFIDENCE = 0.999;
    /** Blocks whose means show the drift. */
    static final int BLOCKS = 10;
    /** Drift is allowed for this part of the learning time. */
    static final double HORIZON_PARTS = 0.25;
    /** Rows until the exponentially weighted mean has forgotten where it began. */
    static final int WARM_UP = 20;
    /** The least number of rows to learn from, per variable. */
    static final int ROWS_PER_VARIABLE = 10;

    private HealthyModelFit() {}

    /**
     * @param variables number of variables
     * @return the least number of rows from which a model can be learnt
     */
    public static int leastRows(int variables) {
        return Math.max(10 * BLOCKS, WARM_UP + ROWS_PER_VARIABLE * variables);
    }

    /**
     * Learns.
     *
     * @param variables what each place of a row means
     * @param rows what the healthy machine was like, in the order of time; at least {@link #leastRows}
     * @param leastDeviations deviation that each variable has at least, for example because smaller changes are not sent
     * @return the model
     */
    public static HealthyModel fit(List<String> variables, List<double[]> rows, double[] leastDeviations) {
        if (rows.size() < leastRows(variables.size())) {
            throw new IllegalArgumentException("too few rows to learn from: " + rows.size());
        }
        int size = variables.size();
        Array2DRowRealMatrix measured = new Array2DRowRealMatrix(rows.toArray(double[][]::new), false);
        double[] means = new double[size];
        double[] deviations = new double[size];
        for (int k = 0; k < size; k++) {
            double[] column = measured.getColumn(k);
            means[k] = new Mean().evaluate(column);
            deviations[k] = Math.max(new StandardDeviation().evaluate(column), leastDeviations[k]);
        }
        RealMatrix standardised = standardised(measured, means, deviations);
        RealMatrix covariance = shrunk(new Covariance(smoothed(standardised)).getCovarianceMatrix());
        double[] drift = drift(standardised);
        for (int k = 0; k < size; k++) {
            covariance.addToEntry(k, k, drift[k] * HORIZON_PARTS * BLOCKS);
        }
        return new HealthyModel(
                variables, means, deviations, SMOOTHING, inverseRoot(covariance).getData(), limit(size, rows.size()));
    }

    private static RealMatrix standardised(RealMatrix measured, double[] means, double[] deviations) {
        RealMatrix standardised = measured.copy();
        for (int row = 0; row < measured.getRowDimension(); row++) {
            for (int k = 0; k < means.length; k++) {
                standardised.setEntry(row, k, (measured.getEntry(row, k) - means[k]) / deviations[k]);
            }
        }
        return standardised;
    }

    private static RealMatrix smoothed(RealMatrix standardised) {
        int rows = standardised.getRowDimension();
        double[] mean = new double[standardised.getColumnDimension()];
        RealMatrix smoothed = MatrixUtils.createRealMatrix(rows - WARM_UP, mean.length);
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < mean.length; k++) {
                mean[k] += SMOOTHING * (standardised.getEntry(row, k) - mean[k]);
            }
            if (row >= WARM_UP) {
                smoothed.setRow(row - WARM_UP, mean);
            }
        }
        return smoothed;
    }

    private static RealMatrix shrunk(RealMatrix covariance) {
        int size = covariance.getRowDimension();
        // A machine whose indicators all stand still has no spread at all; the least one keeps the matrix invertible.
        double target = Math.max(covariance.getTrace() / size, 1e-6);
        return covariance
                .scalarMultiply(1 - SHRINKAGE)
                .add(MatrixUtils.createRealIdentityMatrix(size).scalarMultiply(SHRINKAGE * target));
    }

    /** Variance by which each variable's level walks from one block to the next. */
    private static double[] drift(RealMatrix standardised) {
        int length = standardised.getRowDimension() / BLOCKS;
        double[] drift = new double[standardised.getColumnDimension()];
        for (int k = 0; k < drift.length; k++) {
            double[] column = standardised.getColumn(k);
            double steps = 0.0;
            double within = 0.0;
            double before = Double.NaN;
            for (int block = 0; block < BLOCKS; block++) {
                double mean = new Mean().evaluate(column, block * length, length);
                for (int i = 0; i < length; i++) {
                    double deviation = column[block * length + i] - mean;
                    within += deviation * deviation;
                }
                if (block > 0) {
                    steps += (mean - before) * (mean - before);
                }
                before = mean;
            }
            double noise = within / (BLOCKS * (length - 1));
            drift[k] = Math.max(0, steps / (BLOCKS - 1) - 2 * noise / length);
        }
        return drift;
    }

    private static RealMatrix inverseRoot(RealMatrix covariance) {
        EigenDecomposition spread = new EigenDecomposition(covariance);
        double[] values = spread.getRealEigenvalues();
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 / Math.sqrt(values[i]);
        }
        return spread.getV()
                .multiply(MatrixUtils.createRealDiagonalMatrix(values))
                .multiply(spread.getVT());
    }

    private static double limit(double k, double n) {
        return k
                * (n - 1)
                * (n + 1)
                / (n * (n - k))
                * new FDistribution(null, k, n - k).inverseCumulativeProbability(CONFIDENCE);
    }
}
