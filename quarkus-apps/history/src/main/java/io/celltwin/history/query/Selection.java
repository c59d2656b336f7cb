package io.celltwin.history.query;

import io.celltwin.history.error.InvalidQueryException;
import io.celltwin.history.store.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Properties of things in a span of time, for an export.
 *
 * @param things ids
 * @param paths of properties; empty for all
 * @param range which points
 * @param parquet whether they are wanted as Parquet, else as CSV
 */
public record Selection(List<String> things, List<String> paths, TimeRange range, boolean parquet) {

    /** The names of its parameters. */
    public static final Set<String> PARAMETERS = Set.of("things", "paths", "from", "to", "format");

    private static final int MOST_THINGS = 50;

    /** @throws InvalidQueryException if the parameters make no sense */
    public static Selection of(QueryParameters parameters, Instant now) {
        List<String> things = parameters.list("things").stream().distinct().toList();
        if (things.isEmpty() || things.size() > MOST_THINGS) {
            throw new InvalidQueryException(
                    "'things' must name 1 to " + MOST_THINGS + " things, such as things=demo:pack-1,demo:pack-2.");
        }
        Instant from = TimeExpression.parse("from", parameters.required("from", "from=now-24h"), now);
        Instant to = TimeExpression.parse("to", parameters.required("to", "to=now"), now);
        if (!from.isBefore(to)) {
            throw new InvalidQueryException("'from' must lie before 'to', not " + from + " and " + to + ".");
        }
        String format = parameters.text("format").orElse("csv");
        if (!format.equals("csv") && !format.equals("parquet")) {
            throw new InvalidQueryException("'format' must be csv or parquet, not '" + Shortened.of(format) + "'.");
        }
        return new Selection(
                things,
                parameters.has("paths") ? PropertyPaths.several(parameters) : List.of(),
                new TimeRange(from, to),
                format.equals("parquet"));
    }
}
