package io.celltwin.edge.search;

import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.rql.Rql;
import io.celltwin.edge.state.CommittedState;
import io.celltwin.edge.thing.ThingViews;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.placeholders.PlaceholderFactory;
import org.eclipse.ditto.placeholders.TimePlaceholder;
import org.eclipse.ditto.rql.query.criteria.Criteria;
import org.eclipse.ditto.rql.query.things.ThingPredicateVisitor;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingsModelFactory;

/**
 * Finds things in memory, at once as they are on disk. A thing is judged by what the asker may see of it, so that a
 * search tells nothing that a read would not.
 */
public final class ThingSearch {
    private final CommittedState state;
    private final ThingViews views;

    public ThingSearch(CommittedState state, ThingViews views) {
        this.state = state;
        this.views = views;
    }

    /**
     * Finds one page.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if the request is not understood
     */
    public SearchPage page(SearchRequest request) {
        SearchOptions options = SearchOptions.parse(request.options().orElse(""));
        String fingerprint = request.fingerprint(options);
        Optional<Cursor> cursor = options.cursor().map(text -> Cursor.parse(text, fingerprint));
        Stream<Found> sorted =
                matching(request).map(found -> found.sortedBy(options.sort())).sorted(order(options.sort()));
        List<Found> rest = cursor.map(last -> sorted.filter(found -> isAfter(found, last, options.sort())))
                .orElse(sorted)
                .limit(options.size() + 1L)
                .toList();
        List<Found> page = rest.subList(0, Math.min(options.size(), rest.size()));
        Optional<String> next = rest.size() > page.size()
                ? Optional.of(page.get(page.size() - 1).cursor(fingerprint))
                : Optional.empty();
        List<JsonObject> items =
                page.stream().map(found -> shown(found, request)).toList();
        return new SearchPage(items, next);
    }

    /**
     * Counts what is found.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if the request is not understood
     */
    public long count(SearchRequest request) {
        return matching(request).count();
    }

    private Stream<Found> matching(SearchRequest request) {
        Predicate<Thing> filter = predicate(request);
        boolean everything = request.filter().isEmpty();
        return state.things()
                .filter(thing -> request.namespaces().isEmpty()
                        || request.namespaces().contains(thing.key().namespace()))
                .flatMap(
                        thing -> views
                                .complete(thing, request.who(), state)
                                .map(visible -> new Found(thing, visible, List.of()))
                                .stream())
                .filter(found -> everything || filter.test(ThingsModelFactory.newThing(found.visible())));
    }

    private static Predicate<Thing> predicate(SearchRequest request) {
        Criteria criteria = Rql.parse(request.filter().orElse(null), request.headers(), TimePlaceholder.getInstance());
        return ThingPredicateVisitor.apply(
                criteria, PlaceholderFactory.newPlaceholderResolver(TimePlaceholder.getInstance(), new Object()));
    }

    private JsonObject shown(Found found, SearchRequest request) {
        return views.of(found.thing(), request.fields(), request.who(), state).orElseGet(JsonObject::empty);
    }

    private static Comparator<Found> order(List<SortKey> keys) {
        return (one, other) -> compare(one, other.sortValues(), other.id(), keys);
    }

    private static boolean isAfter(Found found, Cursor cursor, List<SortKey> keys) {
        return compare(found, cursor.values(), cursor.thingId(), keys) > 0;
    }

    private static int compare(Found one, List<JsonValue> otherValues, String otherId, List<SortKey> keys) {
        for (int i = 0; i < keys.size(); i++) {
            int order = keys.get(i).compare(one.sortValues().get(i), otherValues.get(i));
            if (order != 0) {
                return order;
            }
        }
        return one.id().compareTo(otherId);
    }

    /** A thing that was found, with what the asker may see of it. */
    private record Found(Entity thing, JsonObject visible, List<JsonValue> sortValues) {
        String id() {
            return thing.key().id();
        }

        Found sortedBy(List<SortKey> keys) {
            return new Found(
                    thing,
                    visible,
                    keys.stream().map(key -> key.valueIn(visible)).toList());
        }

        String cursor(String fingerprint) {
            return new Cursor(fingerprint, sortValues, id()).text();
        }
    }
}
