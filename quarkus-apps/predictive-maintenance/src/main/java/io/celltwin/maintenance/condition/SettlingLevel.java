package io.celltwin.maintenance.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Looks for the level of an indicator that comes back from a large excursion, as {@link Learner} looks for the first one: a level
 * is where the mean of the last third of some segments is ordinary for the mean of those before. A mean that still moves is none.
 *
 * <p>
 * Until it is found, whatever is left of the excursion within the allowance is excused.
 *
 * @param allowance how far from the former level the indicator may settle
 * @param segments means of the latest {@value OpenSegment#LENGTH} samples each, at most {@value #SEGMENTS}
 * @param sum of the samples since the last segment
 * @param count of these
 */
record SettlingLevel(double allowance, List<Double> segments, double sum, int count) {

    /** What is looked at: two minutes at a sample each second. */
    static final int SEGMENTS = 12;

    SettlingLevel {
        segments = List.copyOf(segments);
        if (!(allowance > 0 && Double.isFinite(allowance))
                || !Double.isFinite(sum)
                || count < 0
                || count >= OpenSegment.LENGTH
                || segments.size() > SEGMENTS
                || !segments.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("where a level settles makes no sense");
        }
    }

    static SettlingLevel within(double allowance) {
        return new SettlingLevel(allowance, List.of(), 0, 0);
    }

    /** What was seen does not count: the indicator went out of what is allowed, or was not known. */
    SettlingLevel begunAnew() {
        return within(allowance);
    }

    SettlingLevel with(double value) {
        if (count + 1 < OpenSegment.LENGTH) {
            return new SettlingLevel(allowance, segments, sum + value, count + 1);
        }
        List<Double> latest = new ArrayList<>(segments);
        latest.add((sum + value) / OpenSegment.LENGTH);
        return new SettlingLevel(allowance, latest.subList(Math.max(0, latest.size() - SEGMENTS), latest.size()), 0, 0);
    }

    /**
     * The level.
     *
     * @param ordinary by which two means of a settled indicator differ at most
     * @return empty while it moves, or was not seen long enough
     */
    OptionalDouble level(double ordinary) {
        int third = SEGMENTS / 3;
        if (segments.size() < SEGMENTS
                || Math.abs(mean(segments.subList(SEGMENTS - third, SEGMENTS))
                                - mean(segments.subList(0, SEGMENTS - third)))
                        > ordinary) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(mean(segments));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
