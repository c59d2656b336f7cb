package io.celltwin.battery;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Measures capacity by coulomb counting: {@code Q = -1/3600 * integral of I dt}, by the trapezoidal rule on the battery's own
 * clock, over discharges that are seen from a charged battery to an empty one. Short charges in between (recuperation) are
 * counted with their sign; a charge of more than {@value #PARTIAL_RECHARGE} of the nominal capacity ends a partial discharge.
 *
 * <p>
 * Charged: the management system says so, or the charge before ended at a current of at most C/10, as the constant-voltage
 * phase does (IEC 62660-1 charges so). Empty: the weakest cell is at most {@value #EMPTY_TOLERANCE} V above the empty voltage
 * under load, or the management system says so. Charge is counted down to the empty voltage, which is interpolated between
 * the samples around it, so that the cut-off of the load makes no difference; without cell voltages until the load ends.
 *
 * <p>
 * Knows no thread: give it one battery's samples in order.
 */
public final class DischargeMeter {

    /** Currents below this multiple of 1/h of the nominal capacity count as rest. */
    static final double REST_RATE = 0.02;
    /** Part of the nominal capacity that a charge within a discharge may bring. */
    static final double PARTIAL_RECHARGE = 0.05;
    /** How far above the empty voltage a discharge may end, in V: less than 1 % of the charge is left there. */
    static final double EMPTY_TOLERANCE = 0.1;
    /** A charge that ends at a smaller multiple of 1/h of the nominal capacity was complete. */
    static final double TAPER_RATE = 0.1;
    /** Capacities outside these parts of the nominal one are not believed. */
    static final double LEAST_CAPACITY = 0.2;

    static final double MOST_CAPACITY = 1.3;

    private static final double SECONDS_PER_HOUR = 3600;

    private final MeterSettings settings;
    private final Consumer<Discard> discards;
    private final StepResistance resistance;
    private BatterySample last;
    private double lastChargingCurrent = Double.POSITIVE_INFINITY;
    private Measurement measurement;

    /** A discharge under way, from the last sample of the charged battery on. */
    private static final class Measurement {
        private final OptionalInt cycle;
        private double charge;
        private double recharge;
        private boolean discharging;
        private boolean complete;
        private boolean empty;

        private Measurement(OptionalInt cycle) {
            this.cycle = cycle;
        }

        private MeterState.Measurement state() {
            return new MeterState.Measurement(charge, recharge, discharging, complete, empty, cycle);
        }

        private static Measurement of(MeterState.Measurement state) {
            Measurement measurement = new Measurement(state.cycle());
            measurement.charge = state.charge();
            measurement.recharge = state.recharge();
            measurement.discharging = state.discharging();
            measurement.complete = state.complete();
            measurement.empty = state.empty();
            return measurement;
        }
    }

    /**
     * @param settings what counts as charged, empty and sound
     * @param discards is told of each discharge that is not counted
     */
    public DischargeMeter(MeterSettings settings, Consumer<Discard> discards) {
        this(settings, discards, new StepResistance());
    }

    private DischargeMeter(MeterSettings settings, Consumer<Discard> discards, StepResistance resistance) {
        this.settings = settings;
        this.discards = discards;
        this.resistance = resistance;
    }

    /** Goes on with a discharge that another meter began to measure. */
    static DischargeMeter of(MeterState state, MeterSettings settings, Consumer<Discard> discards) {
        DischargeMeter meter = new DischargeMeter(settings, discards, StepResistance.of(state.resistance()));
        meter.last = state.last().orElse(null);
        meter.lastChargingCurrent = state.lastChargingCurrent().orElse(Double.POSITIVE_INFINITY);
        meter.measurement = state.measurement().map(Measurement::of).orElse(null);
        return meter;
    }

    /** Where the measuring stands. */
    MeterState state() {
        return new MeterState(
                resistance.state(),
                Optional.ofNullable(last),
                Double.isFinite(lastChargingCurrent) ? OptionalDouble.of(lastChargingCurrent) : OptionalDouble.empty(),
                Optional.ofNullable(measurement).map(Measurement::state));
    }

    /**
     * Takes the next sample.
     *
     * @param sample the battery now; ignored if its time or current is not a number
     * @param nominalCapacity what the battery had when new; Ah, positive
     * @return the full discharge that ended with this sample
     */
    public Optional<FullDischarge> next(BatterySample sample, double nominalCapacity) {
        if (!sample.usable()) {
            return Optional.empty();
        }
        if (last != null && !follows(sample)) {
            last = sample;
            return Optional.empty();
        }
        BatterySample before = last;
        last = sample;
        Optional<FullDischarge> result = before == null || sample.time() == before.time()
                ? Optional.<FullDischarge>empty()
                : advance(before, sample, nominalCapacity);
        if (measurement == null) {
            beginIfCharged(sample, nominalCapacity);
        }
        return result;
    }

    private boolean follows(BatterySample sample) {
        if (sample.time() < last.time()) {
            giveUp(Discard.CLOCK_BACKWARDS);
            return false;
        }
        if (sample.time() - last.time() > settings.longestGap()) {
            giveUp(Discard.GAP);
            return false;
        }
        return true;
    }

    private void beginIfCharged(BatterySample sample, double nominal) {
        if (sample.current() > REST_RATE * nominal) {
            lastChargingCurrent = sample.current();
        }
        boolean saysCharged = sample.stateOfCharge().orElse(0) >= settings.chargedPercent();
        boolean tapered = lastChargingCurrent <= TAPER_RATE * nominal && sample.current() <= REST_RATE * nominal;
        if (sample.current() >= -REST_RATE * nominal && (saysCharged || tapered)) {
            measurement = new Measurement(sample.cycle());
            resistance.rest(sample);
        }
    }

    private Optional<FullDischarge> advance(BatterySample before, BatterySample sample, double nominal) {
        if (measurement == null) {
            return Optional.empty();
        }
        boolean resting = sample.current() >= -REST_RATE * nominal;
        if (!measurement.discharging && resting) {
            restart(sample, nominal);
        }
        count(before, sample);
        if (!resting) {
            measurement.discharging = true;
            resistance.load(sample, nominal);
        }
        if (saysEmpty(sample, resting)) {
            measurement.empty = true;
        }
        return measurement.discharging && resting ? end(sample, nominal) : Optional.empty();
    }

    /** Still charged and at rest, or topped up: the discharge will begin from here. */
    private void restart(BatterySample sample, double nominal) {
        if (sample.current() > REST_RATE * nominal) {
            lastChargingCurrent = sample.current();
        }
        measurement = new Measurement(sample.cycle());
        resistance.rest(sample);
    }

    private void count(BatterySample before, BatterySample sample) {
        if (measurement.complete) {
            return;
        }
        double hours = (sample.time() - before.time()) / SECONDS_PER_HOUR;
        double part = partAboveEmpty(before.lowestCellVoltage(), sample.lowestCellVoltage());
        double currentThere = before.current() + part * (sample.current() - before.current());
        double charge = -(before.current() + currentThere) / 2 * part * hours;
        measurement.charge += charge;
        measurement.recharge += Math.max(0, -charge);
        if (part < 1) {
            measurement.complete = true;
            measurement.empty = true;
        }
    }

    /** Which part of the time between two samples the weakest cell was above the empty voltage, falling on a straight line. */
    private double partAboveEmpty(OptionalDouble before, OptionalDouble now) {
        if (before.isEmpty() || now.isEmpty() || now.getAsDouble() >= settings.emptyCellVoltage()) {
            return 1;
        }
        double fall = before.getAsDouble() - now.getAsDouble();
        return fall <= 0 ? 0 : Math.max(0, (before.getAsDouble() - settings.emptyCellVoltage()) / fall);
    }

    private boolean saysEmpty(BatterySample sample, boolean resting) {
        boolean lowCell = !resting
                && sample.lowestCellVoltage().isPresent()
                && sample.lowestCellVoltage().getAsDouble() <= settings.emptyCellVoltage() + EMPTY_TOLERANCE;
        return lowCell || sample.stateOfCharge().orElse(100) <= settings.emptyPercent();
    }

    private Optional<FullDischarge> end(BatterySample sample, double nominal) {
        if (!measurement.empty) {
            if (measurement.recharge > PARTIAL_RECHARGE * nominal) {
                giveUp(Discard.PARTIAL);
            }
            return Optional.empty();
        }
        Measurement over = measurement;
        measurement = null;
        lastChargingCurrent = Double.POSITIVE_INFINITY;
        if (!(over.charge >= LEAST_CAPACITY * nominal && over.charge <= MOST_CAPACITY * nominal)) {
            discards.accept(Discard.IMPLAUSIBLE);
            return Optional.empty();
        }
        return Optional.of(new FullDischarge(over.charge, resistance.take(), over.cycle, sample.time()));
    }

    private void giveUp(Discard reason) {
        if (measurement != null && measurement.discharging) {
            discards.accept(reason);
        }
        measurement = null;
        lastChargingCurrent = Double.POSITIVE_INFINITY;
    }
}
