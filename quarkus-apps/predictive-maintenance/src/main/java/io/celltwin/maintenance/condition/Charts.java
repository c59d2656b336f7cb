package io.celltwin.maintenance.condition;

/** Weights of the newest sample in the exponentially weighted means by which machines are judged. */
final class Charts {

    /** Sees large changes within some ten samples. */
    static final double FAST = 0.1;
    /** Sees small lasting ones within some fifty. */
    static final double SLOW = 0.04;
    /** What an ambient indicator's slow mean is compared with. */
    static final double PACE = 0.01;

    private Charts() {}

    /** Variance of such a mean of independent samples, as a part of theirs. */
    static double variancePart(double weight) {
        return weight / (2 - weight);
    }

    /** The weight for means of so many samples that forgets as fast. */
    static double weightOf(double weight, double samples) {
        return 1 - Math.pow(1 - weight, samples);
    }
}
