package io.celltwin.history.query;

import io.celltwin.history.access.Caller;
import io.celltwin.history.access.PermissionCheck;
import io.celltwin.history.access.TwinPermissions;
import io.celltwin.history.error.InvalidQueryException;
import io.celltwin.history.error.RequestRefusedException;
import io.celltwin.history.store.StoredSeries;
import io.celltwin.history.store.TimeSeriesStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers queries about the things of a namespace, of which each counts as far as the caller may read it. */
public final class NamespaceReader {

    private static final int MOST_THINGS = 1_000;
    private static final String READ = "READ";

    private final TimeSeriesStore store;
    private final SeriesReader reader;
    private final TwinPermissions permissions;
    private final String permission;

    /**
     * @param store where the points are
     * @param permissions who may read what
     * @param permission that is needed on a property
     */
    public NamespaceReader(TimeSeriesStore store, TwinPermissions permissions, String permission) {
        this.store = store;
        this.reader = new SeriesReader(store);
        this.permissions = permissions;
        this.permission = permission;
    }

    /**
     * The answer.
     *
     * @param results one for each group and path
     * @param contributingThings things that the results are made of
     * @param excludedThings things that the caller may read nothing of
     * @param withheldByPath of how many things a path was left out
     */
    public record Answer(
            List<Group> results,
            Set<String> contributingThings,
            Set<String> excludedThings,
            Map<String, Integer> withheldByPath) {

        /** Whether anything was left out. */
        public boolean partial() {
            return !excludedThings.isEmpty() || !withheldByPath.isEmpty();
        }
    }

    /**
     * The values of a group.
     *
     * @param group its fields; one that its things do not have is empty
     * @param path of the property
     * @param data its buckets
     */
    public record Group(Map<String, Optional<String>> group, String path, SeriesData data) {}

    private record GroupKey(Map<String, Optional<String>> fields, String path) {}

    /** @throws RequestRefusedException 403 if the caller may read nothing of all this */
    public Answer read(Caller caller, NamespaceQuery query) {
        List<StoredSeries> candidates =
                store.series(series -> series.key().namespace().equals(query.namespace())
                        && query.paths().contains(series.key().path())
                        && query.query().wants(series)
                        && query.filter().stream().allMatch(filter -> filter.test(series)));
        Set<String> things = candidates.stream()
                .map(series -> series.key().thingId())
                .collect(Collectors.toCollection(TreeSet::new));
        if (things.size() > MOST_THINGS) {
            throw new InvalidQueryException("These are " + things.size() + " things, at most " + MOST_THINGS
                    + " are authorized at once: narrow them by 'filter' or 'tagFilter'.");
        }
        Set<PermissionCheck> granted = permissions.granted(caller, checks(candidates, query));
        List<StoredSeries> readable = new ArrayList<>();
        Map<String, Set<String>> withheld = new TreeMap<>();
        for (StoredSeries series : candidates) {
            if (checksOf(series, query).allMatch(granted::contains)) {
                readable.add(series);
            } else {
                withheld.computeIfAbsent(series.key().path(), path -> new HashSet<>())
                        .add(series.key().thingId());
            }
        }
        if (readable.isEmpty() && !candidates.isEmpty()) {
            throw new RequestRefusedException(
                    403,
                    "timeseries:notallowed",
                    "You may not read the history of things of namespace '" + query.namespace() + "'.",
                    "Ask for the permission " + permission + " on them.");
        }
        Set<String> contributing =
                readable.stream().map(series -> series.key().thingId()).collect(Collectors.toCollection(TreeSet::new));
        Set<String> excluded = new TreeSet<>(things);
        excluded.removeAll(contributing);
        Map<String, Integer> withheldByPath = new TreeMap<>();
        withheld.forEach((path, without) -> withheldByPath.put(path, without.size()));
        return new Answer(groups(readable, query), contributing, excluded, withheldByPath);
    }

    private Set<PermissionCheck> checks(List<StoredSeries> candidates, NamespaceQuery query) {
        return candidates.stream().flatMap(series -> checksOf(series, query)).collect(Collectors.toSet());
    }

    private Stream<PermissionCheck> checksOf(StoredSeries series, NamespaceQuery query) {
        String thingId = series.key().thingId();
        Stream<String> fields = Stream.concat(
                query.groupBy().stream(), query.filter().stream().flatMap(filter -> filter.fields().stream()));
        return Stream.concat(
                Stream.of(new PermissionCheck(thingId, series.key().path(), permission)),
                fields.map(field -> field.startsWith("/") ? field.substring(1) : field)
                        .filter(field -> field.contains("/"))
                        .map(field -> new PermissionCheck(thingId, "/" + field, READ)));
    }

    private List<Group> groups(List<StoredSeries> readable, NamespaceQuery query) {
        Map<GroupKey, List<StoredSeries>> groups = new LinkedHashMap<>();
        readable.stream()
                .sorted((one, other) -> Integer.compare(one.id(), other.id()))
                .forEach(series -> groups.computeIfAbsent(key(series, query), unseen -> new ArrayList<>())
                        .add(series));
        if (groups.size() > query.maxGroups()) {
            throw new InvalidQueryException("These are " + groups.size() + " groups, more than 'maxGroups', which is "
                    + query.maxGroups() + ": group by less, or narrow the things.");
        }
        if (groups.isEmpty()) {
            return List.of();
        }
        List<GroupKey> keys = List.copyOf(groups.keySet());
        List<List<StoredSeries>> members = List.copyOf(groups.values());
        Function function = query.query().function().orElseThrow();
        List<List<DataEntry>> entries = reader.buckets(members, query.query(), function);
        List<Group> results = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            results.add(new Group(
                    keys.get(i).fields(),
                    keys.get(i).path(),
                    new SeriesData(
                            entries.get(i),
                            function == Function.COUNT ? Optional.empty() : SeriesReader.unit(members.get(i)),
                            Optional.empty())));
        }
        return results;
    }

    private static GroupKey key(StoredSeries series, NamespaceQuery query) {
        Map<String, Optional<String>> fields = new LinkedHashMap<>();
        for (String field : query.groupBy()) {
            fields.put(
                    field,
                    switch (field) {
                        case "thingId" -> Optional.of(series.key().thingId());
                        case "path" -> Optional.of(series.key().path());
                        default -> Optional.ofNullable(series.tags().get(field));
                    });
        }
        return new GroupKey(fields, series.key().path());
    }
}
