package io.celltwin.simulator.machine;

/** A value that follows its target with a time constant, by the exact solution of the first-order equation. */
final class Lag {

    private final double timeConstantSeconds;
    private double value;

    /**
     * @param start first value
     * @param timeConstantSeconds after which 63 % of a jump are done
     */
    Lag(double start, double timeConstantSeconds) {
        this.value = start;
        this.timeConstantSeconds = timeConstantSeconds;
    }

    void follow(double target, double seconds) {
        value = target + (value - target) * Math.exp(-seconds / timeConstantSeconds);
    }

    double value() {
        return value;
    }
}
