package io.celltwin.battery.capacity;

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
 * @param cells what else is known of the cells
 * @param counters its counters of charge; Ah
 */
public record BatterySample(
        double time,
        double current,
        OptionalDouble packVoltage,
        OptionalDouble lowestCellVoltage,
        OptionalDouble stateOfCharge,
        OptionalInt cycle,
        Cells cells,
        Counters counters) {

    /** What a cell of any lithium or nickel chemistry has at least under load; a sensor that shows less is broken; V. */
    public static final double LEAST_CELL_VOLTAGE = 0.5;
    /** What such a cell has at most; a sensor that shows more is broken; V. */
    public static final double MOST_CELL_VOLTAGE = 4.8;

    /**
     * What is known of the cells beside the lowest voltage.
     *
     * @param highestVoltage voltage of the strongest cell; V
     * @param weakest which cell has the lowest voltage, from 1
     * @param temperature typical temperature of the cells; °C
     */
    public record Cells(OptionalDouble highestVoltage, OptionalInt weakest, OptionalDouble temperature) {

        static final Cells UNKNOWN = new Cells(OptionalDouble.empty(), OptionalInt.empty(), OptionalDouble.empty());
    }

    /**
     * Counters that a management system keeps by sampling its current far more often than anybody reads it.
     *
     * @param discharged all charge that ever came out; Ah
     * @param charged all charge that ever went in; Ah
     */
    public record Counters(OptionalDouble discharged, OptionalDouble charged) {

        static final Counters NONE = new Counters(OptionalDouble.empty(), OptionalDouble.empty());

        /** What came out more than went in; Ah. */
        OptionalDouble net() {
            return discharged.isPresent()
                    ? OptionalDouble.of(discharged.getAsDouble() - charged.orElse(0))
                    : OptionalDouble.empty();
        }
    }

    /** A sample of a battery of which no more is known. */
    public BatterySample(
            double time,
            double current,
            OptionalDouble packVoltage,
            OptionalDouble lowestCellVoltage,
            OptionalDouble stateOfCharge,
            OptionalInt cycle) {
        this(time, current, packVoltage, lowestCellVoltage, stateOfCharge, cycle, Cells.UNKNOWN, Counters.NONE);
    }

    /** Whether time and current are numbers at all, and not the zeros that a device tells of which nothing is known. */
    boolean usable() {
        return Double.isFinite(time) && Double.isFinite(current) && !silent();
    }

    /** Whether neither a current nor any voltage is told but zero, which no battery has. */
    private boolean silent() {
        boolean told = packVoltage.isPresent() || lowestCellVoltage.isPresent();
        return told && current == 0 && packVoltage.orElse(0) <= 0 && lowestCellVoltage.orElse(0) <= 0;
    }

    /** Whether all that it tells are numbers that can be. */
    boolean sound() {
        return usable()
                && Double.isFinite(packVoltage.orElse(0))
                && Double.isFinite(lowestCellVoltage.orElse(0))
                && Double.isFinite(stateOfCharge.orElse(0))
                && Double.isFinite(cells.highestVoltage.orElse(0))
                && Double.isFinite(cells.temperature.orElse(0))
                && Double.isFinite(counters.discharged.orElse(0))
                && Double.isFinite(counters.charged.orElse(0))
                && cycle.orElse(0) >= 0;
    }

    /** The same without what no battery can have. */
    BatterySample plausible() {
        return new BatterySample(
                time,
                current,
                within(packVoltage, LEAST_CELL_VOLTAGE, Double.MAX_VALUE),
                within(lowestCellVoltage, LEAST_CELL_VOLTAGE, MOST_CELL_VOLTAGE),
                within(stateOfCharge, 0, 100),
                cycle.isPresent() && cycle.getAsInt() < 0 ? OptionalInt.empty() : cycle,
                new Cells(
                        within(cells.highestVoltage, LEAST_CELL_VOLTAGE, MOST_CELL_VOLTAGE),
                        cells.weakest,
                        within(cells.temperature, -60, 150)),
                new Counters(
                        within(counters.discharged, 0, Double.MAX_VALUE),
                        within(counters.charged, 0, Double.MAX_VALUE)));
    }

    BatterySample withCurrent(double other) {
        return new BatterySample(time, other, packVoltage, lowestCellVoltage, stateOfCharge, cycle, cells, counters);
    }

    BatterySample at(double other) {
        return new BatterySample(other, current, packVoltage, lowestCellVoltage, stateOfCharge, cycle, cells, counters);
    }

    BatterySample withoutCellVoltage() {
        return new BatterySample(
                time,
                current,
                packVoltage,
                OptionalDouble.empty(),
                stateOfCharge,
                cycle,
                new Cells(OptionalDouble.empty(), OptionalInt.empty(), cells.temperature),
                counters);
    }

    /** How far the cells are apart; V. */
    OptionalDouble spread() {
        return lowestCellVoltage.isPresent() && cells.highestVoltage.isPresent()
                ? OptionalDouble.of(cells.highestVoltage.getAsDouble() - lowestCellVoltage.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalDouble within(OptionalDouble value, double least, double most) {
        return value.isPresent() && value.getAsDouble() >= least && value.getAsDouble() <= most
                ? value
                : OptionalDouble.empty();
    }
}
