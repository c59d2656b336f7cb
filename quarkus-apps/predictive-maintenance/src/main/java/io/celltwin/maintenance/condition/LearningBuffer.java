package io.celltwin.maintenance.condition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What was seen of a machine that is being learnt, as segment means: at most {@value #MOST_SEGMENTS}. When there are more, each
 * two neighbours become one, so that a day needs no more memory than an hour.
 */
final class LearningBuffer {

    static final int MOST_SEGMENTS = 180;

    private final List<Variable> variables;
    private final List<Segment> segments;
    private final OpenSegment open;
    /** Length of the segments, in first segments. */
    private int unit;
    /** First segments that wait to become one of that length. */
    private final List<Segment> gathering;

    private final double[] last;
    private final int[] runs;
    private final int[] longestRuns;

    LearningBuffer(List<Variable> variables) {
        this(
                variables,
                new LearningState(
                        List.of(),
                        1,
                        List.of(),
                        List.of(),
                        new double[variables.size()],
                        new int[variables.size()],
                        new int[variables.size()]));
    }

    LearningBuffer(List<Variable> variables, LearningState state) {
        this.variables = List.copyOf(variables);
        this.segments = new ArrayList<>(state.segments());
        this.unit = state.unit();
        this.gathering = new ArrayList<>(state.gathering());
        this.open = new OpenSegment(
                state.openSamples().stream().map(Sample::toArray).toList());
        this.last = state.last().clone();
        this.runs = state.runs().clone();
        this.longestRuns = state.longestRuns().clone();
    }

    LearningState state() {
        return new LearningState(
                segments,
                unit,
                gathering,
                open.samples().stream().map(Sample::of).toList(),
                last.clone(),
                runs.clone(),
                longestRuns.clone());
    }

    /**
     * Takes the next sample.
     *
     * @return whether it completed a segment
     */
    boolean add(double[] sample) {
        countRuns(sample);
        open.add(sample);
        if (!open.full()) {
            return false;
        }
        gathering.add(open.close(variables, usualDeviations()));
        if (gathering.size() < unit) {
            return false;
        }
        segments.add(gathering.stream().reduce(Segment::with).orElseThrow());
        gathering.clear();
        if (segments.size() > MOST_SEGMENTS) {
            halve();
        }
        return true;
    }

    List<Segment> segments() {
        return List.copyOf(segments);
    }

    long samples() {
        return segments.stream().mapToLong(Segment::samples).sum();
    }

    /** Leaves at least so many of the latest samples out, if there are so many. */
    void forgetLatest(int samples) {
        int left = samples - open.samples().size();
        open.clear();
        left -= gathering.stream().mapToInt(Segment::samples).sum();
        gathering.clear();
        while (left > 0 && !segments.isEmpty()) {
            left -= segments.remove(segments.size() - 1).samples();
        }
    }

    /** Leaves the oldest ones out. */
    void forget(int count) {
        segments.subList(0, count).clear();
    }

    /** How many samples in a row were equal at most; 0 for a variable that never changed. */
    int[] longestRuns() {
        int[] longest = new int[variables.size()];
        for (int k = 0; k < longest.length; k++) {
            longest[k] = longestRuns[k] == 0 ? 0 : Math.max(longestRuns[k], runs[k]);
        }
        return longest;
    }

    private void countRuns(double[] sample) {
        for (int k = 0; k < sample.length; k++) {
            if (!Double.isFinite(sample[k])) {
                continue;
            }
            if (runs[k] > 0 && sample[k] != last[k]) {
                longestRuns[k] = Math.max(longestRuns[k], runs[k]);
                runs[k] = 0;
            }
            runs[k]++;
            last[k] = sample[k];
        }
    }

    private double[] usualDeviations() {
        double[] usual = new double[variables.size()];
        for (int k = 0; k < usual.length; k++) {
            int column = k;
            usual[k] = Math.sqrt(segments.stream()
                    .filter(segment -> segment.known()[column])
                    .mapToDouble(segment -> segment.variances()[column])
                    .average()
                    .orElse(0));
        }
        return usual;
    }

    private void halve() {
        List<Segment> longer = new ArrayList<>();
        for (int i = 0; i + 1 < segments.size(); i += 2) {
            longer.add(segments.get(i).with(segments.get(i + 1)));
        }
        if (segments.size() % 2 == 1) {
            gathering.add(segments.get(segments.size() - 1));
        }
        segments.clear();
        segments.addAll(longer);
        unit *= 2;
    }

    /** A sample whose unknown values are marked, because JSON has no number that is none. */
    record Sample(double[] values, boolean[] known) {

        Sample {
            if (values.length != known.length || !Arrays.stream(values).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("a sample makes no sense");
            }
        }

        static Sample of(double[] sample) {
            double[] values = new double[sample.length];
            boolean[] known = new boolean[sample.length];
            for (int k = 0; k < sample.length; k++) {
                known[k] = Double.isFinite(sample[k]);
                values[k] = known[k] ? sample[k] : 0;
            }
            return new Sample(values, known);
        }

        double[] toArray() {
            double[] sample = values.clone();
            for (int k = 0; k < sample.length; k++) {
                sample[k] = known[k] ? sample[k] : Double.NaN;
            }
            return sample;
        }
    }

    /** Where a buffer stands. */
    record LearningState(
            List<Segment> segments,
            int unit,
            List<Segment> gathering,
            List<Sample> openSamples,
            double[] last,
            int[] runs,
            int[] longestRuns) {

        LearningState {
            segments = List.copyOf(segments);
            gathering = List.copyOf(gathering);
            openSamples = List.copyOf(openSamples);
            int width = last.length;
            if (unit < 1
                    || runs.length != width
                    || longestRuns.length != width
                    || !Arrays.stream(last).allMatch(Double::isFinite)
                    || !openSamples.stream().allMatch(sample -> sample.values().length == width)
                    || !segments.stream().allMatch(segment -> segment.means().length == width)
                    || !gathering.stream().allMatch(segment -> segment.means().length == width)) {
                throw new IllegalArgumentException("what was learnt so far does not fit together");
            }
        }
    }
}
