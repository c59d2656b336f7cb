package io.celltwin.training.battery;

import io.celltwin.battery.life.FadeLaw;
import io.celltwin.battery.life.FadeTrend.Point;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.Pair;

/**
 * The most probable {@link FadeLaw} curve of a whole recorded life, given a normal distribution of the parameters: least squares
 * by Levenberg and Marquardt, with the prior as further residuals.
 */
final class FadeFit {

    /** Curves are fitted a little beyond the end of life; what comes later is of no interest. */
    private static final double BEYOND = 1.05;

    private static final int MOST_POINTS = 80;
    private static final double DEVIATION = 0.004;
    /** So many points count in full: neighbours deviate alike. */
    private static final double EFFECTIVE_POINTS = 20;

    private static final double STEP = 1e-5;
    private static final int MOST_EVALUATIONS = 400;

    private final double[] mean;
    private final RealMatrix whitening;

    FadeFit(double[] mean, double[][] covariance) {
        this.mean = mean;
        RealMatrix precision = new LUDecomposition(new Array2DRowRealMatrix(covariance))
                .getSolver()
                .getInverse();
        this.whitening = new CholeskyDecomposition(precision, 1e-6, 0).getLT();
    }

    double[] fit(RecordedLife life) {
        double last = life.endOfLife(life.fleet().endOfLife()).orElse(Double.MAX_VALUE / 2) * BEYOND;
        List<Point> points =
                life.points().stream().filter(point -> point.cycle() <= last).toList();
        int portions = Math.min(MOST_POINTS, points.size());
        double[] logCycles = new double[portions];
        double[] capacities = new double[portions];
        for (int i = 0; i < portions; i++) {
            List<Point> portion = points.subList(i * points.size() / portions, (i + 1) * points.size() / portions);
            logCycles[i] = Math.log(Math.max(
                    0.5, portion.stream().mapToDouble(Point::cycle).average().orElseThrow()));
            capacities[i] = median(portion.stream().mapToDouble(Point::capacity).toArray()) / life.nominalCapacity();
        }
        double weight = Math.sqrt(Math.min(1, EFFECTIVE_POINTS / portions)) / DEVIATION;
        double[] prior = mean.clone();
        prior[0] = median(Arrays.copyOf(capacities, Math.min(3, portions)));
        double[] start = prior.clone();
        start[1] = logCycles[portions - 1];
        return new LevenbergMarquardtOptimizer()
                .optimize(new LeastSquaresBuilder()
                        .start(start)
                        .model(parameters -> linearized(parameters, logCycles, capacities, weight, prior))
                        .target(new double[portions + FadeLaw.PARAMETERS])
                        .maxEvaluations(MOST_EVALUATIONS)
                        .maxIterations(MOST_EVALUATIONS)
                        .build())
                .getPoint()
                .toArray();
    }

    private Pair<RealVector, RealMatrix> linearized(
            RealVector parameters, double[] logCycles, double[] capacities, double weight, double[] prior) {
        double[] here = parameters.toArray();
        double[] residuals = residuals(here, logCycles, capacities, weight, prior);
        double[][] jacobian = new double[residuals.length][here.length];
        for (int k = 0; k < here.length; k++) {
            double[] moved = here.clone();
            moved[k] += STEP;
            double[] there = residuals(moved, logCycles, capacities, weight, prior);
            for (int i = 0; i < residuals.length; i++) {
                jacobian[i][k] = (there[i] - residuals[i]) / STEP;
            }
        }
        return new Pair<>(new ArrayRealVector(residuals, false), new Array2DRowRealMatrix(jacobian, false));
    }

    private double[] residuals(
            double[] parameters, double[] logCycles, double[] capacities, double weight, double[] prior) {
        double[] residuals = new double[logCycles.length + parameters.length];
        FadeLaw.Curve curve = FadeLaw.Curve.of(parameters);
        for (int i = 0; i < logCycles.length; i++) {
            residuals[i] = weight * (curve.at(logCycles[i]) - capacities[i]);
        }
        double[] away = new double[parameters.length];
        for (int k = 0; k < away.length; k++) {
            away[k] = parameters[k] - prior[k];
        }
        System.arraycopy(whitening.operate(away), 0, residuals, logCycles.length, away.length);
        return residuals;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
