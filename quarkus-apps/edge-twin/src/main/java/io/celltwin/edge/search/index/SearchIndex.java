package io.celltwin.edge.search.index;

import io.celltwin.edge.entity.Change;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.entity.EntityKind;
import io.celltwin.edge.search.query.Condition;
import io.celltwin.edge.search.query.SearchField;
import io.celltwin.edge.state.TwinEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import org.eclipse.ditto.json.JsonValue;

/**
 * Finds the things that may fulfil a condition.
 *
 * <p>
 * <b>Idea.</b> A plant's things have thousands of fields, and a few of them are searched by. So a field is indexed when
 * it is first searched by, which takes as long as one look at all things, and from then on with each change. Fields
 * that nobody searches by cost neither memory nor time. The field searched by longest ago makes room for a new one.
 *
 * <p>
 * <b>To find candidates</b>
 * <ol>
 * <li>Of a conjunction take the part with the fewest candidates: first among the parts whose field is indexed already,
 * and only if these leave many, index the fields of others.
 * <li>Of a disjunction take the candidates of all parts, if each has some.
 * <li>Of anything else, or when the candidates are a large part of all things, look at all of them.
 * </ol>
 *
 * <p>
 * <b>Invariants.</b> Every thing that fulfils a condition is among its candidates, as soon as its change is shown.
 * Candidates may be too many: who asks tests each one against the thing as it is, and against what the asker may see.
 *
 * <p>
 * Written by the commit thread, before a change is answered; read by anybody.
 */
public final class SearchIndex {
    private static final int MOST_FIELDS = 24;
    /** So few candidates need no further index. */
    private static final int FEW = 256;
    /** Candidates are worth while up to this part of all things. */
    private static final int WORTHWHILE_PART = 4;

    private static final int LEAST_WORTHWHILE = 1_024;

    private final NavigableSet<String> ids = new ConcurrentSkipListSet<>();
    private final Function<EntityKey, Optional<Entity>> things;
    /** In the order of their last use. Guarded by itself. */
    private final Map<SearchField, FieldIndex> fields = new LinkedHashMap<>(16, 0.75f, true);
    /** The same for the commit thread, which must not wait. */
    private volatile List<FieldIndex> maintained = List.of();

    /** @param things the thing of a key, if there is one now */
    public SearchIndex(Function<EntityKey, Optional<Entity>> things) {
        this.things = things;
    }

    /** Takes over an entity that was there at the start. */
    public void load(Entity entity) {
        if (entity.key().kind() == EntityKind.THING && !entity.deleted()) {
            ids.add(entity.key().id());
        }
    }

    /** Takes over a change that everybody can see already. */
    public void update(TwinEvent event) {
        Change change = event.change();
        if (change.key().kind() != EntityKind.THING) {
            return;
        }
        if (event.after().deleted()) {
            ids.remove(change.key().id());
        } else if (change.path().isEmpty()) {
            ids.add(change.key().id());
        }
        for (FieldIndex index : maintained) {
            if (index.field().isTouchedBy(change.path())) {
                index.update(event.before(), event.after());
            }
        }
    }

    /** The ids of all things, in order. */
    public NavigableSet<String> ids() {
        return ids;
    }

    /**
     * The ids of the things that may fulfil a condition, in order.
     *
     * @return nothing if all things have to be looked at
     */
    public Optional<NavigableSet<String>> candidates(Condition condition) {
        int most = Math.max(LEAST_WORTHWHILE, ids.size() / WORTHWHILE_PART);
        return candidates(condition, most, true);
    }

    private Optional<NavigableSet<String>> candidates(Condition condition, int most, boolean mayIndex) {
        if (condition instanceof Condition.All all) {
            return ofAll(all.parts(), most, mayIndex);
        }
        if (condition instanceof Condition.Any any) {
            return ofAny(any.parts(), most, mayIndex);
        }
        if (condition instanceof Condition.OneOf oneOf) {
            return ofAny(
                    oneOf.values().stream()
                            .<Condition>map(
                                    value -> new Condition.Compared(oneOf.field(), Condition.Relation.EQUAL, value))
                            .toList(),
                    most,
                    mayIndex);
        }
        return fieldOf(condition).flatMap(field -> ofField(field, condition, most, mayIndex));
    }

