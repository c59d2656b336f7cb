package io.celltwin.battery.evaluation;

import io.celltwin.battery.LifeForecaster;
import io.celltwin.battery.RemainingLife;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How good forecasts of the remaining life are: made after several parts of recorded lives, judged by what came. */
final class RemainingLifeFigures {

    static final int LEAST_POINTS = 10;
    private static final double[] PARTS = {0.2, 0.4, 0.6, 0.8};

    private RemainingLifeFigures() {}

    /**
     * One forecast and the truth; cycles.
     *
     * @param part of the life that was over
     * @param life the whole life
     */
    record Case(double part, double life, double truth, RemainingLife forecast) {

        boolean covered() {
            return forecast.p05() <= truth && truth <= forecast.p95();
        }

        double errorOfLife() {
            return (forecast.median() - truth) / life;
        }
    }

    static List<Case> cases(List<RecordedLife> lives, double endOfLife) {
        LifeForecaster forecaster = new LifeForecaster(endOfLife, LEAST_POINTS);
        List<Case> cases = new ArrayList<>();
        for (RecordedLife life : lives) {
            life.endOfLife(endOfLife).ifPresent(end -> {
                for (double part : PARTS) {
                    double now = life.points().stream()
                            .mapToDouble(point -> point.cycle())
                            .filter(cycle -> cycle <= part * end)
                            .max()
                            .orElse(0);
                    forecaster
                            .forecast(life.until(now), life.nominalCapacity())
                            .ifPresent(forecast -> cases.add(new Case(part, end, end - now, forecast)));
                }
            });
        }
        return cases;
    }

    static double coverage(List<Case> cases) {
        return cases.stream().filter(Case::covered).count() / (double) cases.size();
    }

    static double meanAbsoluteErrorOfLife(List<Case> cases) {
        return cases.stream()
                .mapToDouble(each -> Math.abs(each.errorOfLife()))
                .average()
                .orElse(Double.NaN);
    }

    /** Prints the tables of docs/battery-health.md. Argument: none; data directory by {@code -Dcelltwin.data=...}. */
    public static void main(String[] arguments) {
        System.out.println(
                "| set | end of life | part of life over | forecasts | covered by p05..p95 | mean abs. error / life "
                        + "| median width / life |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
        print("Severson train", RecordedLife.severson("train"), 0.85);
        print("HUST even", everySecond(RecordedLife.hust(), 0), 0.85);
        print("Severson test1", RecordedLife.severson("test1"), 0.85);
        print("HUST odd", everySecond(RecordedLife.hust(), 1), 0.85);
        print("CALCE CS2", RecordedLife.calce(), 0.8);
        print("CALCE CS2", RecordedLife.calce(), 0.7);
        print("NASA B0005, B0006", RecordedLife.nasa(), 0.7);
    }

    static List<RecordedLife> everySecond(List<RecordedLife> lives, int remainder) {
        List<RecordedLife> sorted =
                lives.stream().sorted((a, b) -> a.cell().compareTo(b.cell())).toList();
        return sorted.stream()
                .filter(life -> sorted.indexOf(life) % 2 == remainder)
                .toList();
    }

    private static void print(String set, List<RecordedLife> lives, double endOfLife) {
        List<Case> cases = cases(lives, endOfLife);
        for (double part : PARTS) {
            print(
                    set,
                    endOfLife,
                    String.valueOf(part),
                    cases.stream().filter(each -> each.part() == part).toList());
        }
        print(set, endOfLife, "all", cases);
    }

    private static void print(String set, double endOfLife, String part, List<Case> cases) {
        double[] widths = cases.stream()
                .mapToDouble(each -> (each.forecast().p95() - each.forecast().p05()) / each.life())
                .sorted()
                .toArray();
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f %% | %s | %d | %.0f %% | %.2f | %.2f |%n",
                set,
                100 * endOfLife,
                part,
                cases.size(),
                100 * coverage(cases),
                meanAbsoluteErrorOfLife(cases),
                widths[widths.length / 2]);
    }
}
