package io.celltwin.training.battery;

import io.celltwin.battery.life.FadePrior;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Learns the prior of the remaining life, and says how good forecasts with it are. Cells are divided into two halves by turns in
 * the order of their names. Figures for a cell come from a prior and a calibration that were learnt from the other half alone;
 * the prior that is kept comes from both.
 */
public final class RemainingLifeTraining {

    private static final String SOURCE =
            "Severson LFP (84 cells, train and test1), HUST LFP (77), CALCE CS2_35 to CS2_38, NASA B0005 to B0007;"
                    + " curves from all cells, calibration by two halves of cells in the order of their names and by"
                    + " leaving fleets out; seed of the forecasts 20260101";

    private static final double[] PARTS = {0.1, 0.3, 0.5, 0.7, 0.9};

    private final List<RecordedLife> lives;

    private RemainingLifeTraining(RecordedData data) {
        this.lives = Fleet.all(data);
    }

    /**
     * Learns the prior and keeps it.
     *
     * @param arguments the directory of recorded data and the file to write
     */
    public static void main(String... arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("give the directory of recorded data and the file to write");
        }
        FadePrior prior = new RemainingLifeTraining(new RecordedData(Path.of(arguments[0]))).train();
        Files.writeString(Path.of(arguments[1]), prior.json() + System.lineSeparator());
    }

    /** Prints how good forecasts are, as a table. */
    public static void report(RecordedData data, PrintStream out) {
        new RemainingLifeTraining(data).report(out);
    }

    private FadePrior train() {
        List<LifeCase> known = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            known.addAll(LifeCase.of(half(half), PriorTraining.learn(half(1 - half), SOURCE)));
        }
        return PriorTraining.calibrated(PriorTraining.learn(lives, SOURCE), known, strangers(lives));
    }

    /** Forecasts for cells of fleets that are left out in turn. */
    private static List<LifeCase> strangers(List<RecordedLife> lives) {
        return lives.stream()
                .map(RecordedLife::fleet)
                .distinct()
                .flatMap(fleet -> LifeCase.of(
                        lives.stream().filter(life -> life.fleet() == fleet).toList(),
                        PriorTraining.learn(others(lives, fleet), SOURCE))
                        .stream())
                .toList();
    }

    private List<RecordedLife> half(int half) {
        return Stream.of(Fleet.values())
                .flatMap(fleet -> {
                    List<RecordedLife> cells = lives.stream()
                            .filter(life -> life.fleet() == fleet)
                            .sorted(Comparator.comparing(RecordedLife::cell))
                            .toList();
                    return IntStream.range(0, cells.size())
                            .filter(i -> i % 2 == half)
                            .mapToObj(cells::get);
                })
                .toList();
    }

    private void report(PrintStream out) {
        List<LifeCase> known = new ArrayList<>();
        List<LifeCase> unknown = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            List<RecordedLife> learnt = half(1 - half);
            List<RecordedLife> judged = half(half);
            // Calibrated on the half that was learnt from, by priors that were learnt from the judged one.
            List<LifeCase> calibrating = LifeCase.of(learnt, PriorTraining.learn(judged, SOURCE));
            FadePrior prior =
                    PriorTraining.calibrated(PriorTraining.learn(learnt, SOURCE), calibrating, strangers(learnt));
            known.addAll(LifeCase.of(judged, prior));
        }
        for (Fleet fleet : Fleet.values()) {
            unknown.addAll(LifeCase.of(of(fleet), without(fleet)));
        }
        out.println("| set | prior | part of life over | forecasts | in 90 % | in 50 % | mean abs. error / life "
                + "| straight line's | median width / life | familiar |");
        out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (Fleet fleet : Fleet.values()) {
            print(out, fleet, "other cells", known);
        }
        for (Fleet fleet : Fleet.values()) {
            print(out, fleet, "other fleets", unknown);
        }
    }

    private List<RecordedLife> of(Fleet fleet) {
        return lives.stream().filter(life -> life.fleet() == fleet).toList();
    }

    /** What would be known if a fleet had never been recorded: neither its curves nor its forecasts take part. */
    private FadePrior without(Fleet fleet) {
        List<LifeCase> known = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            known.addAll(LifeCase.of(
                    others(half(half), fleet), PriorTraining.learn(others(half(1 - half), fleet), SOURCE)));
        }
        List<RecordedLife> others = others(lives, fleet);
        return PriorTraining.calibrated(PriorTraining.learn(others, SOURCE), known, strangers(others));
    }

    private static List<RecordedLife> others(List<RecordedLife> all, Fleet fleet) {
        return all.stream().filter(life -> life.fleet() != fleet).toList();
    }

    private static void print(PrintStream out, Fleet fleet, String prior, List<LifeCase> all) {
        List<LifeCase> cases =
                all.stream().filter(each -> each.life().fleet() == fleet).toList();
        for (double part : PARTS) {
            print(out, fleet, prior, String.valueOf(part), cases, each -> each.part() == part);
        }
        print(out, fleet, prior, "after half", cases, each -> each.part() >= 0.5);
        print(out, fleet, prior, "all", cases, each -> true);
    }

    private static void print(
            PrintStream out, Fleet fleet, String prior, String part, List<LifeCase> all, Predicate<LifeCase> wanted) {
        List<LifeCase> cases = all.stream().filter(wanted).toList();
        double[] widths =
                cases.stream().mapToDouble(LifeCase::widthOfLife).sorted().toArray();
        out.printf(
                Locale.ROOT,
                "| %s, %.0f %% | %s | %s | %d | %.0f %% | %.0f %% | %.3f | %.3f | %.2f | %.0f %% |%n",
                fleet.title(),
                100 * fleet.endOfLife(),
                prior,
                part,
                cases.size(),
                100 * share(cases, LifeCase::covered),
                100 * share(cases, LifeCase::coveredByHalf),
                cases.stream().mapToDouble(LifeCase::errorOfLife).average().orElse(Double.NaN),
                cases.stream().mapToDouble(LifeCase::errorOfLine).average().orElse(Double.NaN),
                widths[widths.length / 2],
                100 * share(cases, each -> each.raw().familiar()));
    }

    private static double share(List<LifeCase> cases, Predicate<LifeCase> wanted) {
        return cases.stream().filter(wanted).count() / (double) cases.size();
    }
}
