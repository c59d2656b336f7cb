package io.celltwin.simulator.battery;

/**
 * How far a pack's life has come, at the grain of a cycle: a restart begins at the start of the interrupted cycle.
 *
 * @param cycles full discharges completed
 * @param operatingSeconds the pack's own elapsed time, s
 */
public record PackProgress(int cycles, double operatingSeconds) {

    /** A pack that was never used. */
    public static final PackProgress NEW = new PackProgress(0, 0);
}
