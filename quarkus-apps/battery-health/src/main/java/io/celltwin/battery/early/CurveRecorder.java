package io.celltwin.battery.early;

import io.celltwin.battery.capacity.BatterySample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Records the {@link DischargeCurve} of each discharge, and how fast the battery was charged before.
 *
 * <ol>
 *   <li>The last sample before the load has the charge 0. Under load the charge is counted by the trapezoidal rule.
 *   <li>Each point of the grid gets the charge at which the weakest cell's voltage first fell below it, interpolated between two
 *       samples.
 *   <li>The first sample without load ends the discharge. A curve that cannot be compared with others is refused with the reason.
 * </ol>
 *
 * <p>
 * A discharge that was begun by another process is not seen whole, and gives none.
 */
public final class CurveRecorder {

    /** Smaller multiples of 1/h of the nominal capacity are rest. */
    private static final double REST_RATE = 0.02;
    /** In the first part of the nominal capacity the current may still rise. */
    private static final double ONSET = 0.02;
    /** How far the current may be from its mean. */
    private static final double SAME_CURRENT = 0.05;
    /** What may flow between two samples, in parts of the nominal capacity: the curve is straight between them. */
    private static final double MOST_STEP = 0.005;

    private static final double END_TOLERANCE = 0.05;
    private static final double CHARGED_PART = 0.8;
    private static final double SECONDS_PER_HOUR = 3600;
    private static final double DIGITS = 1e5;

    /**
     * What a discharge gave.
     *
     * @param charges of a curve; empty if it was refused
     * @param rate current over nominal capacity; 1/h
     * @param celsius mean temperature
     * @param chargingHours of the charge before
     * @param refusal why it was refused
     */
    private record Recorded(
            List<Double> charges,
            double rate,
            OptionalDouble celsius,
            OptionalDouble chargingHours,
            Optional<String> refusal) {}

    private Optional<BatterySample> last = Optional.empty();
    private boolean loaded;
    private final double[] charges = new double[DischargeCurve.POINTS];
    private int passed;
    private double charge;
    private double lowest;
    private double chargeAtLowest;
    private double seconds;
    private double largestStep;
    private double leastCurrent;
    private double mostCurrent;
    private double celsiusSeconds;
    private double celsiusTime;
    private double chargedIn;
    private double chargingSince = Double.NaN;
    private OptionalDouble chargingHours = OptionalDouble.empty();
    private Optional<Recorded> recorded = Optional.empty();

    /** Takes the next sample; one that comes late or twice is left out. */
    public void next(BatterySample sample, double nominal) {
        if (!Double.isFinite(sample.time()) || !Double.isFinite(sample.current()) || !(nominal > 0)) {
            return;
        }
        if (last.isPresent() && sample.time() <= last.get().time()) {
            return;
        }
        boolean load = sample.current() < -REST_RATE * nominal;
        if (load && !loaded) {
            begin();
        }
        if (load) {
            last.ifPresent(before -> discharge(before, sample, nominal));
        } else if (loaded) {
            recorded = Optional.of(end());
        }
        last.filter(before -> !load).ifPresent(before -> charge(before, sample, nominal));
        loaded = load;
        last = Optional.of(sample);
    }

    /**
     * Why the last discharge gives no curve.
     *
     * @return empty if it gives one
     */
    public Optional<String> refusal() {
        return recorded.isEmpty()
                ? Optional.of("it was not seen whole")
                : recorded.get().refusal();
    }

    /** The curve of the last discharge, in a cycle; empty if it was refused. */
    public Optional<DischargeCurve> curve(double cycle) {
        return recorded.filter(each -> each.refusal().isEmpty())
                .map(each -> new DischargeCurve(
                        cycle, each.charges(), each.rate(), each.celsius().orElseThrow(), each.chargingHours()));
    }

    /** It is another battery from here on. */
    public void forget() {
        last = Optional.empty();
        loaded = false;
        recorded = Optional.empty();
        chargingHours = OptionalDouble.empty();
        chargingSince = Double.NaN;
    }

