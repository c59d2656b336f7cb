package io.celltwin.battery.life;

/**
 * A forecast before its intervals are calibrated.
 *
 * @param now the newest cycle
 * @param quantiles of the remaining cycles: 5, 25, 50, 75 and 95 %
 * @param familiar whether the battery fades like one of the fleets
 */
public record RawForecast(double now, double[] quantiles, boolean familiar) {

    private static final int MEDIAN = 2;
    /** Keeps the logarithm of a life that is over finite, relative to the age. */
    private static final double OFFSET = 0.03;
    /** Intervals are never narrower than this to each side of the median, on the logarithmic scale. */
    private static final double LEAST_NINETY = 0.02;

    private static final double LEAST_HALF = 0.008;

    /** The part of the life that seems to be over. */
    public double over() {
        return now / (now + quantiles[MEDIAN]);
    }

    /** How far the truth is from the median, as a multiple of how far the 90 % interval's end on its side is. */
    public double scoreOfNinety(double truth) {
        return score(truth, 0, 4, LEAST_NINETY);
    }

    /** The same of the 50 % interval. */
    public double scoreOfHalf(double truth) {
        return score(truth, 1, 3, LEAST_HALF);
    }

    private double score(double truth, int low, int high, double least) {
        double median = log(quantiles[MEDIAN]);
        double there = log(truth);
        double side = there < median ? median - log(quantiles[low]) : log(quantiles[high]) - median;
        return Math.abs(there - median) / Math.max(side, least);
    }

    /** The forecast with calibrated intervals. */
    public RemainingLife calibrated(FadePrior.Calibration calibration) {
        int part = calibration.part(over());
        double ninety = calibration.ninety()[part];
        double half = calibration.half()[part];
        double median = quantiles[MEDIAN];
        double p05 = end(0, ninety, LEAST_NINETY);
        double p95 = end(4, ninety, LEAST_NINETY);
        return new RemainingLife(
                median,
                p05,
                p95,
                Math.max(p05, end(1, half, LEAST_HALF)),
                Math.min(p95, end(3, half, LEAST_HALF)),
                familiar);
    }

    private double end(int index, double factor, double least) {
        double median = log(quantiles[MEDIAN]);
        double distance = Math.max(Math.abs(log(quantiles[index]) - median), least) * factor;
        double there = Math.exp(median + (index < MEDIAN ? -distance : distance)) - OFFSET * now;
        double bounded = Math.max(0, Math.min(LifeForecaster.MOST_CYCLES, there));
        return index < MEDIAN ? Math.min(quantiles[MEDIAN], bounded) : Math.max(quantiles[MEDIAN], bounded);
    }

    private double log(double cycles) {
        return Math.log(cycles + OFFSET * Math.max(1, now));
    }
}
