package io.celltwin.history.query;

import io.celltwin.history.error.InvalidQueryException;
import io.celltwin.history.store.Buckets;
import io.celltwin.history.store.PageOrder;
import io.celltwin.history.store.PointPlace;
import io.celltwin.history.store.StoredSeries;
import io.celltwin.history.store.TimeRange;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What is asked of one or more series.
 *
 * @param range which points
 * @param step width of buckets; empty for points as they are, or for one value of all
 * @param function what is made of the points; empty for points as they are
 * @param fill what stands in empty buckets; they are left out if it is empty
 * @param percentile 0 to 100, with {@link Function#PERCENTILE}
 * @param zone to whose clocks buckets are aligned
 * @param limit points of a page
 * @param cursor behind which place the page begins
 * @param ascending oldest first
 * @param tags values that tags must have
 * @param milliseconds whether times are told as milliseconds since 1970 instead of ISO-8601
 */
public record TimeSeriesQuery(
        TimeRange range,
        Optional<Duration> step,
        Optional<Function> function,
        Optional<FillStrategy> fill,
        OptionalDouble percentile,
        ZoneId zone,
        int limit,
        Optional<String> cursor,
        boolean ascending,
        Map<String, String> tags,
        boolean milliseconds) {

    /** The parameters of every read. */
    public static final Set<String> COMMON =
            Set.of("from", "to", "step", "agg", "percentile", "fill", "tz", "tagFilter", "timeFormat");

    /** Those of raw reads of one property. */
    static final Set<String> PAGING = Set.of("limit", "cursor", "order");

    /** The points of a page where the caller does not say. */
    static final int USUAL_LIMIT = 1_000;

    /** The most points of a page, and buckets of a series. */
    public static final int MOST_ENTRIES = 10_000;

    /** Keeps a copy of the tags. */
    public TimeSeriesQuery {
        tags = Map.copyOf(tags);
    }

    /** The names of the parameters of reads of things. */
    public static Set<String> parameters() {
        Set<String> names = new HashSet<>(COMMON);
        names.addAll(PAGING);
        names.add("paths");
        return names;
    }

    /**
     * Reads the parameters.
     *
     * @param now what {@code now} means in all of them
     * @param oneProperty whether one property is asked for, so that it can be paged
     * @throws InvalidQueryException if they make no sense
     */
    public static TimeSeriesQuery of(QueryParameters parameters, Instant now, boolean oneProperty) {
        Instant from = TimeExpression.parse("from", parameters.required("from", "from=now-24h"), now);
        Instant to = TimeExpression.parse("to", parameters.required("to", "to=now"), now);
        if (!from.isBefore(to)) {
            throw new InvalidQueryException("'from' must lie before 'to', not " + from + " and " + to + ".");
        }
        TimeSeriesQuery query = new TimeSeriesQuery(
                new TimeRange(from, to),
                parameters.text("step").map(TimeUnits::step),
                function(parameters),
                parameters.text("fill").map(FillStrategy::of),
                percentile(parameters),
                parameters.text("tz").map(TimeSeriesQuery::zone).orElseGet(() -> ZoneId.of("UTC")),
                parameters.number("limit", 1, MOST_ENTRIES).orElse(USUAL_LIMIT),
                parameters.text("cursor"),
                ascending(parameters),
                tags(parameters),
                milliseconds(parameters));
        query.cursor().ifPresent(PageCursor::parse);
        query.check(parameters, oneProperty);
        return query;
    }

    private static Optional<Function> function(QueryParameters parameters) {
        Optional<Function> said = parameters.text("agg").map(Function::of);
        // Buckets hold one value: their mean, unless another is asked for.
        return said.isEmpty() && parameters.text("step").isPresent() ? Optional.of(Function.AVG) : said;
    }

    private static OptionalDouble percentile(QueryParameters parameters) {
        Optional<String> text = parameters.text("percentile");
        boolean asked = parameters.text("agg").filter("percentile"::equals).isPresent();
        if (text.isEmpty()) {
            if (asked) {
                throw new InvalidQueryException("'percentile' is needed with agg=percentile, such as percentile=95.");
            }
            return OptionalDouble.empty();
        }
        if (!asked) {
            throw new InvalidQueryException("'percentile' goes with agg=percentile alone.");
        }
        if (text.get().matches("\\d{1,3}(\\.\\d{1,9})?")) {
            double number = Double.parseDouble(text.get());
            if (number <= 100) {
                return OptionalDouble.of(number);
            }
        }
        throw new InvalidQueryException(
                "'percentile' must be a number from 0 to 100, not '" + Shortened.of(text.get()) + "'.");
    }

    static ZoneId zone(String text) {
        if (text.equals("UTC") || ZoneId.getAvailableZoneIds().contains(text)) {
            try {
                return ZoneId.of(text);
            } catch (DateTimeException e) {
                throw new InvalidQueryException("'tz' names the zone " + text + ", which this machine does not know.");
            }
        }
        throw new InvalidQueryException(
                "'tz' must be an IANA zone such as Europe/Berlin, not '" + Shortened.of(text) + "'.");
    }

    private static boolean ascending(QueryParameters parameters) {
        String order = parameters.text("order").orElse("asc");
        if (!order.equals("asc") && !order.equals("desc")) {
            throw new InvalidQueryException("'order' must be asc or desc, not '" + Shortened.of(order) + "'.");
        }
        return order.equals("asc");
    }

    private static Map<String, String> tags(QueryParameters parameters) {
        Map<String, String> tags = new HashMap<>();
        for (String tag : parameters.list("tagFilter")) {
            int colon = tag.indexOf(':');
            if (colon < 1 || colon == tag.length() - 1) {
                throw new InvalidQueryException(
                        "'tagFilter' must be like attributes/building:A,attributes/line:1, not '" + Shortened.of(tag)
                                + "'.");
            }
            String path = tag.startsWith("/") ? tag.substring(1, colon) : tag.substring(0, colon);
            String before = tags.put(path, tag.substring(colon + 1));
            if (before != null && !before.equals(tag.substring(colon + 1))) {
                throw new InvalidQueryException(
                        "'tagFilter' wants two values of " + Shortened.of(path) + ": none has both.");
            }
        }
        return tags;
    }

    private static boolean milliseconds(QueryParameters parameters) {
        String format = parameters.text("timeFormat").orElse("iso");
        if (!format.equals("iso") && !format.equals("ms")) {
            throw new InvalidQueryException("'timeFormat' must be iso or ms, not '" + Shortened.of(format) + "'.");
        }
        return format.equals("ms");
    }

    private void check(QueryParameters parameters, boolean oneProperty) {
        if (step.isEmpty() && function.filter(Function::perBucket).isPresent()) {
            throw new InvalidQueryException("agg=" + function.get().id() + " needs a 'step', such as step=1h.");
        }
        if (step.isPresent()
                && function.filter(each -> each.aggregation().isEmpty()).isPresent()) {
            throw new InvalidQueryException(
                    "agg=" + function.get().id() + " is made of the points one after another: leave 'step' out.");
        }
        if (fill.isPresent() && step.isEmpty()) {
            throw new InvalidQueryException("'fill' fills buckets, so it needs a 'step', such as step=1h.");
        }
        for (String paging : PAGING) {
            if (parameters.text(paging).isPresent() && (function.isPresent() || !oneProperty)) {
                throw new InvalidQueryException(
                        "'" + paging
                                + "' is for points of one property as they are: without step, agg and fill, and with one path.");
            }
        }
        if (parameters.text("tz").isPresent() && step.isEmpty()) {
            throw new InvalidQueryException("'tz' says where buckets begin, so it needs a 'step', such as step=1d.");
        }
        step.ifPresent(width -> {
            long buckets = Duration.between(range.from(), range.to()).dividedBy(width);
            if (buckets >= MOST_ENTRIES) {
                throw new InvalidQueryException(
                        "These are more than " + MOST_ENTRIES + " buckets: take a wider 'step' or a shorter time.");
            }
        });
    }

    /** How time is divided, with a step. */
    Optional<Buckets> buckets() {
        return step.map(width -> new Buckets(width, zone));
    }

    /** Which page is asked for. */
    PageOrder page() {
        Optional<PointPlace> after = cursor.map(PageCursor::parse);
        return new PageOrder(ascending, after, limit);
    }

    /** Whether a series has the tags that are asked for. */
    boolean wants(StoredSeries series) {
        return tags.entrySet().stream()
                .allMatch(tag -> tag.getValue().equals(series.tags().get(tag.getKey())));
    }
}
