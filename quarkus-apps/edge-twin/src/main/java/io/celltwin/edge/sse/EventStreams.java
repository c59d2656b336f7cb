package io.celltwin.edge.sse;

import io.celltwin.edge.event.EventFilter;
import io.celltwin.edge.event.EventHub;
import io.celltwin.edge.event.EventListener;
import io.celltwin.edge.event.EventViews;
import io.celltwin.edge.event.Subscription;
import io.celltwin.edge.event.Topics;
import io.celltwin.edge.event.VisibleEvent;
import io.celltwin.edge.history.PersistedEvents;
import io.celltwin.edge.live.LiveViews;
import io.celltwin.edge.message.LiveMessages;
import io.celltwin.edge.message.MessageListener;
import io.celltwin.edge.search.SearchPage;
import io.celltwin.edge.search.SearchRequest;
import io.celltwin.edge.search.ThingSearch;
import io.celltwin.edge.state.TwinEvent;
import io.celltwin.edge.thing.ThingFields;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.messages.model.Message;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingId;
import org.jboss.logging.Logger;

/** Opens streams of server-sent events. Each shows what its reader may see at the moment when it happens. */
public final class EventStreams {
    private static final Logger LOG = Logger.getLogger(EventStreams.class);
    private static final JsonKey CONTEXT = JsonKey.of("_context");

    private final EventHub events;
    private final EventViews views;
    private final LiveMessages messages;
    private final LiveViews liveViews;
    private final ThingSearch search;
    private final PersistedEvents persisted;
    private final int limit;

    /** @param limit how many events may wait for a reader */
    public EventStreams(
            EventHub events,
            EventViews views,
            LiveMessages messages,
            LiveViews liveViews,
            ThingSearch search,
            PersistedEvents persisted,
            int limit) {
        this.persisted = persisted;
        this.events = events;
        this.views = views;
        this.messages = messages;
        this.liveViews = liveViews;
        this.search = search;
        this.limit = limit;
    }

    /**
     * What happens to things.
     *
     * @param wanted which events
     * @param things the things, all if empty
     * @param path the part of the thing that is shown, the whole if empty
     * @param fields the fields that are shown; events that tell of none of them are left out
     */
    public EventStream openThings(
            HttpServerResponse response,
            Subscription wanted,
            Set<ThingId> things,
            JsonPointer path,
            Optional<JsonFieldSelector> fields) {
        EventStream stream = new EventStream(response, limit);
        Set<String> ids = things.stream().map(ThingId::toString).collect(Collectors.toSet());
        EventListener listener = changes -> {
            List<TwinEvent> asked = changes.stream()
                    .filter(change ->
                            ids.isEmpty() || ids.contains(change.change().key().id()))
                    .toList();
            stream.execute(
                    asked.size(),
                    () -> asked.stream()
                            .flatMap(change -> shown(change, wanted, path, fields).stream())
                            .forEach(value -> stream.send(ServerSentEvent.of(value.toString()))));
        };
        events.add(listener);
        stream.atEnd(() -> events.remove(listener));
        return stream;
    }

    private Optional<JsonValue> shown(
            TwinEvent event, Subscription wanted, JsonPointer path, Optional<JsonFieldSelector> fields) {
        try {
            return views.view(event, wanted).flatMap(visible -> shown(visible, path, fields));
        } catch (RuntimeException e) {
            LOG.errorf(e, "An event of %s could not be shown", event.change().key());
            return Optional.empty();
        }
    }

    private static Optional<JsonValue> shown(
            VisibleEvent visible, JsonPointer path, Optional<JsonFieldSelector> fields) {
        JsonObject content = EventViews.content(visible);
        if (!path.isEmpty()) {
            return content.getValue(path);
        }
        if (fields.isEmpty()) {
            return Optional.of(content.remove(Thing.JsonFields.REVISION.getPointer())
                    .remove(Thing.JsonFields.MODIFIED.getPointer()));
        }
        boolean withContext = fields.get().getPointers().stream()
                .anyMatch(field -> field.getRoot().filter(CONTEXT::equals).isPresent());
        JsonObject selected =
                ThingFields.select(withContext ? content.setValue(CONTEXT, context(visible)) : content, fields.get());
        boolean empty = ThingFields.select(content, fields.get()).isEmpty();
        return empty ? Optional.empty() : Optional.of(selected);
    }

