package io.celltwin.simulator.device;

/** How much faster than real a simulated device lives. */
public final class Speed {
    private Speed() {}

    /**
     * What whoever looks at the device's figures has to know, to be put behind where they come from.
     *
     * @param factor how many seconds of the device pass in one on the wall
     * @return nothing if it lives as fast as a real one
     */
    public static String told(double factor) {
        long rounded = Math.round(factor);
        return rounded <= 1 ? "" : ", " + rounded + " times as fast as real";
    }
}
