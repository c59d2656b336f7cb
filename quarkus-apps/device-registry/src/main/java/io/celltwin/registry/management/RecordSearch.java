package io.celltwin.registry.management;

import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.net.HttpURLConnection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.hono.client.ClientErrorException;
import org.eclipse.hono.service.management.Filter;
import org.eclipse.hono.service.management.SearchResult;
import org.eclipse.hono.service.management.Sort;

/**
 * A search as Hono's registry management API describes it.
 *
 * @param filters all must match
 * @param sortOptions the first weighs most; by id if there is none
 * @param pageSize the most records in an answer
 * @param pageOffset the number of pages to skip
 */
record RecordSearch(List<Filter> filters, List<Sort> sortOptions, int pageSize, int pageOffset) {

    private record Candidate<T>(T value, JsonObject document) {}

    /**
     * The page of matching records.
     *
     * @param records records that become JSON as the API shows them
     * @throws ClientErrorException 404 if none matches, as the API demands
     */
    <T> SearchResult<T> in(Stream<T> records) {
        List<FilterMatcher> matchers = filters.stream().map(FilterMatcher::new).toList();
        List<Candidate<T>> matching = records.map(value -> new Candidate<>(value, JsonObject.mapFrom(value)))
                .filter(candidate -> matchers.stream().allMatch(matcher -> matcher.test(candidate.document())))
                .sorted(Comparator.comparing(Candidate::document, order()))
                .toList();
        if (matching.isEmpty()) {
            throw new ClientErrorException(HttpURLConnection.HTTP_NOT_FOUND, "nothing matches");
        }
        return new SearchResult<>(
                matching.size(),
                matching.stream()
                        .skip((long) pageOffset * pageSize)
                        .limit(pageSize)
                        .map(Candidate::value)
                        .toList());
    }

    private Comparator<JsonObject> order() {
        Comparator<JsonObject> byId = Comparator.comparing(document -> document.getString("id"));
        return sortOptions.stream()
                .map(RecordSearch::order)
                .reduce(Comparator::thenComparing)
                .map(order -> order.thenComparing(byId))
                .orElse(byId);
    }

    private static Comparator<JsonObject> order(Sort sort) {
        JsonPointer field = sort.getField();
        Comparator<JsonObject> ascending = Comparator.comparing(field::queryJson, RecordSearch::compare);
        return sort.isAscending() ? ascending : ascending.reversed();
    }

    /** Missing values first, then numbers by size, then all else by its text. */
    private static int compare(Object one, Object other) {
        if (one instanceof Number first && other instanceof Number second) {
            return Double.compare(first.doubleValue(), second.doubleValue());
        }
        int byKind = Integer.compare(kind(one), kind(other));
        return byKind != 0 || one == null ? byKind : one.toString().compareTo(other.toString());
    }

    private static int kind(Object value) {
        if (value == null) {
            return 0;
        }
        return value instanceof Number ? 1 : 2;
    }
}
