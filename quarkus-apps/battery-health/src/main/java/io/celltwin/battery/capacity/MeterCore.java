package io.celltwin.battery.capacity;

import io.celltwin.battery.capacity.Measurement.Phase;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Where the measuring of one battery stands after a sample that is clean. Immutable: {@link #next} gives where it stands after
 * the next one, and what that one ended.
 *
 * <p>
 * States of the discharge under way, see {@link Phase}: none, or charged and at rest; discharging, with pauses and short
 * recuperation; current lost; empty. It ends with the first sample without load after the battery was empty, or when it is
 * charged again.
 *
 * @param last the last sample
 * @param lastCharge how the charge before ended
 * @param stateOfCharge which states of charge to believe
 * @param usualStep usual time between samples; s
 * @param resistance where its measuring stands
 * @param fall how the voltage fell
 * @param charging the charge under way
 * @param refill what was put in since the battery was empty
 * @param measurement the discharge under way
 * @param currentStep a step of the current that the voltage has not answered
 * @param voltageStep whether the voltage stepped without the current
 */
record MeterCore(
        Optional<BatterySample> last,
        LastCharge lastCharge,
        SocTrack stateOfCharge,
        OptionalDouble usualStep,
        StepResistance resistance,
        VoltageFall fall,
        Optional<ChargeTrack> charging,
        Optional<Refill> refill,
        Optional<Measurement> measurement,
        Optional<UnansweredStep> currentStep,
        VoltageStep voltageStep) {

    static final MeterCore NEW = from(VoltageFall.NONE);
    /** A battery whose clock was set back: it is followed anew, and what was broken off by that is told of. */
    static final MeterCore SET_BACK = from(VoltageFall.TOLD);

    /** A step this many times the usual one means that samples are missing or that the clock jumped. */
    private static final double IRREGULAR = 5;
    /** From here on the state of charge tells that a charge was complete, %. */
    static final double FULL_PERCENT = 99;
    /** A partial discharge begins at least here, %. */
    private static final double LEAST_START_PERCENT = 30;

    /** How far the state of charge may be from the charge to vouch for it: in %, or as a part of the charge. */
    private static final double VOUCHING_PERCENT = 1.5;

    private static final double VOUCHING_PART = 0.3;
    private static final double SECONDS_PER_HOUR = 3600;

    private static MeterCore from(VoltageFall fall) {
        return new MeterCore(
                Optional.empty(),
                LastCharge.UNSEEN,
                SocTrack.UNKNOWN,
                OptionalDouble.empty(),
                StepResistance.NONE,
                fall,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                VoltageStep.NONE);
    }

    MeterCore {
        if (last.isPresent() && !last.get().sound()) {
            throw new IllegalArgumentException("a sample holds something that is no number, or a negative cycle");
        }
    }

    /** With a time behind it of which only the likely charge is known; Ah. */
    MeterCore withDoubt(double ampereHours) {
        return changed(draft -> {
            draft.charging = charging.map(each -> each.withDoubt(ampereHours));
            draft.refill =
                    refill.map(each -> new Refill(each.start(), each.charge().withDoubt(ampereHours)));
            draft.measurement = measurement.map(each -> each.withDoubt(ampereHours));
        });
    }

    /**
     * What a sample led to.
     *
     * @param certain whether that rests on more than this one sample
     */
    record Step(
            MeterCore core,
            Optional<CapacityMeasurement> discharge,
            Optional<Rejection> rejection,
            Optional<ChargeSpan> charge,
            boolean certain) {

        static Step to(MeterCore core) {
            return new Step(core, Optional.empty(), Optional.empty(), Optional.empty(), true);
        }

        static Step rejected(MeterCore core, Discard reason, BatterySample sample, double charge, boolean certain) {
            return new Step(
                    core,
                    Optional.empty(),
                    Optional.of(new Rejection(reason, sample.time(), charge)),
                    Optional.empty(),
                    certain);
        }

        Step with(Optional<ChargeSpan> ended) {
            return new Step(core, discharge, rejection, ended, certain);
        }
    }

    /**
     * Takes the next sample.
     *
     * @param corrected whether something in it was not believed
     */
    Step next(BatterySample sample, boolean corrected, double nominal, MeterSettings settings) {
        return last.isEmpty()
                ? Step.to(begin(sample, nominal, false, 0).started(sample, nominal))
                : new Transition(this, last.get(), sample, corrected, nominal, settings).step();
    }

    private MeterCore begin(BatterySample sample, double nominal, boolean unseen, double chargeIn) {
        return changed(draft -> {
            draft.last = Optional.of(sample);
            draft.lastCharge = lastCharge.next(sample.current(), chargeIn, nominal);
            draft.stateOfCharge = stateOfCharge.next(sample, chargeIn, nominal, unseen);
            draft.fall = fall.next(sample, chargeIn);
        });
    }

    private boolean isTapered(BatterySample sample, double nominal) {
        return lastCharge.tapered(nominal) && sample.current() <= DischargeMeter.REST_RATE * nominal;
    }

    private boolean isFull(BatterySample sample, double nominal) {
        return isTapered(sample, nominal)
                || (stateOfCharge.trusted() && stateOfCharge.of(sample).orElse(0) >= FULL_PERCENT);
    }

    /** Begins a discharge from here, if it is known how much charge is in the battery. */
    private MeterCore started(BatterySample sample, double nominal) {
        boolean quiet = sample.current() >= -DischargeVerdict.QUIET_RATE * nominal;
        boolean full = quiet && isFull(sample, nominal);
        SocTrack soc = full ? stateOfCharge.anchored() : stateOfCharge;
        OptionalDouble percent = soc.usable() ? soc.of(sample) : OptionalDouble.empty();
        boolean begins = full || percent.orElse(0) >= LEAST_START_PERCENT;
        return changed(draft -> {
            draft.stateOfCharge = soc;
            draft.resistance = quiet && begins ? resistance.rested(sample) : resistance;
            draft.measurement = begins
                    ? Optional.of(Measurement.from(
                            sample,
                            full,
                            full && isTapered(sample, nominal),
                            full ? refill : Optional.empty(),
                            percent))
                    : Optional.empty();
        });
    }

    private MeterCore with(Measurement changed, StepResistance ohm) {
        return changed(draft -> {
            draft.resistance = ohm;
            draft.refill = changed.discharging() ? Optional.empty() : refill;
            draft.measurement = Optional.of(changed);
        });
    }

    private MeterCore without(BatterySample sample, boolean told) {
        return changed(draft -> {
            draft.lastCharge = LastCharge.UNSEEN;
            draft.resistance = StepResistance.NONE;
            draft.fall = fall.anew(sample, told);
            draft.measurement = Optional.empty();
            draft.currentStep = Optional.empty();
            draft.voltageStep = voltageStep.forgotten();
        });
    }

    private MeterCore refilling(Optional<Refill> next) {
        return changed(draft -> draft.refill = next);
    }

    private MeterCore stepping(Optional<UnansweredStep> next) {
        return changed(draft -> draft.currentStep = next);
    }

    private MeterCore stepping(VoltageStep next) {
        return changed(draft -> draft.voltageStep = next);
    }

    private MeterCore charging(Optional<ChargeTrack> next) {
        return changed(draft -> draft.charging = next);
    }

    private MeterCore usually(double step) {
        double usual = usualStep.orElse(step);
        double next = step > IRREGULAR * usual ? usual * 1.5 : 0.8 * usual + 0.2 * step;
        return changed(draft -> draft.usualStep = OptionalDouble.of(next));
    }

    private MeterCore changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    /** A copy while some of its parts are changed. */
    private static final class Draft {
        private Optional<BatterySample> last;
        private LastCharge lastCharge;
        private SocTrack stateOfCharge;
        private OptionalDouble usualStep;
        private StepResistance resistance;
        private VoltageFall fall;
        private Optional<ChargeTrack> charging;
        private Optional<Refill> refill;
        private Optional<Measurement> measurement;
        private Optional<UnansweredStep> currentStep;
        private VoltageStep voltageStep;

        Draft(MeterCore from) {
            last = from.last;
            lastCharge = from.lastCharge;
            stateOfCharge = from.stateOfCharge;
            usualStep = from.usualStep;
            resistance = from.resistance;
            fall = from.fall;
            charging = from.charging;
            refill = from.refill;
            measurement = from.measurement;
            currentStep = from.currentStep;
            voltageStep = from.voltageStep;
        }

        MeterCore finished() {
            return new MeterCore(
                    last,
                    lastCharge,
                    stateOfCharge,
                    usualStep,
                    resistance,
                    fall,
                    charging,
                    refill,
                    measurement,
                    currentStep,
                    voltageStep);
        }
    }

    /** From one sample to the next. */
    private static final class Transition {

        private final MeterCore core;
        private final BatterySample before;
        private final BatterySample now;
        private final boolean corrected;
        private final double nominal;
        private final MeterSettings settings;
        private final double seconds;
        private final double chargeIn;
        private final boolean unseen;
        private final boolean vouched;
        private final boolean irregular;
        private final Optional<ChargeSpan> endedCharge;

        Transition(
                MeterCore former,
                BatterySample before,
                BatterySample now,
                boolean corrected,
                double nominal,
                MeterSettings settings) {
            this.before = before;
            this.now = now;
            this.corrected = corrected;
            this.nominal = nominal;
            this.settings = settings;
            this.seconds = now.time() - before.time();
            this.chargeIn = (before.current() + now.current()) / 2 * seconds / SECONDS_PER_HOUR;
            this.unseen = seconds > settings.longestGap();
            this.vouched = vouched(before, now, 100 * chargeIn / nominal);
            this.irregular = !vouched && seconds > IRREGULAR * former.usualStep.orElse(unseen ? 0 : seconds);
            MeterCore begun = former.begin(now, nominal, unseen, chargeIn)
                    .usually(seconds)
                    .refilling(refilled(former))
                    .stepping(UnansweredStep.next(former.currentStep, before, now, nominal))
                    .stepping(former.voltageStep.next(
                            before, now, chargeIn, irregular || unseen, settings.emptyCellVoltage(), nominal));
            Optional<ChargeTrack> charge = charged(former)
                    .map(each -> begun.stateOfCharge.steady() ? each : each.withoutStateOfCharge())
                    .map(each -> begun.voltageStep.found() ? each.withoutVoltages() : each);
            boolean ended = now.current() <= DischargeMeter.REST_RATE * nominal;
            OptionalDouble percent =
                    begun.stateOfCharge.tellsShares(nominal) ? begun.stateOfCharge.value() : OptionalDouble.empty();
            this.endedCharge = ended && !reversed(begun)
                    ? charge.map(each -> each.ended(now, percent, nominal))
                    : Optional.empty();
            boolean doubtOver = ended
                    && charge.isPresent()
                    && begun.currentStep.map(UnansweredStep::found).orElse(false)
                    && !discharging(begun);
            MeterCore certain = doubtOver ? begun.stepping(Optional.empty()) : begun;
            this.core = certain.charging(ended ? Optional.empty() : charge);
        }

        private static boolean discharging(MeterCore begun) {
            return begun.measurement.map(Measurement::discharging).orElse(false);
        }

        /** Whether the charge ends by a current whose direction the voltage does not know. */
        private boolean reversed(MeterCore begun) {
            return begun.currentStep
                    .map(step -> step.found() || now.current() < -DischargeMeter.REST_RATE * nominal)
                    .orElse(false);
        }

        private Optional<Refill> refilled(MeterCore former) {
            boolean counted =
                    before.counters().net().isPresent() && now.counters().net().isPresent();
            return unseen && !counted
                    ? Optional.empty()
                    : former.refill.map(each ->
                            new Refill(each.start(), each.charge().plus(before, now, 1, irregular, false, nominal)));
        }

        /** The charge under way with the time between the two samples; one begins with the last sample before it. */
        private Optional<ChargeTrack> charged(MeterCore former) {
            Optional<ChargeTrack> track = former.charging;
            if (track.isEmpty() && now.current() > DischargeMeter.REST_RATE * nominal) {
                OptionalDouble percent =
                        former.stateOfCharge.usable() ? former.stateOfCharge.of(before) : OptionalDouble.empty();
                track = Optional.of(ChargeTrack.from(before, percent));
            }
            return track.map(each -> each.plus(before, now, irregular, corrected, nominal));
        }

        Step step() {
            return judged().with(endedCharge);
        }

        private Step judged() {
            Optional<Discard> missed = discharging(core)
                    ? Optional.empty()
                    : core.fall.reason(now, settings.emptyCellVoltage(), nominal, core.measurement.isPresent());
            if (missed.isPresent()) {
                MeterCore after = core.without(now, true).started(now, nominal);
                return Step.rejected(after, missed.get(), now, -core.fall.charge(), false);
            }
            if (core.measurement.isEmpty()) {
                return Step.to(core.started(now, nominal));
            }
            Measurement measured = core.measurement.get();
            Optional<Discard> gap = gap();
            if (gap.isPresent()) {
                return giveUp(measured, gap.get());
            }
            if (measured.phase() == Phase.CHARGED && !loaded(measured)) {
                return Step.to(resting(measured));
            }
            return discharging(measured);
        }

        /** Why the time between the two samples cannot be vouched for. */
        private Optional<Discard> gap() {
            double charge = Math.abs(chargeIn) / nominal;
            boolean still = before.lowestCellVoltage().isPresent()
                    && now.lowestCellVoltage().isPresent()
                    && Math.abs(before.lowestCellVoltage().getAsDouble()
                                    - now.lowestCellVoltage().getAsDouble())
                            < 0.02;
            boolean counted =
                    before.counters().net().isPresent() && now.counters().net().isPresent();
            if (charge > DischargeMeter.MOST_CAPACITY || (unseen && charge > 0.2 && still)) {
                return Optional.of(Discard.CLOCK_UNIT);
            }
            boolean muchUnseen = !vouched && (unseen || irregular) && charge > DischargeVerdict.MOST_DOUBTFUL;
            return !counted && (muchUnseen || (unseen && movedUnseen(charge)))
                    ? Optional.of(Discard.GAP)
                    : Optional.empty();
        }

        /** Whether the state of charge moved as the charge between the samples says, so that neither is missing anything. */
        private static boolean vouched(BatterySample before, BatterySample now, double percent) {
            return before.stateOfCharge().isPresent()
                    && now.stateOfCharge().isPresent()
                    && Math.abs(now.stateOfCharge().getAsDouble()
                                    - before.stateOfCharge().getAsDouble()
                                    - percent)
                            <= Math.max(VOUCHING_PERCENT, VOUCHING_PART * Math.abs(percent));
        }

        /** Whether the battery is not where the charge between the samples would have brought it. */
        private boolean movedUnseen(double charge) {
            if (before.stateOfCharge().isPresent() && now.stateOfCharge().isPresent()) {
                return Math.abs(now.stateOfCharge().getAsDouble()
                                - before.stateOfCharge().getAsDouble()
                                - 100 * Math.signum(chargeIn) * charge)
                        > 5;
            }
            return before.lowestCellVoltage().isPresent()
                    && now.lowestCellVoltage().isPresent()
                    && Math.abs(before.lowestCellVoltage().getAsDouble()
                                    - now.lowestCellVoltage().getAsDouble())
                            > 0.15;
        }

        private Step giveUp(Measurement measured, Discard reason) {
            boolean told = measured.discharging() || now.current() < -DischargeMeter.REST_RATE * nominal;
            MeterCore after = core.without(now, told).started(now, nominal);
            return told ? Step.rejected(after, reason, now, measured.charge().charge(), false) : Step.to(after);
        }

        private boolean loaded(Measurement measured) {
            if (now.current() >= -DischargeMeter.REST_RATE * nominal) {
                return false;
            }
            double load = Math.abs(measured.load().current());
            boolean quiet = measured.discharging()
                    && now.current() >= -DischargeVerdict.QUIET_RATE * nominal
                    && Math.abs(now.current()) <= load / 4;
            // A sensor with an offset shows a current at rest, too.
            return !(quiet && rebound(measured) >= SampleCleaner.LEAST_RESISTANCE * load / nominal);
        }

        /** How far the weakest cell is above where it was under load; V. */
        private double rebound(Measurement measured) {
            return now.lowestCellVoltage().isPresent()
                            && measured.load().voltage().isPresent()
                    ? now.lowestCellVoltage().getAsDouble()
                            - measured.load().voltage().getAsDouble()
                    : Double.NaN;
        }

        /** Still charged and at rest, or topped up: the discharge will begin from here. */
        private MeterCore resting(Measurement measured) {
            double rest = DischargeMeter.REST_RATE * nominal;
            boolean charging = now.current() > rest || before.current() > rest;
            if (charging || (!measured.full() && core.isFull(now, nominal))) {
                return core.started(now, nominal);
            }
            ChargeTally tally = measured.charge().plus(before, now, 1, irregular, false, nominal);
            LoadRecord load = measured.load().plus(before, now, false, corrected);
            return core.with(measured.with(tally, load, Phase.CHARGED).rested(now), core.resistance.rested(now));
        }

        private Step discharging(Measurement measured) {
            boolean lost = currentIsLost(measured);
            BatterySample believed = lost ? now.withCurrent(measured.load().current()) : now;
            boolean loaded = !lost && loaded(measured);
            double part = measured.phase() == Phase.EMPTY ? 0 : partAboveEmpty(measured);
            ChargeTally tally = measured.charge().plus(before, believed, part, irregular, lost, nominal);
            LoadRecord load = measured.load().plus(before, now, loaded, corrected);
            Phase phase = part < 1 ? Phase.EMPTY : lost ? Phase.CURRENT_LOST : Phase.DISCHARGING;
            if (measured.phase() == Phase.EMPTY && loaded && aboveEmptyAgain(load)) {
                tally = tally.notEmptyYet();
                phase = Phase.DISCHARGING;
            }
            Measurement counted = measured.with(tally, load, phase);
            MeterCore next = core.with(counted, loaded ? core.resistance.loaded(now, nominal) : core.resistance);
            // What is assumed instead of a lost current goes on being assumed.
            MeterCore remembering = lost ? next.rememberingAsLast(believed) : next;
            return loaded || lost ? Step.to(remembering) : ended(remembering, counted);
        }

        /**
         * Whether the current reads nothing while the battery does not behave so: when a load ends, the voltage rises at
         * once, and at rest it never falls.
         */
        private boolean currentIsLost(Measurement measured) {
            double load = Math.abs(measured.load().current());
            double rebound = rebound(measured);
            if (Math.abs(now.current()) > DischargeMeter.REST_RATE * nominal
                    || measured.phase() == Phase.EMPTY
                    || Double.isNaN(rebound)
                    || nearEmpty(measured.load())) {
                return false;
            }
            double expected = SampleCleaner.LEAST_RESISTANCE * load / nominal;
            return rebound < -0.01 || (expected >= 0.003 && rebound < expected);
        }

        /** Which part of the time between two samples the weakest cell was above empty, falling on a straight line. */
        private double partAboveEmpty(Measurement measured) {
            OptionalDouble from = before.lowestCellVoltage().isPresent()
                    ? before.lowestCellVoltage()
                    : measured.load().voltage();
            OptionalDouble to = now.lowestCellVoltage();
            if (from.isEmpty() || to.isEmpty() || to.getAsDouble() >= settings.emptyCellVoltage()) {
                return 1;
            }
            double fall = from.getAsDouble() - to.getAsDouble();
            return fall <= 0 ? 0 : Math.max(0, (from.getAsDouble() - settings.emptyCellVoltage()) / fall);
        }

        /** A short high load brings a cell below the empty voltage that is not empty. */
        private boolean aboveEmptyAgain(LoadRecord load) {
            return now.lowestCellVoltage().orElse(0) > settings.emptyCellVoltage() + DischargeMeter.EMPTY_TOLERANCE
                    && Math.abs(now.current()) >= load.meanCurrent() / 2;
        }

        private boolean nearEmpty(LoadRecord load) {
            return load.voltage().orElse(Double.POSITIVE_INFINITY)
                    <= settings.emptyCellVoltage() + DischargeMeter.EMPTY_TOLERANCE;
        }

        private Step ended(MeterCore next, Measurement counted) {
            OptionalDouble percent = core.stateOfCharge.usable() ? core.stateOfCharge.of(now) : OptionalDouble.empty();
            boolean near = nearEmpty(counted.load());
            boolean seenEmpty = counted.phase() == Phase.EMPTY || (near && percent.orElse(0) <= 1);
            boolean saysEmpty = percent.orElse(100) <= settings.emptyPercent();
            boolean chargedAgain = counted.charge().recharge() > DischargeMeter.PARTIAL_RECHARGE * nominal;
            if (!near && !seenEmpty && !saysEmpty && !chargedAgain) {
                return Step.to(next);
            }
            boolean untrusted = !core.stateOfCharge.tellsShares(nominal) && !(counted.full() && seenEmpty);
            DischargeVerdict verdict =
                    new DischargeVerdict(counted, now, seenEmpty, percent, core.voltageStep, nominal);
            Optional<Discard> discard =
                    core.currentStep.map(UnansweredStep::found).orElse(false)
                            ? Optional.of(Discard.CURRENT_STEP)
                            : untrusted ? Optional.of(Discard.STATE_OF_CHARGE) : verdict.discard();
            Optional<Refill> anew =
                    seenEmpty ? Optional.of(new Refill(now.time(), ChargeTally.from(now))) : Optional.empty();
            MeterCore after = next.without(now, true).refilling(anew).started(now, nominal);
            return discard.isPresent()
                    ? Step.rejected(after, discard.get(), now, counted.charge().charge(), true)
                    : new Step(
                            after,
                            Optional.of(verdict.result(next.resistance.found())),
                            Optional.empty(),
                            Optional.empty(),
                            true);
        }
    }

    private MeterCore rememberingAsLast(BatterySample sample) {
        return changed(draft -> draft.last = Optional.of(sample));
    }
}
