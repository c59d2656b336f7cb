package io.celltwin.maintenance.condition;

import io.celltwin.maintenance.condition.HealthyModel.Indicator;
import io.celltwin.maintenance.condition.Judgement.Driver;
import io.celltwin.maintenance.condition.Judgement.NotJudged;
import io.celltwin.maintenance.condition.Judgement.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Judges a machine's samples by its healthy model, one after another. Not for several threads.
 *
 * <p>
 * With each sample
 * <ol>
 * <li>each indicator's means follow it; one or two values that are far off are a glitch and count as the farthest that is not;</li>
 * <li>the score is the largest of: each indicator's squared deviation over its squared limit, and T-squared of all fast means
 * over the joint limit, which sees what goes together and does not any more. T-squared is taken among the indicators that can be
 * judged;</li>
 * <li>above 1 an excursion begins. It is over when all fast means were near their levels for some samples, or for some more at a
 * small part of where they were. After a long and large one who mended the machine may have left it a little different: what is
 * left is excused until it {@linkplain SettlingLevel has settled}, and the level is where it did. What does not settle in time is
 * judged by the level that it had. The levels of the others follow faster meanwhile. After any excursion temperatures have some
 * time to come back;</li>
 * <li>outside excursions, and while the score is small, levels go slowly towards the slow means, but never out of a band around
 * what was learnt. So a lasting change is not learnt away.</li>
 * </ol>
 * The drivers of T-squared are its complete decomposition: with {@code P} the precision and {@code y} the deviations,
 * {@code T2 = y' P y = sum over k of (P^(1/2) y)_k^2} (Alcala and Qin, Automatica 45, 2009). They are never negative.
 */
public final class ConditionJudge {

    /** Below this part of the limit the machine is healthy enough to be learnt on. */
    static final double UNSUSPICIOUS = 0.36;
    /** Standard deviations of the fast mean within which it is back. */
    static final double BACK = 1.5;
    /** What may be left of an excursion that is over. */
    static final double REMAINDER = 0.1;
    /** The same in standard deviations of a sample. */
    static final double MOST_REMAINDER = 5;
    /** So many samples in a row must be back. */
    static final int BACK_SAMPLES = 10;
    /** Where something is left, so many: by then the fast means have forgotten the excursion, and show what is left. */
    static final int REMAINDER_SAMPLES = 30;
    /** An excursion of so many samples is no chance. */
    static final int LONG_EXCURSION = 60;
    /** What follows the surroundings needs so many times as long as an excursion lasted to come back from it. */
    static final int RETURN_TIMES = 3;
    /** But at most so many samples. */
    static final int LONGEST_RETURN = 1800;
    /** After a long and large excursion levels are found again at this pace in that time. */
    static final double RETURN_ADAPTATION = 0.02;
    /** Standard deviations of the fast mean that are large. */
    static final double LARGE = 16;

    private final HealthyModel model;
    private final List<String> variables;
    private final int[] columns;
    private final IndicatorChart[] charts;
    private int excursionSamples;
    private int backSamples;
    /** For so many samples more the pace of what follows the surroundings does not count. */
    private int returningSamples;
    /** For so many samples more levels are found again, and what has not settled is excused. */
    private int levellingSamples;

    private long rootKey = -1;
    private RealMatrix root = MatrixUtils.createRealIdentityMatrix(1);

    /**
     * @param model what the machine is like when it is healthy
     * @param variables what each place of a sample means
     */
    public ConditionJudge(HealthyModel model, List<String> variables) {
        this.model = model;
        this.variables = List.copyOf(variables);
        this.columns = model.indicators().stream()
                .mapToInt(indicator -> variables.indexOf(indicator.name()))
                .toArray();
        this.charts = model.indicators().stream().map(IndicatorChart::new).toArray(IndicatorChart[]::new);
        for (int column : columns) {
            if (column < 0) {
                throw new IllegalArgumentException(
                        "the healthy model knows an indicator that the machine does not have");
            }
        }
    }

    /**
     * Goes on from where another one stopped.
     *
     * @throws IllegalArgumentException if that one judged by another model
     */
    public static ConditionJudge of(JudgeState state, HealthyModel model, List<String> variables) {
        ConditionJudge judge = new ConditionJudge(model, variables);
        if (state.charts().size() != judge.charts.length) {
            throw new IllegalArgumentException("the charts do not fit the model");
        }
        for (int i = 0; i < judge.charts.length; i++) {
            judge.charts[i] =
                    new IndicatorChart(model.indicators().get(i), state.charts().get(i));
        }
        judge.excursionSamples = state.excursionSamples();
        judge.backSamples = state.backSamples();
        judge.returningSamples = state.returningSamples();
        judge.levellingSamples = state.levellingSamples();
        return judge;
    }

    /**
     * Where a judge stands.
     *
     * @param charts of each indicator of the model
     * @param excursionSamples how long the excursion has lasted that is under way
     * @param backSamples how many samples in a row all indicators were back
     * @param returningSamples for how many samples more temperatures come back from an excursion
     * @param levellingSamples for how many samples more levels are found again
     */
    public record JudgeState(
            List<IndicatorChart.State> charts,
            int excursionSamples,
            int backSamples,
            int returningSamples,
            int levellingSamples) {

        /** Rejects counts that are none. */
        public JudgeState {
            charts = List.copyOf(charts);
            if (excursionSamples < 0 || backSamples < 0 || returningSamples < 0 || levellingSamples < 0) {
                throw new IllegalArgumentException("a count is negative");
            }
        }
    }

    /** Where it stands. */
    public JudgeState state() {
        List<IndicatorChart.State> all = new ArrayList<>();
        for (IndicatorChart chart : charts) {
            all.add(chart.state());
        }
        return new JudgeState(all, excursionSamples, backSamples, returningSamples, levellingSamples);
    }

    /** The model by which it judges. */
    public HealthyModel model() {
        return model;
    }

    /** Whether the machine comes back from an excursion that was no chance: it is not as it usually is. */
    public boolean recovering() {
        return levellingSamples > 0;
    }

    /** The machine stood still, or was not seen: its means begin anew. */
    public void restart() {
        for (IndicatorChart chart : charts) {
            chart.restart();
        }
        excursionSamples = 0;
        backSamples = 0;
        returningSamples = 0;
        levellingSamples = 0;
    }

    /**
     * Judges the next sample.
     *
     * @param sample the variables' values; NaN where one is not known
     * @return the machine's condition
     */
    public Judgement judge(double[] sample) {
        boolean[] judged = new boolean[charts.length];
        Reason[] reasons = new Reason[sample.length];
        Arrays.fill(reasons, Reason.NOT_LEARNT);
        for (int i = 0; i < charts.length; i++) {
            double value = sample[columns[i]];
            boolean known = Double.isFinite(value);
            judged[i] = known && charts[i].add(value);
            if (!judged[i]) {
                charts[i].missed();
            }
            reasons[columns[i]] = judged[i] ? null : known ? Reason.STUCK : Reason.MISSING;
        }
        returningSamples = Math.max(0, returningSamples - 1);
        levellingSamples = Math.max(0, levellingSamples - 1);
        if (levellingSamples == 0) {
            for (IndicatorChart chart : charts) {
                chart.endSettling();
            }
        }
        Distance distance = distance(judged);
        if (learnFrom(judged, distance.score())) {
            distance = distance(judged);
        }
        List<NotJudged> notJudged = new ArrayList<>();
        for (int column = 0; column < reasons.length; column++) {
            if (reasons[column] != null) {
                notJudged.add(new NotJudged(variables.get(column), reasons[column]));
            }
        }
        return new Judgement(distance.score(), drivers(distance), notJudged, outOfSight(judged));
    }

    private boolean outOfSight(boolean[] judged) {
        return IntStream.range(0, charts.length)
                .anyMatch(i -> !judged[i] && charts[i].wasAway(BACK, REMAINDER, MOST_REMAINDER));
    }

    /** A score and what each indicator has in it. */
    private record Distance(double score, double[] parts) {}

    private Distance distance(boolean[] judged) {
        double[] parts = new double[charts.length];
        double largest = 0;
        for (int i = 0; i < charts.length; i++) {
            boolean returns = charts[i].healthy().ambient() ? returningSamples > 0 : charts[i].excused();
            parts[i] = judged[i] && !returns ? charts[i].part() : 0;
            largest = Math.max(largest, parts[i]);
        }
        double[] jointParts = jointParts(judged);
        double joint = 0;
        for (double part : jointParts) {
            joint += part;
        }
        return joint > largest ? new Distance(joint, jointParts) : new Distance(largest, parts);
    }

    private double[] jointParts(boolean[] judged) {
        double[] deviations = new double[charts.length];
        long key = 0; // 64 indicators are more than any model has
        for (int i = 0; i < charts.length; i++) {
            boolean counts = counts(judged, i);
            deviations[i] = counts ? charts[i].fastDeviation() : 0;
            key |= counts ? 1L << i : 0;
        }
        if (key != rootKey) {
            root = precisionRoot(judged);
            rootKey = key;
        }
        double[] parts = root.operate(deviations);
        for (int i = 0; i < parts.length; i++) {
            parts[i] = parts[i] * parts[i] / model.jointLimit();
        }
        return parts;
    }

    /** Whether an indicator has a part in T-squared. */
    private boolean counts(boolean[] judged, int i) {
        return judged[i] && !charts[i].healthy().ambient() && !charts[i].excused();
    }

    /** Symmetric square root of the inverse correlation of those that are judged; zero for the others. */
    private RealMatrix precisionRoot(boolean[] judged) {
        int[] chosen =
                IntStream.range(0, charts.length).filter(i -> counts(judged, i)).toArray();
        RealMatrix whole = new Array2DRowRealMatrix(charts.length, charts.length);
        if (chosen.length == 0) {
            return whole;
        }
        RealMatrix correlation = new Array2DRowRealMatrix(model.correlation(), false).getSubMatrix(chosen, chosen);
        EigenDecomposition spread = new EigenDecomposition(correlation);
        double[] values = spread.getRealEigenvalues();
        for (int i = 0; i < values.length; i++) {
            // A correlation from a twin, or of few samples, need not be one.
            values[i] = 1 / Math.sqrt(Math.max(values[i], HealthyModelFit.SHRINKAGE / 10));
        }
        RealMatrix part = spread.getV()
                .multiply(MatrixUtils.createRealDiagonalMatrix(values))
                .multiply(spread.getVT());
        for (int i = 0; i < chosen.length; i++) {
            for (int j = 0; j < chosen.length; j++) {
                whole.setEntry(chosen[i], chosen[j], part.getEntry(i, j));
            }
        }
        return whole;
    }

    /** Returns whether an excursion ended, so that the distance is another. */
    private boolean learnFrom(boolean[] judged, double score) {
        boolean excursion = false;
        boolean back = true;
        boolean home = true;
        for (int i = 0; i < charts.length; i++) {
            if (judged[i] && score > 1) {
                charts[i].rememberPeak();
            }
            excursion |= judged[i] && charts[i].excursion();
            back &= !judged[i] || charts[i].back(BACK, REMAINDER, MOST_REMAINDER);
            home &= !judged[i] || charts[i].back(BACK, 0, MOST_REMAINDER);
        }
        if (!excursion) {
            if (levellingSamples > 0 && score < 1) {
                adapt(judged, Math.max(model.adaptation(), RETURN_ADAPTATION));
            } else if (score < UNSUSPICIOUS) {
                adapt(judged, model.adaptation());
            }
            return false;
        }
        excursionSamples++;
        backSamples = back ? backSamples + 1 : 0;
        if (backSamples < (home ? BACK_SAMPLES : REMAINDER_SAMPLES)) {
            return false;
        }
        boolean isLong = excursionSamples >= LONG_EXCURSION;
        boolean large = false;
        for (int i = 0; i < charts.length; i++) {
            large |= judged[i] && charts[i].end(!home && isLong, REMAINDER, MOST_REMAINDER, LARGE);
        }
        returningSamples = Math.max(returningSamples, Math.min(LONGEST_RETURN, RETURN_TIMES * excursionSamples));
        levellingSamples = isLong && large ? returningSamples : levellingSamples;
        excursionSamples = 0;
        backSamples = 0;
        return true;
    }

    private void adapt(boolean[] judged, double part) {
        for (int i = 0; i < charts.length; i++) {
            if (judged[i]) {
                charts[i].adapt(part);
            }
        }
    }

    private List<Driver> drivers(Distance distance) {
        double total = 0;
        for (double part : distance.parts()) {
            total += part;
        }
        List<Driver> drivers = new ArrayList<>();
        for (int i = 0; i < charts.length; i++) {
            Indicator healthy = charts[i].healthy();
            drivers.add(new Driver(healthy.name(), total > 0 ? distance.parts()[i] / total : 0));
        }
        return drivers;
    }
}
