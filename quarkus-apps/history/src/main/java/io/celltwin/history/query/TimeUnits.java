package io.celltwin.history.query;

import io.celltwin.history.error.InvalidQueryException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Widths of time as they are written in a query: {@code 30s}, {@code 5m}, {@code 1h}, {@code 1d}, {@code 1w}, or ISO-8601. */
final class TimeUnits {

    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d|w)");
    private static final Pattern WEEKS = Pattern.compile("P(\\d{1,6})W");
    private static final Duration LONGEST = Duration.ofDays(3_660);

    private TimeUnits() {}

    /**
     * The width of a bucket.
     *
     * @throws InvalidQueryException if it is none, is shorter than a millisecond or longer than ten years
     */
    static Duration step(String text) {
        Duration step = width(text);
        if (step.compareTo(Duration.ofMillis(1)) < 0 || step.compareTo(LONGEST) > 0) {
            throw new InvalidQueryException(
                    "'step' must be between 1ms and ten years, not '" + Shortened.of(text) + "'.");
        }
        if (step.toNanosPart() % 1_000_000 != 0) {
            throw new InvalidQueryException("'step' must be a whole number of milliseconds, not '" + text + "'.");
        }
        return step;
    }

    private static Duration width(String text) {
        Matcher written = SHORT.matcher(text);
        if (written.matches()) {
            return of(Long.parseLong(written.group(1)), written.group(2));
        }
        Matcher weeks = WEEKS.matcher(text);
        if (weeks.matches()) {
            return of(Long.parseLong(weeks.group(1)), "w");
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeException | ArithmeticException e) {
            throw new InvalidQueryException(
                    "'step' must be a width such as 30s, 5m, 1h, 1d, 1w or PT1H, not '" + Shortened.of(text) + "'.");
        }
    }

    static Duration of(long number, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            case "w" -> Duration.ofDays(Math.multiplyExact(number, 7L));
            default -> throw new IllegalArgumentException(unit);
        };
    }
}
