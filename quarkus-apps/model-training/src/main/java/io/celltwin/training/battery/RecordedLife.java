package io.celltwin.training.battery;

import io.celltwin.battery.life.FadeTrend;
import io.celltwin.battery.life.FadeTrend.Point;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * The recorded life of one cell.
 *
 * @param fleet that it belongs to
 * @param cell its name in the recording
 * @param nominalCapacity Ah
 * @param points capacity by cycle, rising
 */
record RecordedLife(Fleet fleet, String cell, double nominalCapacity, List<Point> points) {

    private static final int MEDIAN_SIDE = 2;

    static RecordedLife of(Fleet fleet, String cell, double nominalCapacity, SortedMap<Double, Double> capacities) {
        return new RecordedLife(
                fleet,
                cell,
                nominalCapacity,
                capacities.entrySet().stream()
                        .map(entry -> new Point(entry.getKey(), entry.getValue()))
                        .toList());
    }

    /** The first cycle at which the running median of five capacities is at the end of life. */
    OptionalDouble endOfLife(double relative) {
        for (int i = 0; i < points.size(); i++) {
            double[] around =
                    points.subList(Math.max(0, i - MEDIAN_SIDE), Math.min(points.size(), i + MEDIAN_SIDE + 1)).stream()
                            .mapToDouble(Point::capacity)
                            .sorted()
                            .toArray();
            if (around[around.length / 2] <= relative * nominalCapacity) {
                return OptionalDouble.of(points.get(i).cycle());
            }
        }
        return OptionalDouble.empty();
    }

    /** What a twin would hold after a cycle, made point by point as the app does. */
    FadeTrend until(double cycle) {
        FadeTrend trend = FadeTrend.EMPTY;
        for (Point point : points) {
            if (point.cycle() <= cycle) {
                trend = trend.with(point);
            }
        }
        return trend;
    }
}
