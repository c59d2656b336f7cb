package io.celltwin.battery.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures capacity by coulomb counting: {@code Q = -1/3600 * integral of I dt}, by the trapezoidal rule on the battery's own
 * clock or by the management system's counters, over discharges of which it is known what share of the capacity they were:
 * from a charged battery to an empty one, or between two states of charge. Short charges in between (recuperation) are counted
 * with their sign; a charge of more than {@value #PARTIAL_RECHARGE} of the nominal capacity ends a discharge.
 *
 * <p>
 * Charged: the management system says so, or the charge before ended at a current of at most C/10, as the constant-voltage
 * phase does (IEC 62660-1 charges so). Empty: the weakest cell is at most {@value #EMPTY_TOLERANCE} V above the empty voltage
 * under load, or the management system says so. Charge is counted down to the empty voltage, which is interpolated between
 * the samples around it, so that the cut-off of the load makes no difference; without cell voltages until the load ends.
 *
 * <p>
 * Every sample is taken for wrong until those after it say otherwise:
 *
 * <ol>
 *   <li>What no battery can have is taken out of a sample, and samples that come late or twice are left out.
 *   <li>The newest {@value #LAG} samples wait, so that {@link SampleCleaner} can judge each by those around it. What they would
 *       mean is tried on a copy, so that a discharge is told of with the sample that ends it.
 *   <li>{@link MeterCore} goes on by one clean sample, and {@link DischargeVerdict} judges a discharge that is over.
 * </ol>
 *
 * <p>
 * A discharge that is not taken is told of with its reason, never passed over. Knows no thread: give it one battery's samples
 * in order.
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
    /** No battery gives more than this multiple of 1/h of its nominal capacity for long. */
    static final double MOST_RATE = 20;
    /** How many samples wait for those after them. */
    static final int LAG = 2;
    /** So many samples before the last one mean that the clock was set back. */
    private static final int MOST_LATE = 3;
    /** So many currents that cannot be mean that they are in another unit. */
    private static final int MOST_ABSURD = 3;

    private static final double LATE_TIMES_USUAL = 5;
    /** Samples that are no further apart are of the same time, s. */
    private static final double SAME_TIME = 0.01;
    /** Between a current and the one that replaced it, s. */
    private static final double MOMENT = 1e-4;

    private static final double SECONDS_PER_HOUR = 3600;

    private final MeterSettings settings;
    private final Consumer<Rejection> rejections;
    private final Consumer<ChargeSpan> charges;
    private MeterCore core;
    private List<BatterySample> waiting;
    private int late;
    private int absurd;
    private StandingClock clock;

    /**
     * @param settings what counts as charged, empty and sound
     * @param discards is told of each discharge that is not counted
     */
    public DischargeMeter(MeterSettings settings, Consumer<Discard> discards) {
        this(settings, MeterState.NEW, rejection -> discards.accept(rejection.reason()), charge -> {});
    }

    private DischargeMeter(
            MeterSettings settings, MeterState state, Consumer<Rejection> rejections, Consumer<ChargeSpan> charges) {
        this.settings = settings;
        this.rejections = rejections;
        this.charges = charges;
        this.core = state.core();
        this.waiting = new ArrayList<>(state.waiting());
        this.late = state.late();
        this.absurd = state.absurd();
        this.clock = state.clock();
    }

    /** Goes on with a discharge that another meter began to measure. */
    public static DischargeMeter of(MeterState state, MeterSettings settings, Consumer<Rejection> rejections) {
        return of(state, settings, rejections, charge -> {});
    }

    /**
     * Goes on from where another meter stopped.
     *
     * @param rejections is told of each discharge that is not counted
     * @param charges is told of what each charge says of the capacity
     */
    public static DischargeMeter of(
            MeterState state, MeterSettings settings, Consumer<Rejection> rejections, Consumer<ChargeSpan> charges) {
        return new DischargeMeter(settings, state, rejections, charges);
    }

    /** Where the measuring stands. */
    public MeterState state() {
        return new MeterState(core, waiting, late, absurd, clock);
    }

    /**
     * Takes the next sample.
     *
     * @param sample the battery now; ignored if its time or current is not a number
     * @param nominalCapacity what the battery had when new; Ah, positive
     * @return what the discharge that ended with this sample says of the capacity
     */
    public Optional<CapacityMeasurement> next(BatterySample sample, double nominalCapacity) {
        if (!sample.usable() || isAbsurd(sample, nominalCapacity) || !inOrder(sample)) {
            return Optional.empty();
        }
        waiting.add(inTime(sample.plausible(), nominalCapacity));
        Optional<CapacityMeasurement> result = Optional.empty();
        while (waiting.size() > LAG) {
            result = advance(nominalCapacity);
        }
        if (clock.charge() > 0) {
            core = core.withDoubt(clock.charge());
        }
        return result.isPresent() ? result : tried(nominalCapacity);
    }

    private boolean isAbsurd(BatterySample sample, double nominal) {
        if (Math.abs(sample.current()) <= MOST_RATE * nominal) {
            absurd = 0;
            return false;
        }
        if (++absurd == MOST_ABSURD) {
            rejections.accept(new Rejection(Discard.CURRENT_UNIT, sample.time(), 0));
        }
        return true;
    }

    /**
     * Samples of the same time are one, of which the newest counts, unless the current is another one: then it has just changed.
     */
    private BatterySample inTime(BatterySample sample, double nominal) {
        Optional<BatterySample> newest = newest();
        if (newest.isEmpty() || sample.time() > newest.get().time() + SAME_TIME) {
            clock = clock.moved();
            return sample;
        }
        stand(sample);
        boolean changed = Math.abs(sample.current() - newest.get().current()) > TAPER_RATE * nominal;
        if (!changed && !waiting.isEmpty()) {
            waiting.remove(waiting.size() - 1);
            return sample.at(newest.get().time());
        }
        return sample.at(newest.get().time() + MOMENT);
    }

    /** What flows while the clock stands is not counted, so that it is doubted as long as samples of that moment wait. */
    private void stand(BatterySample sample) {
        clock = clock.stood(Math.abs(sample.current()) * core.usualStep().orElse(0) / SECONDS_PER_HOUR);
    }

    /** Whether a sample comes after the last one; one that is followed by an earlier one was ahead of its time. */
    private boolean inOrder(BatterySample sample) {
        Optional<BatterySample> newest = newest();
        if (newest.isEmpty() || sample.time() > newest.get().time() - SAME_TIME) {
            late = 0;
            return true;
        }
        double behind = newest.get().time() - sample.time();
        Optional<BatterySample> former = former();
        boolean newestWasAhead = former.isPresent()
                && !waiting.isEmpty()
                && sample.time() > former.get().time()
                && newest.get().time() - former.get().time()
                        > LATE_TIMES_USUAL * core.usualStep().orElse(behind);
        if (newestWasAhead) {
            waiting.remove(waiting.size() - 1);
            return true;
        }
        return clockWasSetBack(sample, behind);
    }

    private boolean clockWasSetBack(BatterySample sample, double behind) {
        if (++late < MOST_LATE) {
            if (late == 1 && behind <= MOST_LATE * core.usualStep().orElse(0)) {
                core = core.withDoubt(Math.abs(sample.current()) * behind / SECONDS_PER_HOUR);
            }
            return false;
        }
        beginAnew(Discard.CLOCK_BACKWARDS, MeterCore.SET_BACK);
        return true;
    }

    /** It is another battery from here on. */
    public void exchanged() {
        beginAnew(Discard.EXCHANGED, MeterCore.NEW);
    }

    private void beginAnew(Discard reason, MeterCore next) {
        late = 0;
        core.measurement()
                .filter(Measurement::discharging)
                .ifPresent(measurement -> rejections.accept(new Rejection(
                        reason,
                        newest().orElseThrow().time(),
                        measurement.charge().charge())));
        core = next;
        waiting.clear();
    }

    private Optional<BatterySample> newest() {
        return waiting.isEmpty() ? core.last() : Optional.of(waiting.get(waiting.size() - 1));
    }

    private Optional<BatterySample> former() {
        return waiting.size() > 1 ? Optional.of(waiting.get(waiting.size() - 2)) : core.last();
    }

    /** Goes on by the oldest sample that waits. */
    private Optional<CapacityMeasurement> advance(double nominal) {
        MeterCore.Step step = next(core, waiting, nominal);
        core = step.core();
        waiting.remove(0);
        step.rejection().ifPresent(rejections);
        step.charge().ifPresent(charges);
        return step.discharge();
    }

    private MeterCore.Step next(MeterCore from, List<BatterySample> samples, double nominal) {
        List<BatterySample> around = new ArrayList<>(samples.size() + 1);
        from.last().ifPresent(around::add);
        int index = around.size();
        around.addAll(samples);
        BatterySample clean = new SampleCleaner(around, nominal).clean(index);
        return from.next(clean, !clean.equals(samples.get(0)), nominal, settings);
    }

    /** Whether the samples that wait end a discharge. */
    private Optional<CapacityMeasurement> tried(double nominal) {
        MeterCore ahead = core;
        List<ChargeSpan> spans = new ArrayList<>();
        for (int i = 0; i < waiting.size(); i++) {
            MeterCore.Step step = next(ahead, waiting.subList(i, waiting.size()), nominal);
            ahead = step.core();
            step.charge().ifPresent(spans::add);
            boolean ended = step.discharge().isPresent() || step.rejection().isPresent();
            if (ended && step.certain() && i == waiting.size() - 1) {
                core = ahead;
                waiting = new ArrayList<>();
                step.rejection().ifPresent(rejections);
                spans.forEach(charges);
                return step.discharge();
            }
            if (ended) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
