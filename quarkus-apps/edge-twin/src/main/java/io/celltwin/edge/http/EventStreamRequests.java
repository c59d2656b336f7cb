package io.celltwin.edge.http;

import io.celltwin.edge.error.EdgeTwinException;
import io.celltwin.edge.event.EventFilter;
import io.celltwin.edge.event.Subscription;
import io.celltwin.edge.history.PersistedEvents;
import io.celltwin.edge.sse.EventStream;
import io.celltwin.edge.sse.EventStreams;
import io.celltwin.edge.thing.ExtraFields;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.things.model.ThingId;

/** The resources that answer {@code Accept: text/event-stream} with a stream of server-sent events. */
final class EventStreamRequests {
    private static final String TYPE = "text/event-stream";
    private static final String FROM_REVISION = "from-historical-revision";
    private static final String FROM_TIME = "from-historical-timestamp";
    private static final int PATH_OF_THING = 2;

    private final EventStreams streams;
    private final SignInWatch watch;

    EventStreamRequests(EventStreams streams, SignInWatch watch) {
        this.streams = streams;
        this.watch = watch;
    }

    /** Whether a request asks for a stream that there is. */
    static boolean asksForStream(HttpServerRequest request, ApiRequest parsed) {
        String accept = Optional.ofNullable(request.getHeader("Accept")).orElse("");
        boolean wanted = Arrays.stream(accept.split(","))
                .map(type -> type.split(";", 2)[0].strip())
                .anyMatch(TYPE::equalsIgnoreCase);
        return wanted
                && HttpMethod.GET.equals(parsed.method())
                && ("things".equals(parsed.segment(0)) || isSearch(parsed));
    }

    private static boolean isSearch(ApiRequest request) {
        return "search".equals(request.segment(0))
                && "things".equals(request.segment(1))
                && request.segments().size() == 2;
    }

    /**
     * Opens the stream, for as long as its reader is let in.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if the request is not understood
     */
    void open(HttpServerRequest request, HttpServerResponse response, ApiRequest parsed, Callers.SignedIn reader) {
        EventStream stream = open(request, response, parsed);
        stream.atEnd(watch.watch(reader.identity(), reader.expiry(), stream::end));
    }

    private EventStream open(HttpServerRequest request, HttpServerResponse response, ApiRequest parsed) {
        if (isSearch(parsed)) {
            return streams.openSearch(
                    response,
                    SearchRequests.searched(parsed, request.params()),
                    Optional.ofNullable(request.getHeader("Last-Event-ID")).filter(id -> !id.isBlank()));
        }
        List<String> segments = parsed.segments();
        JsonPointer path = pointer(segments.subList(Math.min(PATH_OF_THING, segments.size()), segments.size()), parsed);
        Optional<ThingId> thing = segments.size() > 1 ? Optional.of(ThingId.of(parsed.segment(1))) : Optional.empty();
        if (thing.isPresent() && MessageRequests.isMessage(parsed)) {
            return streams.openMessages(response, parsed.caller(), thing.get(), path);
        }
        if (thing.isPresent() && asksForHistory(parsed)) {
            return streams.openHistory(
                    response,
                    range(parsed, thing.get(), path),
                    subscription(parsed),
                    parsed.fields(),
                    parsed.headers().toBuilder()
                            .authorizationContext(parsed.caller())
                            .build());
        }
        return streams.openThings(
                response, subscription(parsed), thing.map(Set::of).orElseGet(() -> ids(parsed)), path, parsed.fields());
    }

    private static Subscription subscription(ApiRequest request) {
        return new Subscription(
                request.caller(),
                list(request, "namespaces"),
                request.parameter("filter")
                        .map(rql -> EventFilter.of(rql, request.headers()))
                        .orElseGet(EventFilter::everything),
                request.parameter("extraFields").map(ExtraFields::parse));
    }

    private static boolean asksForHistory(ApiRequest request) {
        return request.parameter(FROM_REVISION).isPresent()
                || request.parameter(FROM_TIME).isPresent();
    }

    private static PersistedEvents.Range range(ApiRequest request, ThingId thing, JsonPointer path) {
        try {
            return new PersistedEvents.Range(
                    thing,
                    path,
                    request.parameter(FROM_REVISION).map(Long::parseLong).orElse(0L),
                    request.parameter("to-historical-revision")
                            .map(Long::parseLong)
                            .orElse(Long.MAX_VALUE),
                    request.parameter(FROM_TIME).map(Instant::parse),
                    request.parameter("to-historical-timestamp").map(Instant::parse));
        } catch (NumberFormatException | DateTimeException e) {
            throw EdgeTwinException.badRequest(
                    "The range of the history cannot be understood: " + e.getMessage(),
                    "Give revisions as numbers and times by ISO 8601.");
        }
    }

    private static Set<ThingId> ids(ApiRequest request) {
        return list(request, "ids").stream().map(ThingId::of).collect(Collectors.toSet());
    }

    private static Set<String> list(ApiRequest request, String parameter) {
        return request.parameter(parameter).stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    private static JsonPointer pointer(List<String> segments, ApiRequest request) {
        JsonPointer pointer = JsonPointer.empty();
        for (String segment : segments) {
            if (segment.isEmpty()) {
                throw EdgeTwinException.badRequest(
                        "The path '" + request.path() + "' has an empty part.", "Remove doubled slashes.");
            }
            pointer = pointer.addLeaf(JsonKey.of(segment));
        }
        return pointer;
    }
}
