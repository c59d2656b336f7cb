package io.celltwin.edge.search.index;

import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.search.query.Condition;
import io.celltwin.edge.search.query.SearchField;
import io.celltwin.edge.search.query.ValueOrder;
import java.util.Collection;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonValue;

/** The values of one field of all things in order, each with its thing. */
final class FieldIndex {
    /** Larger than all that a prefix begins: no character comes after it. */
    private static final char LAST = Character.MAX_VALUE;

    private final SearchField field;
    private final NavigableSet<Entry> entries = new TreeSet<>(
            Comparator.comparing(Entry::value, ValueOrder.ASCENDING).thenComparing(Entry::thingId));

    private volatile boolean complete;

    FieldIndex(SearchField field) {
        this.field = field;
    }

    SearchField field() {
        return field;
    }

    synchronized void add(Entity thing) {
        field.visit(
                thing,
                readable -> true,
                value -> entries.add(new Entry(indexed(value), thing.key().id())));
    }

    /** Takes over a change of a thing. */
    synchronized void update(Optional<Entity> before, Entity after) {
        before.flatMap(Entity::ifAlive)
                .ifPresent(former -> field.visit(
                        former,
                        readable -> true,
                        value -> entries.remove(
                                new Entry(indexed(value), former.key().id()))));
        after.ifAlive().ifPresent(this::add);
    }

    /** All things were added. */
    void complete() {
        complete = true;
    }

    boolean isComplete() {
        return complete;
    }

    /** Of a nested value only that it is there. */
    private static JsonValue indexed(JsonValue value) {
        if (value.isNull()) {
            return JsonFactory.nullLiteral();
        }
        return value.isObject() ? JsonFactory.newObject() : value.isArray() ? JsonFactory.newArray() : value;
    }

    /**
     * Adds to a collection the things that may fulfil a condition.
     *
     * @param condition one of a field's value
     * @param most how many at most
     * @return whether these were all; nothing if the index does not help
     */
    synchronized Optional<Boolean> collect(Condition condition, int most, Collection<String> found) {
        return range(condition).map(range -> {
            for (Entry entry : range) {
                if (found.size() >= most) {
                    return false;
                }
                found.add(entry.thingId());
            }
            return true;
        });
    }

    private Optional<SortedSet<Entry>> range(Condition condition) {
        if (condition instanceof Condition.Exists) {
            return Optional.of(entries);
        }
        if (condition instanceof Condition.Like like) {
            String prefix = like.pattern().prefix();
            return prefix.isEmpty()
                    ? Optional.empty()
                    : Optional.of(entries.subSet(
                            Entry.before(JsonValue.of(prefix)), Entry.before(JsonValue.of(prefix + LAST))));
        }
        if (condition instanceof Condition.Compared compared && isScalar(compared.value())) {
            JsonValue value = compared.value();
            return switch (compared.relation()) {
                case EQUAL -> Optional.of(entries.subSet(Entry.before(value), Entry.after(value)));
                case GREATER, GREATER_OR_EQUAL -> Optional.of(entries.tailSet(Entry.before(value)));
                case LESS, LESS_OR_EQUAL -> Optional.of(entries.headSet(Entry.after(value)));
                case NOT_EQUAL -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    private static boolean isScalar(JsonValue value) {
        return value.isNull() || !value.isObject() && !value.isArray();
    }

    private record Entry(JsonValue value, String thingId) {
        static Entry before(JsonValue value) {
            return new Entry(value, "");
        }

        static Entry after(JsonValue value) {
            return new Entry(value, String.valueOf(LAST));
        }
    }
}
