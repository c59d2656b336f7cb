package io.celltwin.battery.capacity;

import io.celltwin.battery.capacity.CapacityMeasurement.Evidence;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A charge under way, from the last sample before it on.
 *
 * @param start when it began, on the clock of the samples; s
 * @param stateOfCharge the state of charge then, if it is believed; %
 * @param charge what was counted, negative
 * @param load what it looked like; its current is negative
 * @param curve its charge by voltage
 * @param restCurrent what the current sensor showed at rest before; A
 */
record ChargeTrack(
        double start,
        OptionalDouble stateOfCharge,
        ChargeTally charge,
        LoadRecord load,
        ChargeCurve curve,
        OptionalDouble restCurrent) {

    private static final double LEAST_SHARE = 0.25;
    private static final double MOST_ERROR = 0.08;
    /** Of the charge that is put in, less than this part does not come out again. */
    private static final double LOSS = 0.005;

    private static final double SECONDS_PER_HOUR = 3600;

    ChargeTrack {
        if (!Double.isFinite(start) || !Double.isFinite(stateOfCharge.orElse(0))) {
            throw new IllegalArgumentException("the beginning of the charge is no number");
        }
    }

    static ChargeTrack from(BatterySample before, OptionalDouble stateOfCharge) {
        return new ChargeTrack(
                before.time(),
                stateOfCharge,
                ChargeTally.from(before),
                LoadRecord.NONE,
                ChargeCurve.NONE,
                OptionalDouble.of(before.current()));
    }

    /** With a state of charge that went another way than the charge, so that its shares tell nothing. */
    ChargeTrack withoutStateOfCharge() {
        return new ChargeTrack(start, OptionalDouble.empty(), charge, load, curve, restCurrent);
    }

    /** With voltages that are not to be compared with those of other charges. */
    ChargeTrack withoutVoltages() {
        return new ChargeTrack(start, stateOfCharge, charge, load, ChargeCurve.NONE, restCurrent);
    }

    /** With a time behind it of which only the likely charge is known; Ah. */
    ChargeTrack withDoubt(double ampereHours) {
        return new ChargeTrack(
                start, stateOfCharge, charge.withDoubt(ampereHours), load, ChargeCurve.NONE, restCurrent);
    }

    /** What the sensor may show too much or too little all the time, as it shows at rest; A. */
    private double offset(BatterySample end, double nominal) {
        double most = DischargeVerdict.QUIET_RATE * nominal;
        return Math.max(quiet(restCurrent.orElse(0), most), quiet(end.current(), most));
    }

    private static double quiet(double current, double most) {
        return Math.abs(current) <= most ? Math.abs(current) : 0;
    }

    /** Takes the time between two samples. */
    ChargeTrack plus(BatterySample before, BatterySample now, boolean irregular, boolean corrected, double nominal) {
        ChargeTally counted = charge.plus(before, now, 1, irregular, false, nominal);
        return new ChargeTrack(
                start,
                stateOfCharge,
                counted,
                load.plus(before, now, true, corrected),
                irregular ? ChargeCurve.NONE : curve.next(before, now, -charge.charge(), -counted.charge(), nominal),
                restCurrent);
    }

    /**
     * What it says when it is over.
     *
     * @param percent the state of charge then, if differences of it tell shares; %
     */
    ChargeSpan ended(BatterySample end, OptionalDouble percent, double nominal) {
        double share = (percent.orElse(Double.NaN) - stateOfCharge.orElse(Double.NaN)) / 100;
        Evidence evidence = new Evidence(
                -charge.total(nominal),
                share,
                "%.0f %% to %.0f %%".formatted(stateOfCharge.orElse(0), percent.orElse(0)),
                charge.usesCounters(nominal),
                end.time() - start,
                load.samples(),
                load.longestGap(),
                -load.meanCurrent(),
                load.temperature(),
                0,
                load.ignored(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
        return new ChargeSpan(
                end.time(),
                end.cycle(),
                byStateOfCharge(evidence, end, nominal),
                charge.certain(nominal) ? curve : ChargeCurve.NONE,
                evidence);
    }

    private Optional<CapacityMeasurement> byStateOfCharge(Evidence evidence, BatterySample end, double nominal) {
        double share = evidence.share();
        double capacity = evidence.charge() / share;
        if (!(share >= LEAST_SHARE)
                || !charge.certain(nominal)
                || !(capacity >= DischargeMeter.LEAST_CAPACITY * nominal
                        && capacity <= DischargeMeter.MOST_CAPACITY * nominal)) {
            return Optional.empty();
        }
        double sensor = Math.hypot(
                Math.hypot(DischargeVerdict.GAIN_ERROR, LOSS) * evidence.charge(),
                offset(end, nominal) * evidence.seconds() / SECONDS_PER_HOUR);
        double counting = Math.hypot(Math.sqrt(charge.totalVariance(nominal)), sensor);
        double window = Math.sqrt(2) * DischargeVerdict.STATE_OF_CHARGE * capacity;
        double error = Math.hypot(counting, window) / share;
        return error > MOST_ERROR * nominal
                ? Optional.empty()
                : Optional.of(new CapacityMeasurement(
                        capacity,
                        OptionalDouble.empty(),
                        end.cycle(),
                        end.time(),
                        error,
                        CapacitySource.PARTIAL_CHARGE,
                        evidence));
    }
}
