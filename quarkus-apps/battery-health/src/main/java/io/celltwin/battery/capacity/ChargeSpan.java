package io.celltwin.battery.capacity;

import io.celltwin.battery.capacity.CapacityMeasurement.Evidence;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one charge says of the capacity.
 *
 * @param end when it ended, on the clock of the samples; s
 * @param cycle the management system's counter of full cycles then
 * @param byStateOfCharge the capacity by its states of charge, if they tell it
 * @param curve its charge by voltage; without points if samples are missing
 * @param evidence what it looked like
 */
public record ChargeSpan(
        double end,
        OptionalInt cycle,
        Optional<CapacityMeasurement> byStateOfCharge,
        ChargeCurve curve,
        Evidence evidence) {}