    private Optional<NavigableSet<String>> ofAll(List<Condition> parts, int most, boolean mayIndex) {
        Optional<NavigableSet<String>> fewest = fewest(parts, most, false);
        return mayIndex && fewest.filter(found -> found.size() <= FEW).isEmpty()
                ? fewest(parts, fewest.map(NavigableSet::size).orElse(most), true)
                        .or(() -> fewest)
                : fewest;
    }

    private Optional<NavigableSet<String>> fewest(List<Condition> parts, int most, boolean mayIndex) {
        Optional<NavigableSet<String>> fewest = Optional.empty();
        for (Condition part : parts) {
            int limit = fewest.map(NavigableSet::size).orElse(most);
            Optional<NavigableSet<String>> found = candidates(part, limit, mayIndex);
            if (found.isPresent()) {
                fewest = found;
                if (found.get().size() <= FEW) {
                    break;
                }
            }
        }
        return fewest;
    }

    private Optional<NavigableSet<String>> ofAny(List<Condition> parts, int most, boolean mayIndex) {
        NavigableSet<String> union = new TreeSet<>();
        for (Condition part : parts) {
            Optional<NavigableSet<String>> found = candidates(part, most, mayIndex);
            if (found.isEmpty() || union.size() + found.get().size() > most) {
                return Optional.empty();
            }
            union.addAll(found.get());
        }
        return Optional.of(union);
    }

    private static Optional<SearchField> fieldOf(Condition condition) {
        if (condition instanceof Condition.Compared compared) {
            return compared.relation() == Condition.Relation.NOT_EQUAL
                    ? Optional.empty()
                    : Optional.of(compared.field());
        }
        if (condition instanceof Condition.Like like) {
            return like.pattern().prefix().isEmpty() ? Optional.empty() : Optional.of(like.field());
        }
        return condition instanceof Condition.Exists exists ? Optional.of(exists.field()) : Optional.empty();
    }

    private Optional<NavigableSet<String>> ofField(SearchField field, Condition condition, int most, boolean mayIndex) {
        if (field.equals(SearchField.THING_ID)) {
            return ofIds(condition, most);
        }
        NavigableSet<String> found = new TreeSet<>();
        return index(field, mayIndex)
                .flatMap(index -> index.collect(condition, most, found))
                .filter(complete -> complete)
                .map(complete -> found);
    }

    private Optional<NavigableSet<String>> ofIds(Condition condition, int most) {
        if (condition instanceof Condition.Compared compared && compared.relation() == Condition.Relation.EQUAL) {
            JsonValue id = compared.value();
            return Optional.of(
                    id.isString() && ids.contains(id.asString())
                            ? new TreeSet<>(List.of(id.asString()))
                            : new TreeSet<>());
        }
        if (condition instanceof Condition.Like like) {
            NavigableSet<String> found = new TreeSet<>();
            String prefix = like.pattern().prefix();
            for (String id : ids.tailSet(prefix)) {
                if (!id.startsWith(prefix)) {
                    break;
                }
                if (found.size() >= most) {
                    return Optional.empty();
                }
                found.add(id);
            }
            return Optional.of(found);
        }
        return Optional.empty();
    }

    private Optional<FieldIndex> index(SearchField field, boolean mayIndex) {
        FieldIndex index;
        synchronized (fields) {
            FieldIndex present = fields.get(field);
            if (present != null || !mayIndex) {
                return Optional.ofNullable(present).filter(FieldIndex::isComplete);
            }
            index = new FieldIndex(field);
            fields.put(field, index);
            if (fields.size() > MOST_FIELDS) {
                Iterator<SearchField> oldest = fields.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
            // From here on it is told of changes, and what it is told twice it keeps once.
            maintained = new ArrayList<>(fields.values());
        }
        for (String id : ids) {
            things.apply(new EntityKey(EntityKind.THING, id)).ifPresent(index::add);
        }
        index.complete();
        return Optional.of(index);
    }
}
