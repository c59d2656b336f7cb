package io.celltwin.history.query;

import io.celltwin.history.error.InvalidQueryException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of the things of one namespace.
 *
 * @param namespace which
 * @param paths of properties
 * @param query range, step and function
 * @param groupBy by what results are divided: the thing, the property, tags
 * @param filter over tags
 * @param maxGroups more fail the request
 */
public record NamespaceQuery(
        String namespace,
        List<String> paths,
        TimeSeriesQuery query,
        List<String> groupBy,
        Optional<TagFilter> filter,
        int maxGroups) {

    private static final int USUAL_GROUPS = 1_000;
    private static final int MOST_GROUPS = 10_000;
    private static final int MOST_GROUPINGS = 10;

    /** The names of its parameters. */
    public static Set<String> parameters() {
        Set<String> names = new HashSet<>(TimeSeriesQuery.COMMON);
        names.addAll(Set.of("namespaces", "paths", "groupBy", "filter", "maxGroups"));
        names.remove("percentile");
        return names;
    }

    /** @throws InvalidQueryException if the parameters make no sense */
    public static NamespaceQuery of(QueryParameters parameters, Instant now) {
        List<String> namespaces = parameters.list("namespaces");
        if (namespaces.size() != 1) {
            throw new InvalidQueryException("'namespaces' must name one namespace, such as namespaces=demo.");
        }
        if (parameters.text("step").isEmpty() || parameters.text("agg").isEmpty()) {
            throw new InvalidQueryException(
                    "Many things are read by buckets alone: give 'step' and 'agg', such as" + " step=1h&agg=avg.");
        }
        TimeSeriesQuery query = TimeSeriesQuery.of(parameters, now, false);
        if (!query.function().orElseThrow().perBucket()) {
            throw new InvalidQueryException(
                    "'agg' must be one of avg, min, max, sum, count, first, last, stddev for many" + " things.");
        }
        List<String> groupBy = parameters.list("groupBy");
        if (groupBy.size() > MOST_GROUPINGS || new HashSet<>(groupBy).size() < groupBy.size()) {
            throw new InvalidQueryException("'groupBy' takes at most " + MOST_GROUPINGS + " different fields.");
        }
        return new NamespaceQuery(
                namespaces.get(0),
                PropertyPaths.several(parameters),
                query,
                groupBy.stream().map(NamespaceQuery::field).toList(),
                parameters.text("filter").map(TagFilter::of),
                parameters.number("maxGroups", 1, MOST_GROUPS).orElse(USUAL_GROUPS));
    }

    private static String field(String text) {
        String field = text.startsWith("/") ? text.substring(1) : text;
        if (field.equals("thingId") || field.equals("path") || field.matches("(attributes|features)/.+")) {
            return field;
        }
        throw new InvalidQueryException(
                "'groupBy' must be thingId, path or the path of a tag such as attributes/building," + " not '"
                        + Shortened.of(text) + "'.");
    }
}
