package io.celltwin.training.battery;

import io.celltwin.battery.life.FadePrior;
import io.celltwin.battery.life.FadeTrend;
import io.celltwin.battery.life.LifeForecaster;
import io.celltwin.battery.life.RawForecast;
import io.celltwin.battery.life.RemainingLife;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * One forecast and the truth; cycles.
 *
 * @param life whose
 * @param endOfLife relative to the nominal capacity
 * @param part of the life that was over
 * @param whole life
 * @param raw before calibration
 * @param forecast after it
 * @param line remaining life by a straight line through the second half of what was measured
 */
record LifeCase(
        RecordedLife life,
        double endOfLife,
        double part,
        double whole,
        RawForecast raw,
        RemainingLife forecast,
        double line) {

    /** In the middle of each fifth of life. */
    private static final double[] PARTS = {0.1, 0.3, 0.5, 0.7, 0.9};

    private static final int LEAST_POINTS = 10;

    double truth() {
        return whole - raw.now();
    }

    boolean covered() {
        return forecast.p05() <= truth() && truth() <= forecast.p95();
    }

    boolean coveredByHalf() {
        return forecast.p25() <= truth() && truth() <= forecast.p75();
    }

    double errorOfLife() {
        return Math.abs(forecast.median() - truth()) / whole;
    }

    double errorOfLine() {
        return Math.min(Math.abs(line - truth()), LifeForecaster.MOST_CYCLES) / whole;
    }

    double widthOfLife() {
        return (forecast.p95() - forecast.p05()) / whole;
    }

    /** Forecasts for lives after several parts of each. */
    static List<LifeCase> of(List<RecordedLife> lives, FadePrior prior) {
        return lives.parallelStream().flatMap(life -> of(life, prior).stream()).toList();
    }

    private static List<LifeCase> of(RecordedLife life, FadePrior prior) {
        List<LifeCase> cases = new ArrayList<>();
        double end = life.fleet().endOfLife();
        life.endOfLife(end).ifPresent(whole -> {
            for (double part : PARTS) {
                of(life, prior, end, part, whole).ifPresent(cases::add);
            }
        });
        return cases;
    }

    private static Optional<LifeCase> of(RecordedLife life, FadePrior prior, double end, double part, double whole) {
        FadeTrend trend = life.until(part * whole);
        return new LifeForecaster(end, LEAST_POINTS, prior)
                .posterior(trend, life.nominalCapacity(), Optional.empty())
                .map(raw -> new LifeCase(
                        life,
                        end,
                        part,
                        whole,
                        raw,
                        raw.calibrated(raw.familiar() ? prior.known() : prior.unknown()),
                        line(trend, end * life.nominalCapacity())));
    }

    private static double line(FadeTrend trend, double end) {
        List<FadeTrend.Point> points = trend.points();
        SimpleRegression line = new SimpleRegression();
        points.subList(points.size() / 2, points.size())
                .forEach(point -> line.addData(point.cycle(), point.capacity()));
        double now = points.get(points.size() - 1).cycle();
        double there = (end - line.getIntercept()) / line.getSlope();
        return line.getSlope() < 0
                ? Math.max(0, Math.min(LifeForecaster.MOST_CYCLES, there - now))
                : LifeForecaster.MOST_CYCLES;
    }
}