    private static JsonObject context(VisibleEvent visible) {
        return JsonObject.newBuilder()
                .set("topic", Topics.event(visible.event().change()).getPath())
                .set("path", visible.event().change().path().toString())
                .set("value", visible.value().orElseGet(JsonValue::nullLiteral))
                .set(
                        "headers",
                        JsonObject.newBuilder()
                                .set(
                                        "correlation-id",
                                        visible.event()
                                                .commandHeaders()
                                                .getCorrelationId()
                                                .orElse(""))
                                .build())
                .build();
    }

    /**
     * What happened to a thing, as far as it is kept; then the stream ends.
     *
     * @throws DittoRuntimeException if there is no such thing for the reader
     */
    public EventStream openHistory(
            HttpServerResponse response,
            PersistedEvents.Range range,
            Subscription wanted,
            Optional<JsonFieldSelector> fields,
            DittoHeaders headers) {
        persisted.check(range, headers);
        EventStream stream = new EventStream(response, limit);
        tellHistory(Vertx.currentContext().owner(), stream, range, wanted, fields);
        return stream;
    }

    private void tellHistory(
            Vertx vertx,
            EventStream stream,
            PersistedEvents.Range range,
            Subscription wanted,
            Optional<JsonFieldSelector> fields) {
        vertx.executeBlocking(() -> persisted.page(range, wanted), false)
                .onSuccess(page -> {
                    page.events()
                            .forEach(event -> shown(event, range.path(), fields)
                                    .ifPresent(value -> stream.send(ServerSentEvent.of(value.toString()))));
                    if (page.rest().isPresent()) {
                        stream.whenDrained(
                                () -> tellHistory(vertx, stream, page.rest().get(), wanted, fields));
                    } else {
                        stream.end();
                    }
                })
                .onFailure(error -> endWith(stream, error));
    }

    private static void endWith(EventStream stream, Throwable error) {
        if (error instanceof DittoRuntimeException known) {
            stream.send(ServerSentEvent.of(known.toJsonString()));
        } else {
            LOG.error("A stream of server-sent events failed by a defect", error);
        }
        stream.end();
    }

    /**
     * Messages to or from a thing.
     *
     * @param path where the messages are for, all below included if it does not name a subject
     */
    public EventStream openMessages(
            HttpServerResponse response, AuthorizationContext who, ThingId thing, JsonPointer path) {
        Subscription wanted = new Subscription(who, Set.of(), EventFilter.everything(), Optional.empty());
        EventStream stream = new EventStream(response, limit);
        MessageListener listener = message -> {
            if (message.getEntityId().equals(thing) && startsWith(message.getResourcePath(), path)) {
                stream.execute(
                        1,
                        () -> liveViews
                                .extraFor(message, wanted)
                                .ifPresent(extra -> stream.send(new ServerSentEvent(
                                        text(message),
                                        Optional.of(message.getMessage().getSubject()),
                                        Optional.empty()))));
            }
        };
        messages.add(listener);
        stream.atEnd(() -> messages.remove(listener));
        return stream;
    }

    private static boolean startsWith(JsonPointer path, JsonPointer prefix) {
        return path.getPrefixPointer(prefix.getLevelCount())
                .filter(prefix::equals)
                .isPresent();
    }

    private static String text(MessageCommand<?, ?> command) {
        Message<?> message = command.getMessage();
        Optional<ByteBuffer> raw = message.getRawPayload();
        return raw.map(bytes -> StandardCharsets.UTF_8.decode(bytes.duplicate()).toString())
                .or(() -> message.getPayload().map(Object::toString))
                .orElse("");
    }

    /**
     * All that a search finds, page by page as the reader takes them; then the stream ends.
     *
     * @param lastThing the thing after which to go on
     */
    public EventStream openSearch(HttpServerResponse response, SearchRequest request, Optional<String> lastThing) {
        EventStream stream = new EventStream(response, limit);
        Vertx vertx = Vertx.currentContext().owner();
        find(vertx, stream, lastThing.map(thing -> search.after(request, thing)).orElse(request));
        return stream;
    }

    private void find(Vertx vertx, EventStream stream, SearchRequest request) {
        vertx.executeBlocking(() -> search.page(request), false)
                .onSuccess(page -> {
                    tell(stream, page);
                    if (page.cursor().isPresent()) {
                        stream.whenDrained(() ->
                                find(vertx, stream, request.after(page.cursor().get(), Optional.empty())));
                    } else {
                        stream.end();
                    }
                })
                .onFailure(error -> endWith(stream, error));
    }

    private static void tell(EventStream stream, SearchPage page) {
        List<String> ids = page.ids();
        for (int i = 0; i < ids.size(); i++) {
            stream.send(new ServerSentEvent(page.items().get(i).toString(), Optional.empty(), Optional.of(ids.get(i))));
        }
    }
}
