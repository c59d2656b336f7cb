package io.celltwin.edge.search;

import io.celltwin.edge.access.ThingEnforcers;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.entity.EntityKind;
import io.celltwin.edge.search.index.SearchIndex;
import io.celltwin.edge.search.query.Condition;
import io.celltwin.edge.search.query.ConditionParser;
import io.celltwin.edge.search.query.ConditionTest;
import io.celltwin.edge.state.CommittedState;
import io.celltwin.edge.thing.ThingViews;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/**
 * Finds things in memory, at once as they are on disk. A value is looked at only if the asker may see it, so that a
 * search tells nothing that a read would not.
 *
 * <ol>
 * <li>The index gives candidates in the order of their ids, or all things are candidates.
 * <li>Each candidate is tested as it is now, by what the asker may see of it.
 * <li>In the order of ids the search ends when the page is full; in any other order the best are kept.
 * </ol>
 */
public final class ThingSearch {
    private final CommittedState state;
    private final SearchIndex index;
    private final ThingEnforcers enforcers;
    private final ThingViews views;

    public ThingSearch(CommittedState state, SearchIndex index, ThingEnforcers enforcers, ThingViews views) {
        this.state = state;
        this.index = index;
        this.enforcers = enforcers;
        this.views = views;
    }

    /**
     * Finds one page.
     *
     * @throws DittoRuntimeException if the request is not understood
     */
    public SearchPage page(SearchRequest request) {
        try {
            SearchOptions options = SearchOptions.parse(request.options().orElse(""));
            Optional<Cursor> cursor = options.cursor().map(Cursor::parse);
            cursor.ifPresent(last -> checkSameSearch(last, request, options));
            return page(request, options, cursor);
        } catch (DittoRuntimeException e) {
            throw e.setDittoHeaders(request.headers());
        }
    }

    private static void checkSameSearch(Cursor cursor, SearchRequest request, SearchOptions options) {
        if (options.limit().isPresent()) {
            throw Cursor.invalid("The options 'cursor' and 'limit' must not be used together.");
        }
        if (request.filter().isPresent() && !request.filter().equals(cursor.filter())) {
            throw Cursor.invalid("The parameter 'filter' must not differ from the original query of the cursor.");
        }
        if (!options.sort().isEmpty()
                && !SearchOptions.unambiguous(options.sort()).equals(cursor.sort())) {
            throw Cursor.invalid("The option 'sort' must not differ from the original query of the cursor.");
        }
    }

    private SearchPage page(SearchRequest request, SearchOptions options, Optional<Cursor> cursor) {
        Optional<String> filter = cursor.isPresent() ? cursor.get().filter() : request.filter();
        Optional<Set<String>> namespaces = cursor.isPresent() ? cursor.get().namespaces() : request.namespaces();
        List<SortKey> sort = cursor.map(Cursor::sort).orElseGet(() -> SearchOptions.unambiguous(options.sort()));
        Reader reader = new Reader(enforcers, request.who());
        Condition condition = condition(filter, request);
        int wanted = options.offset() + options.count() + 1;
        List<Found> found = sort.get(0).equals(SortKey.BY_ID)
                ? inOrderOfIds(matching(condition, namespaces, reader, idOf(cursor)), wanted)
                : sorted(matching(condition, namespaces, reader, Optional.empty()), sort, cursor, wanted);
        List<Found> page =
                found.stream().skip(options.offset()).limit(options.count()).toList();
        boolean more = found.size() == wanted && !page.isEmpty();
        List<JsonObject> items = page.stream()
                .map(one -> views.of(one.thing(), request.fields(), request.who(), state)
                        .orElseGet(JsonObject::empty))
                .toList();
        boolean byOffset = cursor.isEmpty() && options.size().isEmpty();
        long nextOffset = more ? (long) options.offset() + options.count() : SearchPage.NO_NEXT_PAGE;
        return new SearchPage(
                items,
                page.stream().map(one -> one.thing().key().id()).toList(),
                byOffset ? Optional.of(nextOffset) : Optional.empty(),
                more && options.limit().isEmpty()
                        ? Optional.of(new Cursor(
                                        filter,
                                        namespaces,
                                        sort,
                                        page.get(page.size() - 1).values(sort))
                                .text())
                        : Optional.empty());
    }

