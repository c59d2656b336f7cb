package io.celltwin.maintenance.condition;

import io.celltwin.maintenance.condition.LearningBuffer.LearningState;
import java.util.List;
import java.util.Optional;

/**
 * Sees a healthy machine until it is known. With each segment, once there are the least samples:
 * <ol>
 * <li>what the machine does first and not any more is its warm-up and is left out: the oldest quarter, when the mean of an
 * indicator in it is further from the rest than {@value #WARM_UP} deviations of the rest;</li>
 * <li>the samples must amount to {@value #LEAST_EFFECTIVE} independent ones for every indicator that has a level: a machine that
 * works in batches must be seen in several, one that drifts is not known;</li>
 * <li>a model of the first two thirds must find the mean of the last third, and of its last segments, ordinary.</li>
 * </ol>
 * Who waits longer than the most samples is learnt as it is: its limits are as wide as what was seen.
 *
 * <p>
 * A machine that rests on its way while it warms up looks settled. So the first model is on trial: whoever judges by it goes on
 * giving samples, while the machine is found healthy. Each further look either finds the machine settled as before, or that it was
 * not, and the model does not hold. From {@value #CONFIRMING} times the least samples on it is confirmed, and learnt from all.
 */
public final class Learner {

    static final int LEAST_EFFECTIVE = 12;
    static final double WARM_UP = 4;
    static final double ORDINARY = 3;
    /** Samples whose mean must be ordinary, at the end. */
    private static final int LAST_SAMPLES = 50;

    /** By so many times the least samples a model is confirmed. */
    private static final int CONFIRMING = 3;
    /** Samples before an alarm that may be of its fault already. */
    private static final int SUSPICIOUS_SAMPLES = 60;

    /** Between two looks, as a part of the samples there are: looking at each segment would find what it looks for by chance. */
    private static final int LOOKS = 10;

    private final List<Variable> variables;
    private final int leastSamples;
    private final int mostSamples;
    private final LearningBuffer buffer;
    private long seenSamples;
    private long nextLook;
    private double effectiveSamples;
    private Waiting waiting;

    /** For what a learner waits. */
    public enum Waiting {
        /** For the least number of samples. */
        SAMPLES,
        /** Until the machine has repeated itself often enough. */
        REPETITIONS,
        /** Until the machine stays as it is. */
        SETTLING,
        /** The machine was settled at the last look; whether it stays so is to be seen. */
        CONFIRMATION,
        /** For nothing: the last model is learnt from enough. */
        NOTHING
    }

    /**
     * Where a learner stands.
     *
     * @param buffer what was seen
     * @param seenSamples how many samples there were, with those left out
     * @param nextLook at how many samples it looks again
     * @param effectiveSamples to how many independent samples they amounted at the last look
     * @param waiting for what it waits
     */
    public record State(
            LearningState buffer, long seenSamples, long nextLook, double effectiveSamples, Waiting waiting) {

        /** Rejects counts that are none. */
        public State {
            if (seenSamples < 0 || nextLook < 0 || !Double.isFinite(effectiveSamples)) {
                throw new IllegalArgumentException("what was learnt so far makes no sense");
            }
        }

        /** Of how many indicators. */
        public int width() {
            return buffer.last().length;
        }
    }

    /**
     * @param variables what each place of a sample means
     * @param leastSamples before these nothing is known
     * @param mostSamples after these the machine is taken as it is
     */
    public Learner(List<Variable> variables, int leastSamples, int mostSamples) {
        this(variables, leastSamples, mostSamples, new LearningBuffer(variables), leastSamples);
    }

    private Learner(List<Variable> variables, int leastSamples, int mostSamples, LearningBuffer buffer, long nextLook) {
        this.variables = List.copyOf(variables);
        this.leastSamples = Math.max(leastSamples, 2 * HealthyModelFit.BLOCKS * OpenSegment.LENGTH);
        this.mostSamples = Math.max(mostSamples, this.leastSamples);
        this.buffer = buffer;
        this.nextLook = Math.max(nextLook, this.leastSamples);
        this.waiting = Waiting.SAMPLES;
    }

