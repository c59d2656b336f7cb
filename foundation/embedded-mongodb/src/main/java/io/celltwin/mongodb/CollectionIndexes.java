package io.celltwin.mongodb;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.h2.mvstore.type.ObjectDataType;

/**
 * The indexes of one collection that are not unique, and which of them answer a query. Of the conditions that must all be met
 * one is enough to find by, for what is found is held against the whole query afterwards: an equality rather than
 * alternatives, these rather than a range. Alternatives are found by if each of them can be. A query that no complete index
 * helps is not planned, and all documents are looked at.
 */
final class CollectionIndexes {
    private final List<SecondaryIndex> indexes = new CopyOnWriteArrayList<>();

    /** What finds a superset of the answer. */
    record Plan(Kind kind, List<Search> searches) {}

    /** From the fewest documents to the most, as a rule. */
    enum Kind {
        EQUALITY,
        ALTERNATIVES,
        RANGE
    }

    /** What one index is asked for. */
    record Search(SecondaryIndex index, List<SecondaryIndex.Range> ranges) {}

    void add(SecondaryIndex index) {
        indexes.add(index);
    }

    void remove(SecondaryIndex index) {
        indexes.remove(index);
    }

    List<SecondaryIndex> all() {
        return indexes;
    }

    /** @return nothing if the indexes do not help */
    Optional<Plan> plan(Document query) {
        List<Plan> plans = new ArrayList<>();
        for (Map.Entry<String, Object> condition : query.entrySet()) {
            String name = condition.getKey();
            if (name.equals("$and") && condition.getValue() instanceof Collection<?> all) {
                for (Object each : all) {
                    if (each instanceof Document part) {
                        plan(part).ifPresent(plans::add);
                    }
                }
            } else if (name.equals("$or") && condition.getValue() instanceof Collection<?> alternatives) {
                alternatives(alternatives).ifPresent(plans::add);
            } else if (!name.startsWith("$")) {
                indexes.stream()
                        .filter(index -> index.field().equals(name) && index.isComplete())
                        .findFirst()
                        .flatMap(index -> plan(index, condition.getValue()))
                        .ifPresent(plans::add);
            }
        }
        return plans.stream().min((one, other) -> one.kind().compareTo(other.kind()));
    }

    private Optional<Plan> alternatives(Collection<?> alternatives) {
        List<Search> searches = new ArrayList<>();
        for (Object alternative : alternatives) {
            Optional<Plan> plan = alternative instanceof Document part ? plan(part) : Optional.empty();
            if (plan.isEmpty()) {
                return Optional.empty();
            }
            searches.addAll(plan.get().searches());
        }
        return searches.isEmpty() ? Optional.empty() : Optional.of(new Plan(Kind.ALTERNATIVES, searches));
    }

    private static Optional<Plan> plan(SecondaryIndex index, Object condition) {
        Optional<String> equal = IndexTerms.of(condition);
        if (equal.isPresent()) {
            return planned(Kind.EQUALITY, index, List.of(new SecondaryIndex.Range(equal.get(), equal.get())));
        }
        if (!(condition instanceof Document operators)) {
            return Optional.empty();
        }
        Optional<String> same = IndexTerms.of(operators.get("$eq"));
        if (same.isPresent()) {
            return planned(Kind.EQUALITY, index, List.of(new SecondaryIndex.Range(same.get(), same.get())));
        }
        if (operators.get("$in") instanceof Collection<?> values) {
            List<SecondaryIndex.Range> ranges = new ArrayList<>();
            for (Object value : values) {
                Optional<String> term = IndexTerms.of(value);
                if (term.isEmpty()) {
                    return Optional.empty();
                }
                ranges.add(new SecondaryIndex.Range(term.get(), term.get()));
            }
            return planned(Kind.EQUALITY, index, ranges);
        }
        return range(index, operators);
    }

    private static Optional<Plan> range(SecondaryIndex index, Document operators) {
        Optional<String> low = bound(operators, "$gt").or(() -> bound(operators, "$gte"));
        Optional<String> high = bound(operators, "$lt").or(() -> bound(operators, "$lte"));
        if (low.isPresent() && high.isPresent() && !IndexTerms.first(low.get()).equals(IndexTerms.first(high.get()))) {
            return Optional.empty();
        }
        String any = low.or(() -> high).orElse("");
        if (any.isEmpty()) {
            return Optional.empty();
        }
        boolean both = low.isPresent() && high.isPresent() && !index.hasArrays();
        String first = low.orElse(IndexTerms.first(any));
        String last = low.isPresent() && !both ? IndexTerms.last(any) : high.orElse(IndexTerms.last(any));
        return planned(Kind.RANGE, index, List.of(new SecondaryIndex.Range(first, last)));
    }

    private static Optional<String> bound(Document operators, String operator) {
        Object value = operators.get(operator);
        return IndexTerms.isOrdered(value) ? IndexTerms.of(value) : Optional.empty();
    }

    private static Optional<Plan> planned(Kind kind, SecondaryIndex index, List<SecondaryIndex.Range> ranges) {
        return Optional.of(new Plan(kind, List.of(new Search(index, ranges))));
    }

    /** The places of documents that may fit, in the order in which a look at all documents would meet them. */
    Set<Object> find(Document query) {
        Set<Object> places = new TreeSet<>(new ObjectDataType());
        for (Search search : plan(query).orElseThrow().searches()) {
            search.index().find(search.ranges(), places::add);
        }
        return places;
    }
}
