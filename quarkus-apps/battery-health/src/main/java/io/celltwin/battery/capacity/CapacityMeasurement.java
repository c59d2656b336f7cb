package io.celltwin.battery.capacity;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The capacity that one discharge or one charge showed.
 *
 * @param capacity charge that a full discharge gives; Ah
 * @param resistance pack resistance from the voltage drop at its start; ohm
 * @param cycle the management system's counter of full cycles when it began
 * @param end when it ended, on the clock of the samples; s
 * @param standardError of the capacity; Ah
 * @param source from what kind of thing it was found
 * @param evidence what the capacity was found from
 */
public record CapacityMeasurement(
        double capacity,
        OptionalDouble resistance,
        OptionalInt cycle,
        double end,
        double standardError,
        CapacitySource source,
        Evidence evidence) {

    private static final double SECONDS_PER_HOUR = 3600;

    /**
     * The same, where each current is off by a constant: it counts by the time for which it flowed, and not at all where the
     * system's counters did.
     *
     * @param amperes standard deviation of what it is off by; A
     */
    public CapacityMeasurement withCurrentError(double amperes) {
        if (evidence.counted() || !(evidence.charge() > 0)) {
            return this;
        }
        double error = amperes * evidence.seconds() / SECONDS_PER_HOUR * capacity / evidence.charge();
        return new CapacityMeasurement(
                capacity, resistance, cycle, end, Math.hypot(standardError, error), source, evidence);
    }

    /**
     * What a capacity was found from.
     *
     * @param charge what was counted; Ah
     * @param share which part of a full discharge that was; 1 for one from charged to empty
     * @param window how its two ends were known
     * @param counted whether the management system's charge counters were used instead of its current
     * @param seconds how long it took
     * @param samples how many samples it had
     * @param longestGap the longest time between two of them; s
     * @param meanCurrent while it was loaded, positive; A
     * @param temperature mean of the cells while it was loaded; °C
     * @param offset what the current sensor shows at rest and was corrected for; A
     * @param ignored how many single values of sensors were not believed
     * @param weakestCell which cell was empty first, from 1
     * @param spreadCharged how far the cells were apart before; V
     * @param spreadEmpty how far they were apart at the end; V
     */
    public record Evidence(
            double charge,
            double share,
            String window,
            boolean counted,
            double seconds,
            int samples,
            double longestGap,
            double meanCurrent,
            OptionalDouble temperature,
            double offset,
            int ignored,
            OptionalInt weakestCell,
            OptionalDouble spreadCharged,
            OptionalDouble spreadEmpty) {}
}
