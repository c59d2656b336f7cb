package io.celltwin.history.query;

import io.celltwin.history.error.InvalidQueryException;
import io.celltwin.history.store.Buckets;
import io.celltwin.history.store.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How complete the values of things are, by day.
 *
 * @param things ids
 * @param paths of the properties that are due
 * @param range whole intervals of it count, up to now
 * @param intervals one value of each property is due in each
 */
public record CompletenessQuery(List<String> things, List<String> paths, TimeRange range, Buckets intervals) {

    /** The names of its parameters. */
    public static final Set<String> PARAMETERS = Set.of("things", "paths", "from", "to", "interval", "tz");

    private static final int MOST_THINGS = 50;
    private static final String USUAL_INTERVAL = "10m";

    /** @throws InvalidQueryException if the parameters make no sense */
    public static CompletenessQuery of(QueryParameters parameters, Instant now) {
        List<String> things = parameters.list("things").stream().distinct().toList();
        if (things.isEmpty() || things.size() > MOST_THINGS) {
            throw new InvalidQueryException(
                    "'things' must name 1 to " + MOST_THINGS + " things, such as things=demo:pack-1,demo:pack-2.");
        }
        Instant from = TimeExpression.parse("from", parameters.required("from", "from=now-7d"), now);
        Instant to = TimeExpression.parse("to", parameters.required("to", "to=now"), now);
        if (!from.isBefore(to)) {
            throw new InvalidQueryException("'from' must lie before 'to', not " + from + " and " + to + ".");
        }
        Duration interval = TimeUnits.step(parameters.text("interval").orElse(USUAL_INTERVAL));
        if (interval.compareTo(Duration.ofSeconds(1)) < 0 || interval.compareTo(Duration.ofDays(1)) > 0) {
            throw new InvalidQueryException("'interval' must be between 1s and 1d.");
        }
        if (Duration.between(from, to).dividedBy(interval) >= TimeSeriesQuery.MOST_ENTRIES) {
            throw new InvalidQueryException("These are more than " + TimeSeriesQuery.MOST_ENTRIES
                    + " intervals: take a wider 'interval' or a shorter time.");
        }
        ZoneId zone = parameters.text("tz").map(TimeSeriesQuery::zone).orElseGet(() -> ZoneId.of("UTC"));
        return new CompletenessQuery(
                things,
                PropertyPaths.several(parameters).stream().distinct().toList(),
                new TimeRange(from, to.isAfter(now) ? now : to),
                new Buckets(interval, zone));
    }

    /**
     * The same query of a thing that has not been there for the whole time: nothing is due before it was made.
     *
     * @param made when that was
     * @return empty if it was made after all that is asked for
     */
    public Optional<CompletenessQuery> since(Instant made) {
        if (!made.isAfter(range.from())) {
            return Optional.of(this);
        }
        return made.isBefore(range.to())
                ? Optional.of(new CompletenessQuery(things, paths, new TimeRange(made, range.to()), intervals))
                : Optional.empty();
    }
}
