package io.celltwin.history.store;

import io.celltwin.history.point.Microseconds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides time into buckets that begin at whole multiples of the step by the clocks of a zone; weeks begin on Monday.
 *
 * <p>
 * A bucket is named by its key. Where the step divides an hour the key is the bucket's begin, in microseconds since 1970; so
 * the hour that clocks show twice in autumn is two hours. Else the key is what the clocks show at its begin, read as if it
 * were UTC; so a day, or six hours, are one bucket when clocks are changed within, an hour shorter or longer.
 *
 * @param step width
 * @param zone whose clocks
 */
public record Buckets(Duration step, ZoneId zone) {

    private static final long HOUR_US = Duration.ofHours(1).toSeconds() * 1_000_000;
    private static final long DAY_US = 24 * HOUR_US;
    private static final long WEEK_US = 7 * DAY_US;
    /** 1970-01-01 was a Thursday. */
    private static final long MONDAY_TO_THURSDAY_US = 3 * DAY_US;

    /** The step in microseconds. */
    public long stepUs() {
        return Math.addExact(Math.multiplyExact(step.toSeconds(), 1_000_000L), step.toNanosPart() / 1_000);
    }

    /** Whether keys are what clocks show, not times. */
    boolean byClock() {
        return HOUR_US % stepUs() != 0;
    }

    private long shiftUs() {
        return stepUs() % WEEK_US == 0 ? MONDAY_TO_THURSDAY_US : 0;
    }

    /** The key of the bucket that a time falls into. */
    public long keyOf(Instant time) {
        long offset = offsetUs(zone.getRules().getOffset(time));
        long shown = Microseconds.of(time) + offset + shiftUs();
        long begin = shown - Math.floorMod(shown, stepUs()) - shiftUs();
        return byClock() ? begin : begin - offset;
    }

    /** The key of the bucket behind the one of that key. */
    public long next(long key) {
        return byClock() ? key + stepUs() : keyOf(Microseconds.toInstant(key + stepUs()));
    }

    /** When the bucket of that key begins. */
    public Instant begin(long key) {
        Instant time = Microseconds.toInstant(key);
        return byClock()
                ? LocalDateTime.ofInstant(time, ZoneOffset.UTC).atZone(zone).toInstant()
                : time;
    }

    /**
     * An SQL expression for the key of a time.
     *
     * @param column of microseconds since 1970, none before
     * @param range within which the times are
     */
    public String sql(String column, TimeRange range) {
        String offset = offsetSql(column, range);
        String shown = "(" + column + " + " + offset + " + " + shiftUs() + ")";
        String begin = shown + " - " + shown + " % " + stepUs() + " - " + shiftUs();
        return byClock() ? begin : begin + " - " + offset;
    }

    private String offsetSql(String column, TimeRange range) {
        List<ZoneOffsetTransition> transitions = new ArrayList<>();
        Instant at = range.from();
        while (true) {
            ZoneOffsetTransition next = zone.getRules().nextTransition(at);
            if (next == null || !next.getInstant().isBefore(range.to())) {
                break;
            }
            transitions.add(next);
            at = next.getInstant();
        }
        if (transitions.isEmpty()) {
            return Long.toString(offsetUs(zone.getRules().getOffset(range.from())));
        }
        StringBuilder sql = new StringBuilder("CASE");
        for (ZoneOffsetTransition transition : transitions) {
            sql.append(" WHEN ")
                    .append(column)
                    .append(" < ")
                    .append(Microseconds.of(transition.getInstant()))
                    .append(" THEN ")
                    .append(offsetUs(transition.getOffsetBefore()));
        }
        return "("
                + sql.append(" ELSE ")
                        .append(offsetUs(transitions.get(transitions.size() - 1).getOffsetAfter()))
                        .append(" END)");
    }

    private static long offsetUs(ZoneOffset offset) {
        return offset.getTotalSeconds() * 1_000_000L;
    }
}
