package io.celltwin.simulator.machine;

import java.util.SplittableRandom;

/** What instruments add to a value. Repeats itself exactly for the same seed. */
final class Noise {

    private final SplittableRandom random;

    Noise(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** The value with normally distributed noise. */
    double on(double value, double deviation) {
        return value + deviation * random.nextGaussian();
    }

    /** As {@link #on}, but never below zero. */
    double positive(double value, double deviation) {
        return Math.max(0, on(value, deviation));
    }

    /**
     * A constant of one batch: the same number whenever it is asked for the same batch and quantity.
     *
     * @return between -1 and 1
     */
    static double ofBatch(long batchNumber, String quantity) {
        return new SplittableRandom(batchNumber * 31 + quantity.hashCode()).nextDouble(-1, 1);
    }
}
