package io.celltwin.maintenance.failure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The latest means of all indicators over equal spans of time: at most {@value #MOST_POINTS}. */
final class MeanSeries {

    private static final MathContext DIGITS = new MathContext(7);

    static final int MOST_POINTS = 64;

    private final Duration span;
    private final List<Point> points;
    private Instant spanStart;
    private double[] sums;
    private int[] counts;

    /**
     * A mean of each indicator.
     *
     * @param at middle of its span
     * @param means of the indicators; 0 where there was no value
     * @param counts of values
     */
    record Point(Instant at, double[] means, int[] counts) {}

    /**
     * Where a series stands.
     *
     * @param points that are complete
     * @param spanStart beginning of the open span
     * @param sums of its values
     * @param counts of its values
     */
    record State(List<Point> points, Instant spanStart, double[] sums, int[] counts) {

        State {
            points = List.copyOf(points);
            int width = sums.length;
            boolean fits = counts.length == width
                    && points.stream()
                            .allMatch(point -> point.means().length == width && point.counts().length == width);
            if (!fits) {
                throw new IllegalArgumentException("the means do not fit together");
            }
        }
    }

    MeanSeries(Duration span, int width) {
        this(span, new State(List.of(), Instant.EPOCH, new double[width], new int[width]));
    }

    MeanSeries(Duration span, State state) {
        this.span = span;
        this.points = new ArrayList<>(state.points());
        this.spanStart = state.spanStart();
        this.sums = state.sums().clone();
        this.counts = state.counts().clone();
    }

    State state() {
        return new State(points, spanStart, sums.clone(), counts.clone());
    }

    /**
     * Takes a sample.
     *
     * @return whether a span is complete
     */
    boolean add(Instant time, double[] values) {
        Instant start =
                Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), span.toSeconds()) * span.toSeconds());
        boolean complete = false;
        if (start.isBefore(spanStart)) {
            // The clock ran back: what was later then cannot be put in order.
            clear();
        }
        if (!start.equals(spanStart)) {
            complete = close();
            spanStart = start;
        }
        for (int k = 0; k < values.length; k++) {
            if (Double.isFinite(values[k])) {
                sums[k] += values[k];
                counts[k]++;
            }
        }
        return complete;
    }

    private boolean close() {
        boolean any = false;
        double[] means = new double[sums.length];
        for (int k = 0; k < sums.length; k++) {
            any |= counts[k] > 0;
            means[k] = counts[k] > 0 ? rounded(sums[k] / counts[k]) : 0;
        }
        if (any) {
            points.add(new Point(spanStart.plus(span.dividedBy(2)), means, counts.clone()));
            if (points.size() > MOST_POINTS) {
                points.remove(0);
            }
        }
        sums = new double[sums.length];
        counts = new int[counts.length];
        return any;
    }

    /** A trend needs no more digits, and the state of thousands of machines needs fewer. */
    private static double rounded(double value) {
        return new BigDecimal(value).round(DIGITS).doubleValue();
    }

    void clear() {
        points.clear();
        sums = new double[sums.length];
        counts = new int[counts.length];
    }

    List<Point> points() {
        return points;
    }
}
