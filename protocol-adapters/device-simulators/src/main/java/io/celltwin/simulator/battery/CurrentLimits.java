package io.celltwin.simulator.battery;

/**
 * The largest currents that a pack may take and give.
 *
 * @param chargeA not negative
 * @param dischargeA not negative
 */
public record CurrentLimits(double chargeA, double dischargeA) {

    /** No limit that matters to a pack of 2 Ah. */
    public static final CurrentLimits USUAL = new CurrentLimits(4, 6);
}
