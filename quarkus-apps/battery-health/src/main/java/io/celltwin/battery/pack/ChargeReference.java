package io.celltwin.battery.pack;

import io.celltwin.battery.capacity.ChargeCurve;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a battery took its charge when its capacity was known. Later charges that pass the same voltages tell the capacity by what
 * they put in between them:
 *
 * <pre>
 * C = C0 (q / q0)^{@value #EXPONENT}
 * </pre>
 *
 * <p>
 * The charge between two voltages falls faster than the capacity, because a growing resistance shifts the curve. On the recorded
 * cells the exponent lies between 0.3 (HUST, LFP), 0.7 to 0.9 (CALCE) and more than 1 (NASA, young), hence its standard error {@value #EXPONENT_ERROR}, which
 * measuring again does not take away.
 *
 * @param curve of that charge
 * @param temperature of the cells then; °C
 * @param capacity known then; Ah
 * @param doubted the largest logarithm of q / q0 for which the reference is doubted already
 */
record ChargeReference(ChargeCurve curve, OptionalDouble temperature, double capacity, double doubted) {

    private static final double EXPONENT = 0.8;
    private static final double EXPONENT_ERROR = 0.3;
    /** Between charges, of what is put in between two voltages, for a window of the whole capacity. */
    private static final double NOISE = 0.01;
    /** What a cell's voltage is measured to, V. */
    private static final double RESOLUTION = 0.004;

    private static final double LEAST_SHARE = 0.2;
    private static final double MOST_ERROR = 0.08;
    /** Charges at another current or temperature are not compared. */
    private static final double SAME_CURRENT = 0.15;

    private static final double SAME_TEMPERATURE = 8;
    /** So many points apart the slope of the curve is taken. */
    private static final int SLOPE = 2;

    ChargeReference {
        if (!(capacity > 0 && Double.isFinite(capacity) && doubted >= 0 && Double.isFinite(doubted))) {
            throw new IllegalArgumentException("no charge is compared with this");
        }
    }

    /**
     * What a charge says of the capacity.
     *
     * @param capacity Ah
     * @param standardError of it, without that of the reference; Ah
     * @param share which part of the capacity lies between the two voltages
     * @param from lower voltage; V
     * @param to upper voltage; V
     * @param doubt by how much the reference is worse than it was, variance; Ah²
     * @param reference to go on with
     */
    record Comparison(
            double capacity,
            double standardError,
            double share,
            double from,
            double to,
            double doubt,
            ChargeReference reference) {}

    /** A reference, if the curve is long enough to be one. */
    static Optional<ChargeReference> of(ChargeCurve curve, OptionalDouble temperature, double capacity) {
        boolean lasting = !curve.charges().isEmpty()
                && curve.at(curve.last()) - curve.at(curve.first()) >= LEAST_SHARE * capacity;
        return lasting ? Optional.of(new ChargeReference(curve, temperature, capacity, 0)) : Optional.empty();
    }

    /** What part of the capacity it can tell of. */
    double share() {
        return (curve.at(curve.last()) - curve.at(curve.first())) / capacity;
    }

    /** Compares a later charge, between the two voltages where that says most. */
    Optional<Comparison> compare(ChargeCurve later, OptionalDouble celsius) {
        if (later.charges().isEmpty() || !comparable(later, celsius)) {
            return Optional.empty();
        }
        int lowest = Math.max(curve.first(), later.first());
        int highest = Math.min(curve.last(), later.last());
        Optional<Comparison> best = Optional.empty();
        for (int from = lowest; from < highest; from++) {
            for (int to = from + 1; to <= highest; to++) {
                Optional<Comparison> found = between(later, from, to);
                if (found.isPresent()
                        && (best.isEmpty()
                                || found.get().standardError() < best.get().standardError())) {
                    best = found;
                }
            }
        }
        return best;
    }

    private boolean comparable(ChargeCurve later, OptionalDouble celsius) {
        boolean sameCurrent = Math.abs(later.current() - curve.current()) <= SAME_CURRENT * curve.current();
        boolean sameTemperature = celsius.isPresent() && temperature.isPresent()
                ? Math.abs(celsius.getAsDouble() - temperature.getAsDouble()) <= SAME_TEMPERATURE
                : celsius.isEmpty() && temperature.isEmpty();
        return sameCurrent && sameTemperature;
    }

    private Optional<Comparison> between(ChargeCurve later, int from, int to) {
        double then = curve.at(to) - curve.at(from);
        double now = later.at(to) - later.at(from);
        double share = then / capacity;
        if (!(share >= LEAST_SHARE) || !(now > 0)) {
            return Optional.empty();
        }
        double change = Math.log(now / then);
        double readings = RESOLUTION * Math.hypot(slope(from), slope(to)) * Math.sqrt(2) / then;
        double random = EXPONENT * Math.hypot(readings, NOISE / share);
        double value = capacity * Math.exp(EXPONENT * change);
        double systematic = EXPONENT_ERROR * Math.abs(change);
        if (Math.hypot(random, systematic) > MOST_ERROR) {
            return Optional.empty();
        }
        double larger = Math.max(doubted, Math.abs(change));
        double doubt = square(EXPONENT_ERROR * capacity) * (square(larger) - square(doubted));
        return Optional.of(new Comparison(
                value,
                random * capacity,
                share,
                from * ChargeCurve.GRID,
                to * ChargeCurve.GRID,
                doubt,
                new ChargeReference(curve, temperature, capacity, larger)));
    }

    /** Charge by voltage around a point; Ah/V. */
    private double slope(int point) {
        int lower = Math.max(curve.first(), point - SLOPE);
        int upper = Math.min(curve.last(), point + SLOPE);
        return (curve.at(upper) - curve.at(lower)) / ((upper - lower) * ChargeCurve.GRID);
    }

    private static double square(double value) {
        return value * value;
    }
}
