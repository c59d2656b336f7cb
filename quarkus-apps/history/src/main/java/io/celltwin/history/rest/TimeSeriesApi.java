package io.celltwin.history.rest;

import io.celltwin.history.access.Caller;
import io.celltwin.history.access.PermissionCheck;
import io.celltwin.history.access.TwinPermissions;
import io.celltwin.history.error.InvalidQueryException;
import io.celltwin.history.error.RequestRefusedException;
import io.celltwin.history.point.SeriesKey;
import io.celltwin.history.query.NamespaceQuery;
import io.celltwin.history.query.NamespaceReader;
import io.celltwin.history.query.PropertyPaths;
import io.celltwin.history.query.QueryParameters;
import io.celltwin.history.query.SeriesData;
import io.celltwin.history.query.SeriesReader;
import io.celltwin.history.query.TimeSeriesQuery;
import io.celltwin.history.rest.TimeSeriesJson.PathAnswer;
import io.celltwin.history.store.TimeSeriesStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code GET /api/2/timeseries/...} answers. Blocks while database and twin service are asked. */
public final class TimeSeriesApi {

    private static final Pattern THING_ID =
            Pattern.compile("[A-Za-z][\\w.-]*:[^\\s/{}\\[\\]\"]{1,256}|:[^\\s/]{1,256}");
    private static final int MOST_ENTRIES_IN_AN_ANSWER = 200_000;
    private static final String FEATURES = "features";

    private final SeriesReader reader;
    private final NamespaceReader namespaces;
    private final TwinPermissions permissions;
    private final String permission;
    private final InstantSource clock;

    /**
     * @param store where the points are
     * @param permissions who may read what
     * @param permission that is needed on a property, {@code READ_TS} or {@code READ}
     * @param clock what {@code now} means
     */
    public TimeSeriesApi(TimeSeriesStore store, TwinPermissions permissions, String permission, InstantSource clock) {
        this.reader = new SeriesReader(store);
        this.namespaces = new NamespaceReader(store, permissions, permission);
        this.permissions = permissions;
        this.permission = permission;
        this.clock = clock;
    }

    /**
     * Answers a request.
     *
     * @param segments of the path behind {@code /api/2/timeseries/}, decoded
     * @param parameters of the query, decoded
     * @param caller who asks
     * @return JSON
     * @throws InvalidQueryException if the request makes no sense
     * @throws RequestRefusedException if there is nothing to answer
     * @throws io.celltwin.history.error.StoreException if the store is away
     */
    public byte[] answer(List<String> segments, Iterable<Map.Entry<String, String>> parameters, Caller caller) {
        if (segments.isEmpty() || !segments.get(0).equals("things")) {
            throw noSuchResource(segments);
        }
        if (segments.size() == 1) {
            NamespaceQuery query =
                    NamespaceQuery.of(new QueryParameters(parameters, NamespaceQuery.parameters()), clock.instant());
            return TimeSeriesJson.namespace(namespaces.read(caller, query), query);
        }
        String thingId = segments.get(1);
        if (!THING_ID.matcher(thingId).matches()) {
            throw new InvalidQueryException("A thing id must be like namespace:name.");
        }
        QueryParameters read = new QueryParameters(parameters, TimeSeriesQuery.parameters());
        List<String> paths = paths(segments, read);
        TimeSeriesQuery query = TimeSeriesQuery.of(read, clock.instant(), paths.size() == 1);
        permissions.requireVisible(caller, thingId);
        return TimeSeriesJson.things(read(thingId, paths, query, caller), query);
    }

    private static List<String> paths(List<String> segments, QueryParameters parameters) {
        if (segments.size() == 2) {
            return PropertyPaths.several(parameters);
        }
        if (segments.size() < 6
                || !segments.get(2).equals(FEATURES)
                || !segments.get(4).equals("properties")) {
            throw noSuchResource(segments);
        }
        if (parameters.has("paths")) {
            throw new InvalidQueryException("The path names the property already: leave 'paths' out.");
        }
        if (segments.stream().anyMatch(segment -> segment.isEmpty() || segment.contains("/"))) {
            throw new InvalidQueryException("A segment of the path is empty or has a slash in it.");
        }
        return List.of(PropertyPaths.checked("/" + String.join("/", segments.subList(2, segments.size()))));
    }

    private List<PathAnswer> read(String thingId, List<String> paths, TimeSeriesQuery query, Caller caller) {
        Set<PermissionCheck> granted = permissions.granted(
                caller,
                paths.stream()
                        .map(path -> new PermissionCheck(thingId, path, permission))
                        .collect(Collectors.toSet()));
        List<PathAnswer> answers = new ArrayList<>();
        int entries = 0;
        for (String path : paths) {
            SeriesData data = granted.contains(new PermissionCheck(thingId, path, permission))
                    ? reader.read(new SeriesKey(thingId, path), query)
                    : SeriesData.none();
            answers.add(new PathAnswer(thingId, path, data));
            entries += data.entries().size();
            if (entries > MOST_ENTRIES_IN_AN_ANSWER) {
                throw new InvalidQueryException("The answer would have more than " + MOST_ENTRIES_IN_AN_ANSWER
                        + " entries: ask for fewer paths, a shorter time or a wider 'step'.");
            }
        }
        return answers;
    }

    private static RequestRefusedException noSuchResource(List<String> segments) {
        return new RequestRefusedException(
                404,
                "gateway:resource.notfound",
                "There is no resource with " + segments.size() + " segments of that kind below /api/2/timeseries.",
                "Ask for /things/{thingId}/features/{featureId}/properties/{path}, /things/{thingId}?paths=... or"
                        + " /things?namespaces=...");
    }
}
