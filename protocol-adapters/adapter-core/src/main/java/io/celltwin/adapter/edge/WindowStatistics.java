package io.celltwin.adapter.edge;

import io.celltwin.model.DerivedValue.Function;
import java.util.OptionalDouble;

/**
 * What the numbers of a window are like. With n numbers x at the times t (in seconds), their means x̄ and t̄:
 * <ul>
 * <li>standard deviation = sqrt(Σ(x-x̄)² / (n-1)), of the sample,</li>
 * <li>RMS = sqrt(Σx² / n), peak = max |x|, crest factor = peak / RMS (as vibration is judged: ISO 13373-2),</li>
 * <li>kurtosis = n Σ(x-x̄)⁴ / (Σ(x-x̄)²)², Pearson's, which is 3 for what is normally distributed (Pearson, Biometrika 4, 1905),</li>
 * <li>slope = Σ(t-t̄)(x-x̄) / Σ(t-t̄)² per second, of the line of least squares.</li>
 * </ul>
 * Sums are taken around the mean, since those of squares alone lose the small differences of large numbers.
 */
final class WindowStatistics {

    private final double[] seconds;
    private final double[] values;
    private final int count;
    private final double mean;

    /**
     * @param seconds when each number was measured, from any beginning
     * @param values the numbers
     * @param count how many of both count, at least 1
     */
    WindowStatistics(double[] seconds, double[] values, int count) {
        this.seconds = seconds;
        this.values = values;
        this.count = count;
        this.mean = mean(values);
    }

    /** What is asked for; empty if the window has too few different numbers for it. */
    OptionalDouble of(Function function) {
        double result = switch (function) {
            case MEAN -> mean;
            case MINIMUM -> minimum();
            case MAXIMUM -> maximum();
            case STANDARD_DEVIATION -> Math.sqrt(deviations(2) / (count - 1));
            case RMS -> rms();
            case PEAK -> peak();
            case CREST_FACTOR -> peak() / rms();
            case KURTOSIS -> count * deviations(4) / Math.pow(deviations(2), 2);
            case SLOPE -> slope();
        };
        return Double.isFinite(result) ? OptionalDouble.of(result) : OptionalDouble.empty();
    }

    private double mean(double[] numbers) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += numbers[i];
        }
        return sum / count;
    }

    private double minimum() {
        double minimum = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            minimum = Math.min(minimum, values[i]);
        }
        return minimum;
    }

    private double maximum() {
        double maximum = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            maximum = Math.max(maximum, values[i]);
        }
        return maximum;
    }

    private double peak() {
        return Math.max(Math.abs(minimum()), Math.abs(maximum()));
    }

    private double rms() {
        double squares = 0;
        for (int i = 0; i < count; i++) {
            squares += values[i] * values[i];
        }
        return Math.sqrt(squares / count);
    }

    private double deviations(int power) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double square = (values[i] - mean) * (values[i] - mean);
            sum += power == 2 ? square : square * square;
        }
        return sum;
    }

    private double slope() {
        double meanTime = mean(seconds);
        double products = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            products += (seconds[i] - meanTime) * (values[i] - mean);
            squares += (seconds[i] - meanTime) * (seconds[i] - meanTime);
        }
        return products / squares;
    }
}
