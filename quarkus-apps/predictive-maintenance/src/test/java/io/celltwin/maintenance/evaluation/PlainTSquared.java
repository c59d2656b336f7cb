package io.celltwin.maintenance.evaluation;

import java.util.List;
import org.apache.commons.math3.distribution.FDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.correlation.Covariance;

/** Hotelling's T-squared of single rows, as the textbook has it: what the product's method is compared with. */
record PlainTSquared(RealVector mean, RealMatrix precision, double limit) {

    static PlainTSquared learn(List<double[]> healthy, double confidence) {
        Array2DRowRealMatrix rows = new Array2DRowRealMatrix(healthy.toArray(double[][]::new));
        double n = rows.getRowDimension();
        double k = rows.getColumnDimension();
        ArrayRealVector mean = new ArrayRealVector((int) k);
        healthy.forEach(row -> mean.combineToSelf(1, 1 / n, new ArrayRealVector(row)));
        return new PlainTSquared(
                mean,
                MatrixUtils.inverse(new Covariance(rows).getCovarianceMatrix()),
                k
                        * (n - 1)
                        * (n + 1)
                        / (n * (n - k))
                        * new FDistribution(null, k, n - k).inverseCumulativeProbability(confidence));
    }

    boolean alarms(double[] row) {
        ArrayRealVector deviation = new ArrayRealVector(row).subtract(mean);
        return deviation.dotProduct(precision.operate(deviation)) > limit;
    }
}
