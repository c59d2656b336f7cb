package io.celltwin.battery.life;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Fade curves drawn from the posterior of {@link FadeLaw} given a history: a sequential Monte Carlo sampler (Del Moral, Doucet
 * and Jasra, J. R. Stat. Soc. B 68, 2006) that goes from the prior to the posterior by raising the likelihood's power in
 * steps that halve the effective number of particles, each followed by resampling and Metropolis moves along the difference of
 * two others (ter Braak, Stat. Comput. 16, 2006), which find their scale and direction in a mixture by themselves. The
 * likelihood is a Student's t, so that single wrong capacities do not bend the curve.
 */
final class FadePosterior {

    private static final double DEGREES_OF_FREEDOM = 4;
    /** Lengths of the moves, relative to the optimum for a normal distribution. */
    private static final double[] MOVES = {1, 0.6, 0.3, 1};

    private static final double OPTIMAL_LENGTH = 2.38 / Math.sqrt(2 * FadeLaw.PARAMETERS);
    private static final double JITTER = 1e-3;
    /** So many more curves are drawn from the prior than are followed. */
    private static final int FIRST_DRAW = 4;

    private static final int BISECTIONS = 25;
    private static final double LEAST_STEP = 1e-6;

    private final FadeHistory history;
    private final FadePrior.Density prior;
    private final RandomGenerator random;
    private final int size;
    private double[][] particles;
    private double[] likelihoods;
    private double[] priors;

    private FadePosterior(FadeHistory history, FadePrior.Density prior, int size, RandomGenerator random) {
        this.history = history;
        this.prior = prior;
        this.random = random;
        this.size = size;
        int first = FIRST_DRAW * size;
        this.particles = new double[first][];
        this.likelihoods = new double[first];
        this.priors = new double[first];
        for (int i = 0; i < first; i++) {
            particles[i] = prior.draw(random);
            likelihoods[i] = logLikelihood(particles[i]);
            priors[i] = prior.log(particles[i]);
        }
    }

    /**
     * Draws curves.
     *
     * @param history what was measured
     * @param prior what is known before
     * @param size how many curves
     * @param random source of chance
     * @return parameters of equally probable curves
     */
    static double[][] draw(FadeHistory history, FadePrior.Density prior, int size, RandomGenerator random) {
        FadePosterior posterior = new FadePosterior(history, prior, size, random);
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
            while (cumulated < place && from < weights.length - 1) {
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
        for (double length : MOVES) {
            double[][] former = particles.clone();
            for (int i = 0; i < size; i++) {
                double[] candidate = candidate(former, i, length * OPTIMAL_LENGTH);
                double likelihood = logLikelihood(candidate);
                double density = prior.log(candidate);
                if (Math.log(random.nextDouble()) < power * (likelihood - likelihoods[i]) + density - priors[i]) {
                    particles[i] = candidate;
                    likelihoods[i] = likelihood;
                    priors[i] = density;
                }
            }
        }
    }

    private double[] candidate(double[][] former, int index, double length) {
        double[] one = former[random.nextInt(size)];
        double[] other = former[random.nextInt(size)];
        double[] candidate = former[index].clone();
        for (int k = 0; k < candidate.length; k++) {
            candidate[k] += length * (one[k] - other[k]) + JITTER * random.nextGaussian();
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
}
