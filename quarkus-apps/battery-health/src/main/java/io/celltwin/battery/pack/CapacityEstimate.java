package io.celltwin.battery.pack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.battery.capacity.CapacitySource;
import io.celltwin.battery.life.FadeTrend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The battery's capacity as all its measurements together say it: a Kalman filter (Kalman, J. Basic Eng. 82, 1960) of three
 * states, in Ah:
 *
 * <pre>
 * x = (C, b, w)      C capacity at 25 °C
 *                    b common error of all that rests on the state of charge
 *                    w common error of all that rests on the voltage while charging
 * y = C + e          full discharge
 * y = C + b + e      between states of charge
 * y = C + w + e      voltage window
 * </pre>
 *
 * <p>
 * So measuring again and again by the state of charge takes away e, but never b: a battery that is never discharged fully keeps
 * an error as large as what its management system may be wrong by ({@value #STATE_OF_CHARGE_BIAS} of the nominal capacity). A full
 * discharge tells b, too, which is forgotten over {@value #MEMORY} cycles, because the management system may learn another capacity.
 *
 * <p>
 * From cycle to cycle the capacity wanders by {@value #WANDER} of the nominal one times the square root of the cycles, as the
 * recorded cells do, and since the last full discharge it may have faded by {@value #UNSEEN_FADE} times the cycles: steadily, so that
 * what it fades from one measurement to the next is no news of chance.
 *
 * @param mean of the three states; Ah
 * @param covariance of them, row by row; Ah²
 * @param cycle of the last measurement
 * @param fullCycle cycle of the last full discharge, or of the first measurement while there was none
 * @param measurements how many there were
 */
record CapacityEstimate(List<Double> mean, List<Double> covariance, double cycle, double fullCycle, long measurements) {

    private static final int STATES = 3;
    private static final int CAPACITY = 0;
    private static final int STATE_OF_CHARGE = 1;
    private static final int VOLTAGE = 2;

    private static final double WANDER = 0.01;
    private static final double STATE_OF_CHARGE_BIAS = 0.08;
    /** How the charge between two voltages departs from the capacity, likewise, by what does not come from the fade. */
    private static final double VOLTAGE_WANDER = 0.003;

    private static final double MEMORY = 200;
    /** Between two measurements, where cycles are not counted; as partial ones are. */
    private static final double LEAST_CYCLES = 0.25;
    /** How fast it may fade while nobody measures, as a part of the nominal one by cycle: NASA cells lose 0.002, CALCE 0.0004. */
    private static final double UNSEEN_FADE = 0.002;
    /** No more than that, for it would have been replaced; as a part of the nominal one. */
    private static final double MOST_UNSEEN_FADE = 0.2;
    /** What is known of the capacity before anything was measured, as a part of the nominal one: nothing. */
    private static final double UNKNOWN = 3;
    /** Error of a capacity of which none is known, as a part of the nominal one. */
    private static final double USUAL_ERROR = 0.005;
    /** Deviations from the trend beyond so many standard errors wait for confirmation ... */
    private static final double DOUBTFUL_ERRORS = 4;
    /** ... if they are more than this part of the nominal capacity. */
    private static final double DOUBTFUL_PART = 0.04;

    CapacityEstimate {
        mean = List.copyOf(mean);
        covariance = List.copyOf(covariance);
        boolean sound = mean.size() == STATES
                && covariance.size() == STATES * STATES
                && mean.stream().allMatch(Double::isFinite)
                && covariance.stream().allMatch(Double::isFinite)
                && mean.get(CAPACITY) > 0
                && covariance.get(0) > 0
                && cycle >= 0
                && fullCycle >= 0
                && fullCycle <= cycle
                && measurements >= 0;
        if (!sound) {
            throw new IllegalArgumentException("no capacity is estimated so");
        }
    }

    /** One of which the capacity and its error are known, and no more; both in Ah. */
    static CapacityEstimate of(double capacity, double standardError, double cycle, double nominal) {
        return new CapacityEstimate(
                List.of(capacity, 0.0, 0.0),
                List.of(
                        square(standardError),
                        0.0,
                        0.0,
                        0.0,
                        square(STATE_OF_CHARGE_BIAS * nominal),
                        0.0,
                        0.0,
                        0.0,
                        0.0),
                cycle,
                cycle,
                1);
    }

    /** By the first measurement. */
    static CapacityEstimate of(FadeTrend.Point point, CapacitySource source, double nominal) {
        CapacityEstimate unknown = of(nominal, UNKNOWN * nominal, point.cycle(), nominal);
        return new CapacityEstimate(unknown.mean, unknown.covariance, point.cycle(), point.cycle(), 0)
                .plus(point, source, nominal);
    }

    /** For one that was kept when {@link #fullCycle} was not. */
    static void withFullCycle(ObjectNode former) {
        former.put("fullCycle", former.path("cycle").doubleValue());
    }

    /** At 25 °C; Ah. */
    double capacity() {
        return mean.get(CAPACITY);
    }

    /** Of the capacity; Ah. */
    double standardError() {
        return Math.sqrt(covariance(CAPACITY, CAPACITY));
    }

    CapacityEstimate plus(FadeTrend.Point point, CapacitySource source, double nominal) {
        CapacityEstimate then = at(point.cycle(), nominal);
        boolean[] seen = seen(source);
        double[] gain = then.gain(seen, square(error(point, nominal)));
        double surprise = point.capacity() - then.expected(seen);
        List<Double> next = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        for (int i = 0; i < STATES; i++) {
            next.add(then.mean.get(i) + gain[i] * surprise);
            for (int j = 0; j < STATES; j++) {
                errors.add(then.covariance(i, j) - gain[i] * then.covarianceWithSeen(seen, j));
            }
        }
        double full = source == CapacitySource.FULL_DISCHARGE ? then.cycle : fullCycle;
        return new CapacityEstimate(next, errors, then.cycle, full, measurements + 1);
    }

    /** Whether a measurement is too far from the battery's own trend to be taken without another one. */
    boolean doubts(FadeTrend.Point point, CapacitySource source, double nominal) {
        CapacityEstimate then = at(point.cycle(), nominal);
        boolean[] seen = seen(source);
        double away = Math.abs(point.capacity() - then.expected(seen));
        return away > DOUBTFUL_PART * nominal
                && away > DOUBTFUL_ERRORS * Math.sqrt(then.variance(seen) + square(error(point, nominal)));
    }

    /** With a reference for the voltage while charging that says just what is estimated now, and is as wrong as that. */
    CapacityEstimate withReference() {
        List<Double> next = new ArrayList<>(mean);
        next.set(VOLTAGE, 0.0);
        List<Double> errors = new ArrayList<>(covariance);
        for (int i = 0; i < STATES; i++) {
            double opposite = i == VOLTAGE ? covariance(CAPACITY, CAPACITY) : -covariance(CAPACITY, i);
            errors.set(STATES * VOLTAGE + i, opposite);
            errors.set(STATES * i + VOLTAGE, opposite);
        }
        return new CapacityEstimate(next, errors, cycle, fullCycle, measurements);
    }

    /** With a reference for the voltage while charging that fits less than it did; Ah². */
    CapacityEstimate doubtingReference(double variance) {
        List<Double> errors = new ArrayList<>(covariance);
        int place = STATES * VOLTAGE + VOLTAGE;
        errors.set(place, errors.get(place) + variance);
        return new CapacityEstimate(mean, errors, cycle, fullCycle, measurements);
    }

    /** At a later cycle. */
    CapacityEstimate at(double later, double nominal) {
        double cycles = measurements == 0 ? 0 : Math.max(LEAST_CYCLES, later - cycle);
        double fade = square(unseen(cycle + cycles, nominal)) - square(unseen(cycle, nominal));
        double kept = Math.exp(-cycles / MEMORY);
        List<Double> next = new ArrayList<>(mean);
        next.set(STATE_OF_CHARGE, kept * mean.get(STATE_OF_CHARGE));
        List<Double> errors = new ArrayList<>(Collections.nCopies(STATES * STATES, 0.0));
        for (int i = 0; i < STATES; i++) {
            for (int j = 0; j < STATES; j++) {
                double factor = (i == STATE_OF_CHARGE ? kept : 1) * (j == STATE_OF_CHARGE ? kept : 1);
                errors.set(STATES * i + j, factor * covariance(i, j) + noise(i, j, cycles, fade, kept, nominal));
            }
        }
        return new CapacityEstimate(next, errors, Math.max(cycle, later), fullCycle, measurements);
    }

    private static double noise(int i, int j, double cycles, double fade, double kept, double nominal) {
        if (i == CAPACITY && j == CAPACITY) {
            return square(WANDER * nominal) * cycles + fade;
        }
        if (i == VOLTAGE && j == VOLTAGE) {
            return square(VOLTAGE_WANDER * nominal) * cycles;
        }
        return i == STATE_OF_CHARGE && j == STATE_OF_CHARGE
                ? square(STATE_OF_CHARGE_BIAS * nominal) * (1 - square(kept))
                : 0;
    }

    /** What it may have faded since the last full discharge; Ah. A fade goes on as it began, so that it adds up by cycles, not by their root. */
    private double unseen(double until, double nominal) {
        return nominal * Math.min(MOST_UNSEEN_FADE, UNSEEN_FADE * Math.max(0, until - fullCycle));
    }

    private static boolean[] seen(CapacitySource source) {
        return new boolean[] {true, source.byStateOfCharge(), source == CapacitySource.VOLTAGE_WINDOW};
    }

    private double expected(boolean[] seen) {
        double sum = 0;
        for (int i = 0; i < STATES; i++) {
            sum += seen[i] ? mean.get(i) : 0;
        }
        return sum;
    }

    private double variance(boolean[] seen) {
        double sum = 0;
        for (int i = 0; i < STATES; i++) {
            sum += seen[i] ? covarianceWithSeen(seen, i) : 0;
        }
        return Math.max(0, sum);
    }

    private double covarianceWithSeen(boolean[] seen, int state) {
        double sum = 0;
        for (int i = 0; i < STATES; i++) {
            sum += seen[i] ? covariance(i, state) : 0;
        }
        return sum;
    }

    private double[] gain(boolean[] seen, double measured) {
        double[] gain = new double[STATES];
        for (int i = 0; i < STATES; i++) {
            gain[i] = covarianceWithSeen(seen, i) / (variance(seen) + measured);
        }
        return gain;
    }

    private double covariance(int i, int j) {
        return covariance.get(STATES * i + j);
    }

    private static double error(FadeTrend.Point point, double nominal) {
        return point.standardError().orElse(USUAL_ERROR * nominal);
    }

    private static double square(double value) {
        return value * value;
    }
}
