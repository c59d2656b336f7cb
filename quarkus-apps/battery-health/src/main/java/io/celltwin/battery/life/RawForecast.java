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
    /** Distance of a quartile from the median as a part of that of the end of a 90 % interval, of a normal distribution. */
    private static final double QUARTILE = 0.41;

    /** The part of the life that seems to be over. */
    public double over() {
        return now / (now + quantiles[MEDIAN]);
    }

    /** How far the truth is from the median, as a multiple of how far the 90 % interval's end on its side is. */
    public double scoreOfNinety(double truth, FadePrior.Calibration scale) {
        return score(truth, 0, 4, scale, 1);
    }

    /** The same of the 50 % interval. */
    public double scoreOfHalf(double truth, FadePrior.Calibration scale) {
        return score(truth, 1, 3, scale, QUARTILE);
    }

    private double score(double truth, int low, int high, FadePrior.Calibration scale, double least) {
        double away = log(truth, scale) - log(quantiles[MEDIAN], scale);
        return Math.abs(away) / distance(away < 0 ? low : high, scale, least);
    }

    /** The forecast with calibrated intervals. */
    public RemainingLife calibrated(FadePrior.Calibration calibration) {
        int part = calibration.part(over());
        double ninety = calibration.ninety()[part];
        double half = calibration.half()[part];
        double p05 = end(0, ninety, calibration, 1);
        double p95 = end(4, ninety, calibration, 1);
        return new RemainingLife(
                quantiles[MEDIAN],
                p05,
                p95,
                Math.max(p05, end(1, half, calibration, QUARTILE)),
                Math.min(p95, end(3, half, calibration, QUARTILE)),
                familiar);
    }

    private double end(int index, double factor, FadePrior.Calibration scale, double least) {
        double median = log(quantiles[MEDIAN], scale);
        double distance = distance(index, scale, least) * factor;
        double there = Math.exp(median + (index < MEDIAN ? -distance : distance)) - scale.offset() * Math.max(1, now);
        double bounded = Math.max(0, Math.min(LifeForecaster.MOST_CYCLES, there));
        return index < MEDIAN ? Math.min(quantiles[MEDIAN], bounded) : Math.max(quantiles[MEDIAN], bounded);
    }

    private double distance(int index, FadePrior.Calibration scale, double least) {
        double drawn = Math.abs(log(quantiles[index], scale) - log(quantiles[MEDIAN], scale));
        return Math.max(drawn, least * scale.least()[scale.part(over())]);
    }

    private double log(double cycles, FadePrior.Calibration scale) {
        return Math.log(cycles + scale.offset() * Math.max(1, now));
    }
}