    private void begin() {
        passed = 0;
        charge = 0;
        chargeAtLowest = 0;
        seconds = 0;
        largestStep = 0;
        leastCurrent = Double.MAX_VALUE;
        mostCurrent = 0;
        celsiusSeconds = 0;
        celsiusTime = 0;
        lowest = last.map(BatterySample::lowestCellVoltage)
                .orElseGet(OptionalDouble::empty)
                .orElse(Double.NaN);
        chargingSince = Double.NaN;
        recorded = Optional.empty();
    }

    private void discharge(BatterySample before, BatterySample now, double nominal) {
        double step = now.time() - before.time();
        double flowed = -(Math.min(0, before.current()) + now.current()) / 2 * step / SECONDS_PER_HOUR / nominal;
        charge += flowed;
        seconds += step;
        largestStep = Math.max(largestStep, flowed);
        if (charge > ONSET) {
            leastCurrent = Math.min(leastCurrent, -now.current() / nominal);
            mostCurrent = Math.max(mostCurrent, -now.current() / nominal);
        }
        now.cells().temperature().ifPresent(celsius -> {
            celsiusSeconds += celsius * step;
            celsiusTime += step;
        });
        now.lowestCellVoltage().ifPresent(this::fallTo);
    }

    private void fallTo(double volts) {
        if (volts >= lowest) {
            return;
        }
        while (passed < charges.length && DischargeCurve.volts(passed) >= volts) {
            double share = (lowest - DischargeCurve.volts(passed)) / (lowest - volts);
            charges[passed] = chargeAtLowest + Math.max(0, share) * (charge - chargeAtLowest);
            passed++;
        }
        lowest = volts;
        chargeAtLowest = charge;
    }

    private Recorded end() {
        OptionalDouble celsius =
                celsiusTime > seconds / 2 ? OptionalDouble.of(celsiusSeconds / celsiusTime) : OptionalDouble.empty();
        for (int point = passed; point < charges.length; point++) {
            charges[point] = charge;
        }
        List<Double> rounded = new ArrayList<>();
        for (double each : charges) {
            rounded.add(Math.round(each * DIGITS) / DIGITS);
        }
        OptionalDouble before = chargingHours;
        chargingHours = OptionalDouble.empty();
        double rate = seconds > 0 ? charge * SECONDS_PER_HOUR / seconds : 0;
        return new Recorded(rounded, rate, celsius, before, refusal(celsius));
    }

    private Optional<String> refusal(OptionalDouble celsius) {
        if (!(lowest <= DischargeCurve.LOWEST + END_TOLERANCE)) {
            return Optional.of("the weakest cell was discharged to %.2f V, not to %.2f V"
                    .formatted(lowest, DischargeCurve.LOWEST));
        }
        if (largestStep > MOST_STEP) {
            return Optional.of("%.1f %% of the nominal capacity flowed between two samples, more than %.1f %%"
                    .formatted(100 * largestStep, 100 * MOST_STEP));
        }
        double mean = (leastCurrent + mostCurrent) / 2;
        if (!(mostCurrent - mean <= SAME_CURRENT * mean)) {
            return Optional.of(
                    "its current was not constant, but between %.2f and %.2f C".formatted(leastCurrent, mostCurrent));
        }
        return celsius.isEmpty() ? Optional.of("no temperature of the cells was told") : Optional.empty();
    }

    private void charge(BatterySample before, BatterySample now, double nominal) {
        if (Double.isNaN(chargingSince) && now.current() > REST_RATE * nominal) {
            // It began somewhere between the two samples, and the charge is counted so.
            chargingSince = (before.time() + now.time()) / 2;
            chargedIn = 0;
        }
        if (Double.isNaN(chargingSince) || chargingHours.isPresent()) {
            return;
        }
        double flowed = (before.current() + now.current()) / 2 * (now.time() - before.time()) / SECONDS_PER_HOUR;
        double former = chargedIn;
        chargedIn += Math.max(0, flowed);
        if (chargedIn >= CHARGED_PART * nominal && chargedIn > former) {
            double share = (CHARGED_PART * nominal - former) / (chargedIn - former);
            double end = before.time() + share * (now.time() - before.time());
            chargingHours = OptionalDouble.of((end - chargingSince) / SECONDS_PER_HOUR);
        }
    }
}
