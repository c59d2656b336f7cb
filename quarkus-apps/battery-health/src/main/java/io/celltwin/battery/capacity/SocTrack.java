package io.celltwin.battery.capacity;

import java.util.OptionalDouble;

/**
 * Which states of charge to believe. A state of charge moves with the charge that flows, and with the voltage where the
 * management system corrects itself at its ends; a value that moved with neither is not taken until it was told
 * {@value #CONFIRMATIONS} times, and then its share of the capacity is not trusted before the next full charge.
 *
 * @param value believed last; %
 * @param moved charge that flowed in since; Ah
 * @param voltage the weakest cell's voltage in the last sample; V
 * @param pending a value that waits for others like it; %
 * @param times how often it was told
 * @param trusted whether differences of it tell shares of the capacity
 * @param anchor value from which its pace is looked at; %
 * @param flowed charge that flowed in since then; Ah
 * @param paced whether it moves as fast as charge flows, since the last full charge
 * @param corrected by how much the management system corrected itself at once since the last full charge, at most; %
 */
record SocTrack(
        OptionalDouble value,
        double moved,
        OptionalDouble voltage,
        OptionalDouble pending,
        int times,
        boolean trusted,
        OptionalDouble anchor,
        double flowed,
        boolean paced,
        OptionalDouble corrected) {

    static final SocTrack UNKNOWN = new SocTrack(
            OptionalDouble.empty(),
            0,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            0,
            true,
            OptionalDouble.empty(),
            0,
            true,
            OptionalDouble.empty());

    private static final int CONFIRMATIONS = 3;
    /** How far it may be from what the charge says, %. */
    private static final double TOLERANCE = 5;
    /** The same at its ends, where management systems correct themselves, %. */
    private static final double TOLERANCE_AT_ENDS = 15;
    /** What part of the charge that flowed the battery may deviate by: its capacity may be far below the nominal one. */
    private static final double TOLERANCE_OF_CHARGE = 0.7;
    /** How much the voltage must move from one sample to the next for a jump to be believed, V. */
    private static final double VOLTAGE_MOVE = 0.5;

    private static final double FULL = 99;
    /** What a management system says at least of a battery that is charged, %. */
    private static final double LEAST_CHARGED = 80;
    /** Its pace is looked at each time that this part of the nominal capacity flowed. */
    private static final double PACE_CHARGE = 0.08;
    /** The same at the end of a window; more would make its share wrong by more than the error of a share. */
    private static final double STANDING_CHARGE = 0.05;
    /** Of the state of charge by charge over nominal capacity. */
    private static final double LEAST_PACE = 0.4;

    private static final double MOST_PACE = 6;

    SocTrack {
        if (!Double.isFinite(moved) || !Double.isFinite(flowed) || times < 0) {
            throw new IllegalArgumentException("no state of charge can be followed so");
        }
    }

    /**
     * @param charge that flowed in since the sample before; Ah
     * @param unseen whether samples are missing in between, so that nobody knows what flowed
     */
    SocTrack next(BatterySample sample, double charge, double nominal, boolean unseen) {
        double total = moved + charge;
        OptionalDouble volts = sample.lowestCellVoltage().isPresent() ? sample.lowestCellVoltage() : voltage;
        if (sample.stateOfCharge().isEmpty()) {
            return new SocTrack(
                    value, total, volts, pending, times, trusted, anchor, flowed + charge, paced, corrected);
        }
        double told = sample.stateOfCharge().getAsDouble();
        if (value.isEmpty() || unseen || explained(sample, told, total, nominal)) {
            double since = flowed + charge;
            boolean atEnd = told >= FULL || told <= 100 - FULL;
            boolean looked = Math.abs(since) >= PACE_CHARGE * nominal;
            boolean anew = anchor.isEmpty() || unseen || atEnd || looked;
            // It may stand at its end only while charge flows in that direction.
            boolean stands = (told >= FULL && since > 0) || (told <= 100 - FULL && since < 0);
            boolean sound = stands || anchor.isEmpty() || unseen || !looked || hasPace(told, since, nominal);
            return new SocTrack(
                    OptionalDouble.of(told),
                    0,
                    volts,
                    OptionalDouble.empty(),
                    0,
                    trusted,
                    anew ? OptionalDouble.of(told) : anchor,
                    anew ? 0 : since,
                    paced && sound,
                    OptionalDouble.of(Math.max(corrected.orElse(0), correction(told, total, nominal))));
        }
        boolean again = pending.isPresent() && Math.abs(pending.getAsDouble() - told) <= TOLERANCE;
        int count = again ? times + 1 : 1;
        return count >= CONFIRMATIONS
                ? new SocTrack(
                        OptionalDouble.of(told),
                        0,
                        volts,
                        OptionalDouble.empty(),
                        0,
                        false,
                        OptionalDouble.of(told),
                        0,
                        paced,
                        corrected)
                : new SocTrack(
                        value,
                        total,
                        volts,
                        OptionalDouble.of(told),
                        count,
                        trusted,
                        anchor,
                        flowed + charge,
                        paced,
                        corrected);
    }

    /** One that stands still while charge flows, or is told in another unit than %, has not. */
    private boolean hasPace(double told, double since, double nominal) {
        double pace = (told - anchor.getAsDouble()) / (100 * since / nominal);
        return pace >= LEAST_PACE && pace <= MOST_PACE;
    }

    private boolean explained(BatterySample sample, double told, double total, double nominal) {
        double expected = value.getAsDouble() + 100 * total / nominal;
        boolean atEnd = told >= FULL || told <= 100 - FULL;
        double tolerance =
                (atEnd ? TOLERANCE_AT_ENDS : TOLERANCE) + TOLERANCE_OF_CHARGE * Math.abs(100 * total / nominal);
        if (Math.abs(told - expected) <= tolerance) {
            return true;
        }
        return voltage.isPresent()
                && sample.lowestCellVoltage().isPresent()
                && (sample.lowestCellVoltage().getAsDouble() - voltage.getAsDouble())
                                * Math.signum(told - value.getAsDouble())
                        >= VOLTAGE_MOVE;
    }

    /** By how much a value moved more than the charge that flowed moves that of a worn battery; %. */
    private double correction(double told, double total, double nominal) {
        if (value.isEmpty()) {
            return 0;
        }
        double flowed = 100 * Math.abs(total) / nominal;
        return Math.max(0, Math.abs(told - value.getAsDouble()) - (1 + TOLERANCE_OF_CHARGE) * flowed);
    }

    /**
     * Whether differences of it since the last full charge tell shares of the capacity: a management system that finds the battery
     * empty and takes back a large part at once has counted with a wrong capacity.
     */
    boolean tellsShares(double nominal) {
        return steady() && pending.isEmpty() && !stands(nominal);
    }

    /** Whether it stood still before its last value; less charge must tell, since there will be no later look. */
    private boolean stands(double nominal) {
        double since = flowed - moved;
        return value.isPresent()
                && anchor.isPresent()
                && Math.abs(since) >= STANDING_CHARGE * nominal
                && (value.getAsDouble() - anchor.getAsDouble()) / (100 * since / nominal) < LEAST_PACE;
    }

    /** Whether it went with the charge since the last full charge, whatever a single value says now. */
    boolean steady() {
        return usable() && corrected.orElse(0) <= TOLERANCE;
    }

    /** Whether its values say anything. */
    boolean usable() {
        return trusted && paced;
    }

    /** After a complete charge the state of charge is what it says, unless it says something else than charged. */
    SocTrack anchored() {
        boolean charged = value.orElse(100) >= LEAST_CHARGED;
        return new SocTrack(value, moved, voltage, pending, times, charged, value, 0, charged, OptionalDouble.empty());
    }

    /** The state of charge of this sample, if it is believed. */
    OptionalDouble of(BatterySample sample) {
        return sample.stateOfCharge().isPresent()
                        && value.isPresent()
                        && sample.stateOfCharge().getAsDouble() == value.getAsDouble()
                ? value
                : OptionalDouble.empty();
    }
}
