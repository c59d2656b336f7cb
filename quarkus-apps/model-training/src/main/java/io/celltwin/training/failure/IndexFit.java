package io.celltwin.training.failure;

import io.celltwin.maintenance.learned.HealthIndices;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * Finds the directions in which engines move before they fail: the first is a ridge regression of the cycles left on the smoothed
 * sensors, the others are the principal components of the smoothed sensors in the last cycles of life, measured from what is usual
 * over whole lives. Several, since engines fail in several ways.
 */
final class IndexFit {

    private static final int COMPONENTS = 3;
    private static final int SMOOTHED = 10;
    private static final int LAST = 60;
    private static final int FIRST = 20;
    private static final double RIDGE = 0.1;

    private IndexFit() {}

    static HealthIndices of(List<double[][]> engines, double cap) {
        int width = engines.get(0)[0].length;
        double[] center = new double[width];
        double[] scale = new double[width];
        standardize(engines, center, scale);
        HealthIndices plain = new HealthIndices(center, scale, identity(width));
        List<double[]> ends = new ArrayList<>();
        RealMatrix square = new Array2DRowRealMatrix(width + 1, width + 1);
        RealVector product = new ArrayRealVector(width + 1);
        for (double[][] engine : engines) {
            double[][] smooth = smooth(engine, plain);
            for (int t = FIRST; t < smooth.length; t++) {
                RealVector row = new ArrayRealVector(smooth[t]).append(1);
                square = square.add(row.outerProduct(row));
                product = product.add(row.mapMultiply(Math.min(cap, smooth.length - 1 - t) / cap));
                if (t >= smooth.length - LAST) {
                    ends.add(smooth[t]);
                }
            }
        }
        for (int k = 0; k <= width; k++) {
            square.addToEntry(k, k, RIDGE);
        }
        double[][] weights = new double[1 + COMPONENTS][];
        weights[0] = new LUDecomposition(square)
                .getSolver()
                .solve(product)
                .getSubVector(0, width)
                .toArray();
        EigenDecomposition components = new EigenDecomposition(secondMoments(ends, width));
        for (int k = 0; k < COMPONENTS; k++) {
            weights[1 + k] = components
                    .getEigenvector(k)
                    .mapMultiply(1 / Math.sqrt(COMPONENTS))
                    .toArray();
        }
        return new HealthIndices(center, scale, weights);
    }

    private static void standardize(List<double[][]> engines, double[] center, double[] scale) {
        int n = 0;
        for (double[][] engine : engines) {
            for (double[] row : engine) {
                for (int k = 0; k < center.length; k++) {
                    center[k] += row[k];
                }
                n++;
            }
        }
        for (int k = 0; k < center.length; k++) {
            center[k] /= n;
            for (double[][] engine : engines) {
                for (double[] row : engine) {
                    scale[k] += (row[k] - center[k]) * (row[k] - center[k]);
                }
            }
            scale[k] = Math.sqrt(scale[k] / n);
        }
    }

    private static double[][] smooth(double[][] engine, HealthIndices plain) {
        double[][] values = new double[engine.length][];
        double[][] smooth = new double[engine.length][];
        for (int t = 0; t < engine.length; t++) {
            values[t] = plain.of(engine[t]);
            int from = Math.max(0, t + 1 - SMOOTHED);
            smooth[t] = new double[values[t].length];
            for (int i = from; i <= t; i++) {
                for (int k = 0; k < smooth[t].length; k++) {
                    smooth[t][k] += values[i][k] / (t + 1 - from);
                }
            }
        }
        return smooth;
    }

    private static RealMatrix secondMoments(List<double[]> rows, int width) {
        RealMatrix moments = new Array2DRowRealMatrix(width, width);
        for (double[] row : rows) {
            for (int i = 0; i < width; i++) {
                for (int k = 0; k < width; k++) {
                    moments.addToEntry(i, k, row[i] * row[k] / rows.size());
                }
            }
        }
        return moments;
    }

    private static double[][] identity(int width) {
        double[][] identity = new double[width][width];
        for (int k = 0; k < width; k++) {
            identity[k][k] = 1;
        }
        return identity;
    }
}