    /**
     * The same search from after a thing on: as the thing is now, or in the order of ids if it is gone.
     *
     * @throws DittoRuntimeException if the request is not understood
     */
    public SearchRequest after(SearchRequest request, String thingId) {
        List<SortKey> sort = SearchOptions.unambiguous(
                SearchOptions.parse(request.options().orElse("")).sort());
        Reader reader = new Reader(enforcers, request.who());
        List<JsonValue> values = state.alive(new EntityKey(EntityKind.THING, thingId))
                .flatMap(thing -> reader.rights(thing).map(rights -> new Found(thing, rights)))
                .map(found -> found.values(sort))
                .orElseGet(() -> sort.stream()
                        .map(key -> key.isById() ? JsonValue.of(thingId) : JsonValue.nullLiteral())
                        .toList());
        Cursor cursor = new Cursor(request.filter(), request.namespaces(), sort, values);
        return request.after(cursor.text(), Optional.empty());
    }

    private static Condition condition(Optional<String> filter, SearchRequest request) {
        return filter.map(rql -> ConditionParser.parse(rql, request.headers())).orElse(Condition.EVERYTHING);
    }

    /** The id after which to go on. */
    private static Optional<String> idOf(Optional<Cursor> cursor) {
        return cursor.map(last -> last.values().get(last.values().size() - 1)).map(JsonValue::asString);
    }

    private static List<Found> inOrderOfIds(Stream<Found> matching, int wanted) {
        return matching.limit(wanted).toList();
    }

    private static List<Found> sorted(Stream<Found> matching, List<SortKey> sort, Optional<Cursor> cursor, int wanted) {
        Comparator<Sorted> order = (one, other) -> compare(one.values(), other.values(), sort);
        PriorityQueue<Sorted> best = new PriorityQueue<>(order.reversed());
        matching.map(found -> new Sorted(found, found.values(sort)))
                .filter(found ->
                        cursor.isEmpty() || compare(found.values(), cursor.get().values(), sort) > 0)
                .forEach(found -> {
                    if (best.size() < wanted) {
                        best.add(found);
                    } else if (order.compare(found, best.peek()) < 0) {
                        best.poll();
                        best.add(found);
                    }
                });
        List<Sorted> sorted = new ArrayList<>(best);
        sorted.sort(order);
        return sorted.stream().map(Sorted::found).toList();
    }

    private static int compare(List<JsonValue> one, List<JsonValue> other, List<SortKey> sort) {
        for (int i = 0; i < sort.size(); i++) {
            int order = sort.get(i).compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /**
     * Counts what is found.
     *
     * @throws DittoRuntimeException if the request is not understood
     */
    public long count(SearchRequest request) {
        Reader reader = new Reader(enforcers, request.who());
        return matching(condition(request.filter(), request), request.namespaces(), reader, Optional.empty())
                .count();
    }

    private Stream<Found> matching(
            Condition condition, Optional<Set<String>> namespaces, Reader reader, Optional<String> afterId) {
        NavigableSet<String> ids = index.candidates(condition).orElseGet(index::ids);
        return (afterId.isPresent() ? ids.tailSet(afterId.get(), false) : ids)
                .stream()
                        .map(id -> new EntityKey(EntityKind.THING, id))
                        .filter(key -> namespaces.isEmpty() || namespaces.get().contains(key.namespace()))
                        .flatMap(key -> state.alive(key).stream())
                        .flatMap(thing -> reader.rights(thing).map(rights -> new Found(thing, rights)).stream())
                        .filter(found -> ConditionTest.holds(condition, found.thing(), found.readable()));
    }

    /** A thing that was found, with what the asker may see of it. */
    private record Found(Entity thing, Predicate<JsonPointer> readable) {
        List<JsonValue> values(List<SortKey> sort) {
            return sort.stream()
                    .map(key -> key.field().sortValue(thing, readable, key.ascending()))
                    .toList();
        }
    }

    private record Sorted(Found found, List<JsonValue> values) {}
}
