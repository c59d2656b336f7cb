package io.celltwin.battery.early;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Charge by voltage of one full discharge at constant current: how much had come out when the weakest cell passed each point of a
 * grid, relative to the nominal capacity.
 *
 * @param cycle in which it was
 * @param charges that had come out at each point, in parts of the nominal capacity
 * @param rate current over nominal capacity; 1/h
 * @param celsius mean temperature of the cells
 * @param chargingHours how long the charge before took for 80 % of the nominal capacity, if that was seen
 */
public record DischargeCurve(
        double cycle, List<Double> charges, double rate, double celsius, OptionalDouble chargingHours) {

    /** How many points the grid has. */
    public static final int POINTS = 100;

    private static final double HIGHEST = 3.6;
    private static final double STEP = 1.6 * 10 / 999;
    /** The lowest voltage of the grid. */
    public static final double LOWEST = HIGHEST - (POINTS - 1) * STEP;

    /** Rejects what is no curve. */
    public DischargeCurve {
        charges = List.copyOf(charges);
        if (charges.size() != POINTS || !charges.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("a curve of a discharge has a charge for each of its voltages");
        }
        if (!(cycle >= 0 && Double.isFinite(rate) && Double.isFinite(celsius))) {
            throw new IllegalArgumentException("no discharge has such a cycle, current or temperature");
        }
    }

    /** Voltage of a point; V. */
    public static double volts(int point) {
        return HIGHEST - point * STEP;
    }

    /** Point by point the median of several curves: one of them that is wrong does no harm. */
    static double[] median(List<DischargeCurve> curves) {
        return IntStream.range(0, POINTS)
                .mapToDouble(point -> median(curves.stream()
                        .mapToDouble(curve -> curve.charges().get(point))
                        .toArray()))
                .toArray();
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
