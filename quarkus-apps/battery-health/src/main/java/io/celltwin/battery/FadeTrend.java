package io.celltwin.battery;

import java.util.ArrayList;
import java.util.List;

/**
 * How a battery's capacity fell so far. Holds at most {@value #MOST_POINTS} points: when there are more, some are left out, so
 * that the whole life stays in view at falling resolution.
 *
 * @param points in rising order of their cycles
 */
public record FadeTrend(List<Point> points) {

    /** The most points that a trend holds. */
    public static final int MOST_POINTS = 200;
    /** A battery that was never measured. */
    public static final FadeTrend EMPTY = new FadeTrend(List.of());

    /**
     * One measured capacity.
     *
     * @param cycle full cycles since the battery was new
     * @param capacity what it delivered; Ah
     */
    public record Point(double cycle, double capacity) {

        /** Rejects what is not a number, a negative cycle and a capacity that is not positive. */
        public Point {
            if (!(cycle >= 0 && Double.isFinite(cycle) && capacity > 0 && Double.isFinite(capacity))) {
                throw new IllegalArgumentException(
                        "cycle " + cycle + " with " + capacity + " Ah is no measured capacity");
            }
        }
    }

    /** Rejects points out of order and too many of them. */
    public FadeTrend {
        points = List.copyOf(points);
        if (points.size() > MOST_POINTS) {
            throw new IllegalArgumentException("a fade trend has at most " + MOST_POINTS + " points");
        }
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).cycle() <= points.get(i - 1).cycle()) {
                throw new IllegalArgumentException("the cycles of a fade trend must rise");
            }
        }
    }

    /**
     * The trend with one more measurement. A second measurement of the last cycle replaces the first; a cycle before the last
     * one means that the counter began anew, as with another battery, and begins a new trend.
     *
     * @param point the newest measurement
     * @return the longer trend
     */
    public FadeTrend with(Point point) {
        List<Point> longer = new ArrayList<>(points);
        if (!longer.isEmpty() && point.cycle() == longer.get(longer.size() - 1).cycle()) {
            longer.remove(longer.size() - 1);
        } else if (!longer.isEmpty()
                && point.cycle() < longer.get(longer.size() - 1).cycle()) {
            longer.clear();
        }
        longer.add(point);
        return new FadeTrend(longer.size() > MOST_POINTS ? thinned(longer) : longer);
    }

    /** Leaves out the point that leaves the smallest gap, so that the points stay evenly spread over the life. */
    private static List<Point> thinned(List<Point> points) {
        int least = 1;
        for (int i = 2; i < points.size() - 1; i++) {
            if (gapWithout(points, i) < gapWithout(points, least)) {
                least = i;
            }
        }
        List<Point> thinned = new ArrayList<>(points);
        thinned.remove(least);
        return thinned;
    }

    private static double gapWithout(List<Point> points, int index) {
        return points.get(index + 1).cycle() - points.get(index - 1).cycle();
    }

    /**
     * The cycle to which a measurement belongs when the battery does not count cycles itself.
     *
     * @return one more than the last
     */
    public double nextCycle() {
        return points.isEmpty() ? 1 : points.get(points.size() - 1).cycle() + 1;
    }
}
