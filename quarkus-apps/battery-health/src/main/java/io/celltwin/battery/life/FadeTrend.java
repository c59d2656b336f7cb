package io.celltwin.battery.life;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

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
     * @param standardError of that, where it is known; Ah
     */
    public record Point(double cycle, double capacity, OptionalDouble standardError) {

        /** A capacity of unknown error. */
        public Point(double cycle, double capacity) {
            this(cycle, capacity, OptionalDouble.empty());
        }

        /** Rejects what is not a number, a negative cycle and a capacity or an error that is not positive. */
        public Point {
            if (standardError.isPresent()
                    && !(standardError.getAsDouble() > 0 && Double.isFinite(standardError.getAsDouble()))) {
                throw new IllegalArgumentException("the standard error of a capacity must be positive");
            }
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
     * The trend with one more measurement. A second measurement of the last cycle replaces the first. A battery does not become
     * younger, whatever its counter of cycles says: one of an earlier cycle counts as that of the next one.
     *
     * @param point the newest measurement
     * @return the longer trend
     */
    public FadeTrend with(Point point) {
        List<Point> longer = new ArrayList<>(points);
        Point next = point;
        if (!longer.isEmpty() && point.cycle() == longer.get(longer.size() - 1).cycle()) {
            longer.remove(longer.size() - 1);
        } else if (!longer.isEmpty()
                && point.cycle() < longer.get(longer.size() - 1).cycle()) {
            next = new Point(nextCycle(), point.capacity(), point.standardError());
        }
        longer.add(next);
        return new FadeTrend(longer.size() > MOST_POINTS ? thinned(longer) : longer);
    }

    /** What was measured from a cycle on. */
    public FadeTrend since(double cycle) {
        return new FadeTrend(
                points.stream().filter(point -> point.cycle() >= cycle).toList());
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
