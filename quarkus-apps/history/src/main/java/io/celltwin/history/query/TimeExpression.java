package io.celltwin.history.query;

import io.celltwin.history.error.InvalidQueryException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time as it is written in a query: an ISO-8601 time with its offset, {@code now}, or {@code now-24h}. */
final class TimeExpression {

    private static final Pattern RELATIVE = Pattern.compile("now(?:-(\\d{1,9})(ms|s|m|h|d|w))?");
    /** Times are kept as microseconds since 1970; nobody has measured anything before. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private TimeExpression() {}

    /**
     * Reads a time.
     *
     * @param name of the parameter, for the message
     * @param now what {@code now} means
     * @throws InvalidQueryException if it is none, or before 1970 or after 9999
     */
    static Instant parse(String name, String text, Instant now) {
        Matcher relative = RELATIVE.matcher(text);
        Instant time = relative.matches() ? relativeTo(now, relative) : absolute(name, text);
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new InvalidQueryException("'" + name + "' must lie between 1970 and 9999, not at " + time + ".");
        }
        return time;
    }

    private static Instant relativeTo(Instant now, Matcher relative) {
        return relative.group(1) == null
                ? now
                : now.minus(TimeUnits.of(Long.parseLong(relative.group(1)), relative.group(2)));
    }

    private static Instant absolute(String name, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidQueryException(
                    "'" + name + "' must be a time such as 2026-05-01T12:00:00Z, now or now-24h, not '"
                            + Shortened.of(text) + "'. A '+' in a URL is written %2B.");
        }
    }
}
