package io.celltwin.battery;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a battery management system says at one moment.
 *
 * @param time the battery's operating time, or the wall clock where it has none; s
 * @param current pack current, discharging negative; A
 * @param packVoltage pack voltage; V
 * @param lowestCellVoltage voltage of the weakest cell; V
 * @param stateOfCharge the system's own estimate; %
 * @param cycle its counter of full cycles
 */
public record BatterySample(
        double time,
        double current,
        OptionalDouble packVoltage,
        OptionalDouble lowestCellVoltage,
        OptionalDouble stateOfCharge,
        OptionalInt cycle) {

    /** Whether time and current are numbers at all. */
    boolean usable() {
        return Double.isFinite(time) && Double.isFinite(current);
    }

    /** Whether all that it tells are numbers that can be. */
    boolean sound() {
        return usable()
                && Double.isFinite(packVoltage.orElse(0))
                && Double.isFinite(lowestCellVoltage.orElse(0))
                && Double.isFinite(stateOfCharge.orElse(0))
                && cycle.orElse(0) >= 0;
    }
}
