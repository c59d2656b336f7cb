package io.celltwin.training.battery;

import io.celltwin.battery.life.FadeLaw;
import io.celltwin.battery.life.FadePrior;
import io.celltwin.battery.life.FadePrior.Calibration;
import io.celltwin.battery.life.FadePrior.Component;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Learns a {@link FadePrior} from recorded lives.
 *
 * <ol>
 *   <li>Each life is fitted; a fleet's curves give a normal distribution, which goes into the next fits as their prior (three
 *       rounds). Covariances of few cells are drawn towards a wide one, and all are widened by {@value #WIDENING}.
 *   <li>Two broad components stand for batteries of no fleet: one for any shape, one for those that fade steadily, as in
 *       storage and light use.
 *   <li>Calibration for familiar batteries: forecasts for cells that took no part in learning, after several parts of their
 *       lives. Each fleet counts the same.
 *   <li>Calibration for others: forecasts for the cells of each fleet by a prior that does not know it. A battery of a new kind is
 *       to those fleets as they are to each other, not as their cells are, so that of the few fleets the one that demands the
 *       widest intervals counts (prediction for two layers, Dunn, Wasserman and Ramdas, J. Am. Stat. Assoc. 118, 2023), and none
 *       makes them narrower.
 * </ol>
 */
final class PriorTraining {

    /** Parts of life, by what seems to be over, that have factors of their own. */
    private static final double[] BOUNDS = {0.3, 0.5, 0.7, 0.85};
    /** A factor of one for each of them. */
    private static final double[] ONES = {1, 1, 1, 1, 1};

    private static final Calibration FAMILIAR =
            new Calibration(BOUNDS, 0.03, new double[] {0.02, 0.02, 0.02, 0.02, 0.02}, ONES, ONES);
    /** Nobody foresees the life of a battery of an unknown kind better than by these factors: 6, while it is young, to 1.8. */
    private static final Calibration UNFAMILIAR =
            new Calibration(BOUNDS, 0.15, new double[] {1.8, 1.5, 1, 0.8, 0.6}, ONES, ONES);

    private static final double[] FIRST_MEAN = {1, 6.3, -0.7, 0, 1.9};
    private static final double[] FIRST_DEVIATION = {0.02, 1, 0.9, 0.45, 0.6};
    private static final double[] SHRINKAGE_DEVIATION = {0.02, 0.4, 0.5, 0.25, 0.3};
    private static final double SHRINKAGE_CELLS = 4;
    private static final double WIDENING = 1.44;
    private static final int ROUNDS = 3;
    private static final int FEWEST_CASES = 6;
    /** Fewer forecasts of a fleet in a part of life tell no quantile. */
    private static final int FEWEST_OF_A_FLEET = 4;

    private PriorTraining() {}

    /** Components of fleets and the broad ones; not calibrated. */
    static FadePrior learn(List<RecordedLife> lives, String source) {
        List<Component> components = new ArrayList<>();
        Set<Fleet> fleets = lives.stream().map(RecordedLife::fleet).collect(Collectors.toSet());
        fleets.stream().sorted().forEach(fleet -> components.add(component(fleet, lives)));
        components.add(
                broad("of any shape", 1, new double[] {1, 6, 0.3, -0.1, 1.4}, new double[] {0.06, 1.4, 1.5, 0.5, 0.7}));
        components.add(
                broad("steady", 0.5, new double[] {1, 7, 2.5, 0, 1.3}, new double[] {0.04, 1.6, 0.8, 0.15, 0.5}));
        return new FadePrior(source, components, FAMILIAR, UNFAMILIAR);
    }

    private static Component component(Fleet fleet, List<RecordedLife> lives) {
        double[] mean = FIRST_MEAN;
        double[][] covariance = diagonal(FIRST_DEVIATION);
        for (int round = 0; round < ROUNDS; round++) {
            FadeFit fit = new FadeFit(mean, covariance);
            double[][] curves = lives.stream()
                    .filter(life -> life.fleet() == fleet)
                    .map(fit::fit)
                    .toArray(double[][]::new);
            mean = mean(curves);
            covariance = covariance(curves, mean);
        }
        for (double[] row : covariance) {
            for (int k = 0; k < row.length; k++) {
                row[k] *= WIDENING;
            }
        }
        return new Component(fleet.title(), fleet.chemistry(), 1, mean, covariance);
    }

    private static Component broad(String name, double weight, double[] mean, double[] deviation) {
        return new Component(name, "", weight, mean, diagonal(deviation));
    }

    private static double[] mean(double[][] curves) {
        double[] mean = new double[FadeLaw.PARAMETERS];
        for (double[] curve : curves) {
            for (int k = 0; k < mean.length; k++) {
                mean[k] += curve[k] / curves.length;
            }
        }
        return mean;
    }

    private static double[][] covariance(double[][] curves, double[] mean) {
        double[][] covariance = new double[mean.length][mean.length];
        for (int k = 0; k < mean.length; k++) {
            covariance[k][k] = SHRINKAGE_CELLS * SHRINKAGE_DEVIATION[k] * SHRINKAGE_DEVIATION[k];
            for (int j = 0; j < mean.length; j++) {
                for (double[] curve : curves) {
                    covariance[k][j] += (curve[k] - mean[k]) * (curve[j] - mean[j]);
                }
                covariance[k][j] /= curves.length + SHRINKAGE_CELLS;
            }
        }
        return covariance;
    }

    private static double[][] diagonal(double[] deviations) {
        double[][] covariance = new double[deviations.length][deviations.length];
        for (int k = 0; k < deviations.length; k++) {
            covariance[k][k] = deviations[k] * deviations[k];
        }
        return covariance;
    }

    /**
     * Calibrates a prior.
     *
     * @param known forecasts for unseen cells of seen fleets
     * @param unknown forecasts for cells of unseen fleets
     */
    static FadePrior calibrated(FadePrior prior, List<LifeCase> known, List<LifeCase> unknown) {
        return new FadePrior(
                prior.source(),
                prior.components(),
                familiar(known.stream().filter(each -> each.raw().familiar()).toList()),
                unfamiliar(
                        unknown.stream().filter(each -> !each.raw().familiar()).toList()));
    }

    private static Calibration familiar(List<LifeCase> cases) {
        return calibration(cases, FAMILIAR, PriorTraining::quantile);
    }

    private static Calibration unfamiliar(List<LifeCase> cases) {
        return calibration(
                cases,
                UNFAMILIAR,
                (there, score, level) -> Stream.of(Fleet.values())
                        .map(fleet -> there.stream()
                                .filter(each -> each.life().fleet() == fleet)
                                .toList())
                        .filter(fleet -> fleet.size() >= FEWEST_OF_A_FLEET)
                        .mapToDouble(fleet -> quantile(fleet, score, level))
                        .reduce(1, Math::max));
    }

    private interface Factor {

        double of(List<LifeCase> cases, ToDoubleFunction<LifeCase> score, double level);
    }

    private static Calibration calibration(List<LifeCase> cases, Calibration scale, Factor factor) {
        double[] half = new double[BOUNDS.length + 1];
        double[] ninety = new double[BOUNDS.length + 1];
        for (int part = 0; part < half.length; part++) {
            int index = part;
            List<LifeCase> there = cases.stream()
                    .filter(each -> scale.part(each.raw().over()) == index)
                    .toList();
            half[part] = factor.of(there, each -> each.raw().scoreOfHalf(each.truth(), scale), 0.5);
            ninety[part] = factor.of(there, each -> each.raw().scoreOfNinety(each.truth(), scale), 0.9);
        }
        return scale.with(half, ninety);
    }

    /** A quantile in which every fleet counts the same, and one with few cases less; 1 where there are none. */
    private static double quantile(List<LifeCase> cases, ToDoubleFunction<LifeCase> score, double level) {
        List<LifeCase> sorted =
                cases.stream().sorted(Comparator.comparingDouble(score)).toList();
        double total = sorted.stream().mapToDouble(each -> weight(each, cases)).sum();
        double sum = 0;
        for (LifeCase each : sorted) {
            sum += weight(each, cases);
            if (sum >= level * total) {
                return Math.round(1000 * score.applyAsDouble(each)) / 1000.0;
            }
        }
        return 1;
    }

    private static double weight(LifeCase one, List<LifeCase> cases) {
        long like = cases.stream()
                .filter(each -> each.life().fleet() == one.life().fleet())
                .count();
        return 1.0 / Math.max(FEWEST_CASES, like);
    }
}
