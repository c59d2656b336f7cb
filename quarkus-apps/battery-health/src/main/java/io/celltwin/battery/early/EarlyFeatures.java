package io.celltwin.battery.early;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the voltage curves of early cycles say of a life. With {@code Q_i(V)} the charge that had come out in cycle {@code i} when
 * the voltage fell below {@code V}, and {@code dQ(V) = Q_N(V) - Q_10(V)}:
 *
 * <ul>
 *   <li>{@code log10} of the variance of {@code dQ} over the voltage (Severson et al., Nature Energy 4, 2019),
 *   <li>the mean of {@code dQ} in each of six bands of the voltage below 3.3 V (above, the load has just begun, and
 *       the moment between two samples at which it did counts too much),
 *   <li>the mean of {@code Q_10} in each of them,
 *   <li>{@code log10} of the mean rate of the charges up to 80 %.
 * </ul>
 */
public final class EarlyFeatures {

    /** Upper ends of the bands, and the lower one of the last; V. */
    private static final double[] BANDS = {3.3, 3.2, 3.1, 3.0, 2.8, 2.4, 1.9};
    /** How many features there are. */
    public static final int COUNT = 2 + 2 * (BANDS.length - 1);

    private static final double CHARGED_PART = 0.8;
    private static final double LEAST_VARIANCE = 1e-12;

    private EarlyFeatures() {}

    /**
     * Features of one cell.
     *
     * @param first curves of about the tenth cycle
     * @param latest curves of about the cycle at which its life is foretold
     * @return empty if it is not known how fast the battery was charged
     */
    public static Optional<double[]> of(List<DischargeCurve> first, List<DischargeCurve> latest) {
        OptionalDouble hours = chargingHours(first, latest);
        if (hours.isEmpty()) {
            return Optional.empty();
        }
        double[] before = DischargeCurve.median(first);
        double[] difference = difference(first, latest);
        double[] features = new double[COUNT];
        features[0] = Math.log10(Math.max(LEAST_VARIANCE, variance(difference)));
        features[1] = Math.log10(CHARGED_PART / hours.getAsDouble());
        int bands = BANDS.length - 1;
        for (int band = 0; band < bands; band++) {
            features[2 + band] = mean(difference, BANDS[band], BANDS[band + 1]);
            features[2 + bands + band] = mean(before, BANDS[band], BANDS[band + 1]);
        }
        return Optional.of(features);
    }

    /** How long the charges took for 80 % of the nominal capacity; h. */
    static OptionalDouble chargingHours(List<DischargeCurve> first, List<DischargeCurve> latest) {
        double[] hours = Stream.concat(first.stream(), latest.stream())
                .flatMapToDouble(curve -> curve.chargingHours().stream())
                .toArray();
        return hours.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(DischargeCurve.median(hours));
    }

    /** Variance of the difference of the curves over the voltage. */
    static double variance(List<DischargeCurve> first, List<DischargeCurve> latest) {
        return variance(difference(first, latest));
    }

    private static double[] difference(List<DischargeCurve> first, List<DischargeCurve> latest) {
        double[] before = DischargeCurve.median(first);
        double[] now = DischargeCurve.median(latest);
        return IntStream.range(0, before.length)
                .mapToDouble(point -> now[point] - before[point])
                .toArray();
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
    }

    private static double mean(double[] values, double upper, double lower) {
        return IntStream.range(0, values.length)
                .filter(point -> DischargeCurve.volts(point) <= upper && DischargeCurve.volts(point) > lower)
                .mapToDouble(point -> values[point])
                .average()
                .orElseThrow();
    }
}
