package io.celltwin.battery;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A discharge that was seen from the charged to the empty battery.
 *
 * @param capacity charge that it delivered; Ah
 * @param resistance pack resistance from the voltage drop at its start; ohm
 * @param cycle the management system's counter of full cycles when it began
 * @param end when it ended, on the clock of the samples; s
 */
public record FullDischarge(double capacity, OptionalDouble resistance, OptionalInt cycle, double end) {}
