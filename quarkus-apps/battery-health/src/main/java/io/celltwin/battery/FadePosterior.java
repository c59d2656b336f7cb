package io.celltwin.battery;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.correlation.Covariance;

/**
 * Fade curves drawn from the posterior of {@link FadeLaw} given a history: a sequential Monte Carlo sampler (Del Moral, Doucet
 * and Jasra, J. R. Stat. Soc. B 68, 2006) that goes from the prior to the posterior by raising the likelihood's power in
 * steps that halve the effective number of particles, each followed by resampling and Metropolis moves. The likelihood is a
 * Student's t, so that single wrong capacities do not bend the curve.
 */
final class FadePosterior {

    private static final double DEGREES_OF_FREEDOM = 4;
    /** Step lengths of the moves, relative to the optimum for a normal distribution. */
    private static final double[] MOVES = {1, 0.3, 0.1};

    private static final double OPTIMAL_SCALE = 2.38 * 2.38 / FadeLaw.PARAMETERS;
    private static final double LEAST_VARIANCE = 1e-10;
    private static final int BISECTIONS = 30;
    private static final double LEAST_STEP = 1e-6;

    private final FadeHistory history;
    private final RandomGenerator random;
    private final double[] priorMean;
    private double[][] particles;
    private double[] likelihoods;
    private double[] priors;

    private FadePosterior(FadeHistory history, int size, RandomGenerator random) {
        this.history = history;
        this.random = random;
        this.priorMean = FadeLaw.PRIOR_MEAN.clone();
        this.priorMean[0] = history.start();
        this.particles = new double[size][];
        this.likelihoods = new double[size];
        this.priors = new double[size];
        for (int i = 0; i < size; i++) {
            particles[i] = new double[FadeLaw.PARAMETERS];
            for (int k = 0; k < FadeLaw.PARAMETERS; k++) {
                particles[i][k] = priorMean[k] + FadeLaw.PRIOR_DEVIATION[k] * random.nextGaussian();
            }
            likelihoods[i] = logLikelihood(particles[i]);
            priors[i] = logPrior(particles[i]);
        }
    }

    /**
     * Draws curves.
     *
     * @param history what was measured
     * @param size how many curves
     * @param random source of chance
     * @return parameters of equally probable curves
     */
    static double[][] draw(FadeHistory history, int size, RandomGenerator random) {
        FadePosterior posterior = new FadePosterior(history, size, random);
        double power = 0.0;
        while (power < 1) {
            double next = posterior.nextPower(power);
            posterior.resample(next - power);
            power = next;
            posterior.move(power);
        }
        return posterior.particles;
    }

    private double nextPower(double power) {
        if (effectiveSize(1 - power) >= particles.length / 2.0) {
            return 1;
        }
        double low = power;
        double high = 1.0;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (effectiveSize(middle - power) > particles.length / 2.0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.min(1, Math.max(low, power + LEAST_STEP));
    }

    private double effectiveSize(double step) {
        double sum = 0.0;
        double squares = 0.0;
        for (double weight : weights(step)) {
            sum += weight;
            squares += weight * weight;
        }
        return sum * sum / squares;
    }

    private double[] weights(double step) {
        double best = Arrays.stream(likelihoods).max().orElseThrow();
        return Arrays.stream(likelihoods)
                .map(likelihood -> Math.exp(step * (likelihood - best)))
                .toArray();
    }

    /** Systematic resampling. */
    private void resample(double step) {
        int size = particles.length;
        double[] weights = weights(step);
        double total = Arrays.stream(weights).sum();
        double[][] chosen = new double[size][];
        double[] chosenLikelihoods = new double[size];
        double[] chosenPriors = new double[size];
        double offset = random.nextDouble();
        int from = 0;
        double cumulated = weights[0];
        for (int i = 0; i < size; i++) {
            double place = (i + offset) / size * total;
            while (cumulated < place && from < size - 1) {
                cumulated += weights[++from];
            }
            chosen[i] = particles[from];
            chosenLikelihoods[i] = likelihoods[from];
            chosenPriors[i] = priors[from];
        }
        particles = chosen;
        likelihoods = chosenLikelihoods;
        priors = chosenPriors;
    }

    private void move(double power) {
        RealMatrix spread = spread();
        for (double length : MOVES) {
            for (int i = 0; i < particles.length; i++) {
                double[] candidate = candidate(particles[i], spread, length);
                double likelihood = logLikelihood(candidate);
                double prior = logPrior(candidate);
                if (Math.log(random.nextDouble()) < power * (likelihood - likelihoods[i]) + prior - priors[i]) {
                    particles[i] = candidate;
                    likelihoods[i] = likelihood;
                    priors[i] = prior;
                }
            }
        }
    }

    private RealMatrix spread() {
        RealMatrix covariance = new Covariance(new Array2DRowRealMatrix(particles, false))
                .getCovarianceMatrix()
                .scalarMultiply(OPTIMAL_SCALE);
        for (int k = 0; k < FadeLaw.PARAMETERS; k++) {
            covariance.addToEntry(k, k, LEAST_VARIANCE);
        }
        return new CholeskyDecomposition(covariance, 1e-6, 0).getL();
    }

    private double[] candidate(double[] particle, RealMatrix spread, double length) {
        double[] chance = new double[FadeLaw.PARAMETERS];
        for (int k = 0; k < chance.length; k++) {
            chance[k] = length * random.nextGaussian();
        }
        double[] candidate = spread.operate(chance);
        for (int k = 0; k < candidate.length; k++) {
            candidate[k] += particle[k];
        }
        return candidate;
    }

    private double logLikelihood(double[] parameters) {
        FadeLaw.Curve curve = FadeLaw.Curve.of(parameters);
        double sum = 0.0;
        for (int i = 0; i < history.capacities().length; i++) {
            double error = (history.capacities()[i] - curve.at(history.logCycles()[i])) / history.deviations()[i];
            sum -= (DEGREES_OF_FREEDOM + 1) / 2 * Math.log1p(error * error / DEGREES_OF_FREEDOM);
        }
        return history.weight() * sum;
    }

    private double logPrior(double[] parameters) {
        double sum = 0.0;
        for (int k = 0; k < parameters.length; k++) {
            double deviation = (parameters[k] - priorMean[k]) / FadeLaw.PRIOR_DEVIATION[k];
            sum -= deviation * deviation / 2;
        }
        return sum;
    }
}