    /** Goes on from where another one stopped. */
    public static Learner of(State state, List<Variable> variables, int leastSamples, int mostSamples) {
        if (state.buffer().last().length != variables.size()) {
            throw new IllegalArgumentException("what was learnt so far is of other indicators");
        }
        Learner learner = new Learner(
                variables, leastSamples, mostSamples, new LearningBuffer(variables, state.buffer()), state.nextLook());
        learner.seenSamples = state.seenSamples();
        learner.effectiveSamples = state.effectiveSamples();
        learner.waiting = state.waiting();
        return learner;
    }

    /** Where it stands. */
    public State state() {
        return new State(buffer.state(), seenSamples, nextLook, effectiveSamples, waiting);
    }

    /** How many samples it has seen. */
    public long samples() {
        return seenSamples;
    }

    /** To how many independent samples those that count amounted at the last look; 0 before the first. */
    public double effectiveSamples() {
        return effectiveSamples;
    }

    /** For what it waits. */
    public Waiting waiting() {
        return waiting;
    }

    /**
     * Takes the next sample of the running machine.
     *
     * @return a model, whenever a look finds the machine settled
     */
    public Optional<HealthyModel> add(double[] sample) {
        seenSamples++;
        if (!buffer.add(sample) || buffer.samples() < leastSamples || seenSamples < nextLook) {
            return Optional.empty();
        }
        nextLook = seenSamples + Math.max(OpenSegment.LENGTH, seenSamples / LOOKS);
        List<Segment> segments = buffer.segments();
        if (seenSamples < mostSamples) {
            if (warmsUp(segments)) {
                buffer.forget(segments.size() / 4);
                waiting = Waiting.SETTLING;
                return Optional.empty();
            }
            effectiveSamples = HealthyModelFit.effectiveSamples(variables, segments);
            if (effectiveSamples < LEAST_EFFECTIVE) {
                waiting = Waiting.REPETITIONS;
                return Optional.empty();
            }
            if (!settled(segments)) {
                waiting = Waiting.SETTLING;
                return Optional.empty();
            }
        }
        boolean enough = buffer.samples() >= (long) CONFIRMING * leastSamples || seenSamples >= mostSamples;
        waiting = enough ? Waiting.NOTHING : Waiting.CONFIRMATION;
        return Optional.of(HealthyModelFit.fit(variables, segments, buffer.longestRuns()));
    }

    /** An alarm was raised: the latest samples may be of its fault. */
    public void forgetSuspicious() {
        buffer.forgetLatest(SUSPICIOUS_SAMPLES);
    }

    private boolean warmsUp(List<Segment> segments) {
        int quarter = segments.size() / 4;
        return !ordinary(segments.subList(quarter, segments.size()), List.of(segments.subList(0, quarter)), WARM_UP);
    }

    private boolean settled(List<Segment> segments) {
        int third = segments.size() / 3;
        int lastSegments =
                Math.max(1, Math.min(third, LAST_SAMPLES / segments.get(0).samples()));
        return ordinary(
                segments.subList(0, segments.size() - third),
                List.of(
                        segments.subList(segments.size() - third, segments.size()),
                        segments.subList(segments.size() - lastSegments, segments.size())),
                ORDINARY);
    }

    /** Whether what was learnt of some segments finds the means of others ordinary. */
    private boolean ordinary(List<Segment> learnt, List<List<Segment>> others, double most) {
        if (learnt.size() < 2 * HealthyModelFit.BLOCKS) {
            return true;
        }
        HealthyModel model = HealthyModelFit.fit(variables, learnt, buffer.longestRuns());
        for (HealthyModel.Indicator indicator : model.indicators()) {
            for (List<Segment> other : others) {
                if (!indicator.ambient()
                        && Math.abs(mean(other, indicator) - indicator.level()) > most * indicator.slow()) {
                    return false;
                }
            }
        }
        return true;
    }

    private double mean(List<Segment> segments, HealthyModel.Indicator indicator) {
        int column = 0;
        while (!variables.get(column).name().equals(indicator.name())) {
            column++;
        }
        int place = column;
        return segments.stream()
                .filter(segment -> segment.known()[place])
                .mapToDouble(segment -> segment.means()[place])
                .average()
                .orElse(indicator.level());
    }
}
