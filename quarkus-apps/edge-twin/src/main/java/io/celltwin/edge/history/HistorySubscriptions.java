package io.celltwin.edge.history;

import io.celltwin.edge.error.EdgeTwinException;
import io.celltwin.edge.error.UnsupportedFeature;
import io.celltwin.edge.event.EventFilter;
import io.celltwin.edge.event.Subscription;
import io.celltwin.edge.event.VisibleEvent;
import io.celltwin.edge.protocol.DittoProtocol;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.ditto.base.model.entity.id.EntityId;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.exceptions.StreamingSubscriptionNotFoundException;
import org.eclipse.ditto.base.model.signals.commands.exceptions.StreamingSubscriptionProtocolErrorException;
import org.eclipse.ditto.base.model.signals.commands.streaming.CancelStreamingSubscription;
import org.eclipse.ditto.base.model.signals.commands.streaming.RequestFromStreamingSubscription;
import org.eclipse.ditto.base.model.signals.commands.streaming.StreamingSubscriptionCommand;
import org.eclipse.ditto.base.model.signals.commands.streaming.SubscribeForPersistedEvents;
import org.eclipse.ditto.base.model.signals.events.streaming.StreamingSubscriptionComplete;
import org.eclipse.ditto.base.model.signals.events.streaming.StreamingSubscriptionCreated;
import org.eclipse.ditto.base.model.signals.events.streaming.StreamingSubscriptionFailed;
import org.eclipse.ditto.base.model.signals.events.streaming.StreamingSubscriptionHasNext;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.things.model.ThingConstants;
import org.eclipse.ditto.things.model.ThingId;

/**
 * The streams of persisted events that are under way in one session: event by event as the peer asks for them, in the
 * Ditto protocol. For one thread at a time, and not for an event loop.
 */
public final class HistorySubscriptions {
    private static final int MOST_AT_A_TIME = 32;

    private final PersistedEvents events;
    private final DittoProtocol protocol;
    private final Consumer<Signal<?>> peer;
    private final Map<String, Running> running = new HashMap<>();

    /** @param peer takes what is to be told to who reads */
    public HistorySubscriptions(PersistedEvents events, DittoProtocol protocol, Consumer<Signal<?>> peer) {
        this.events = events;
        this.protocol = protocol;
        this.peer = peer;
    }

    /**
     * Executes a command of the streaming protocol; its outcome is told to the peer.
     *
     * @throws DittoRuntimeException if a stream is not even begun
     */
    public void execute(StreamingSubscriptionCommand<?> command) {
        if (!command.getEntityType().equals(ThingConstants.ENTITY_TYPE)) {
            throw UnsupportedFeature.COMMAND.error(command.getType()).setDittoHeaders(command.getDittoHeaders());
        }
        if (command instanceof SubscribeForPersistedEvents subscribe) {
            subscribe(subscribe);
        } else if (command instanceof RequestFromStreamingSubscription request) {
            request(request);
        } else if (command instanceof CancelStreamingSubscription cancel) {
            running.remove(cancel.getSubscriptionId());
        }
    }

    private void subscribe(SubscribeForPersistedEvents command) {
        DittoHeaders headers = command.getDittoHeaders();
        if (running.size() >= MOST_AT_A_TIME) {
            throw EdgeTwinException.badRequest(
                            "More than " + MOST_AT_A_TIME + " streams of persisted events are under way.",
                            "Let some come to their end, or cancel them.")
                    .setDittoHeaders(headers);
        }
        PersistedEvents.Range range = new PersistedEvents.Range(
                ThingId.of(command.getEntityId()),
                command.getResourcePath(),
                command.getFromHistoricalRevision(),
                command.getToHistoricalRevision(),
                command.getFromHistoricalTimestamp(),
                command.getToHistoricalTimestamp());
        Subscription reader = new Subscription(
                headers.getAuthorizationContext(),
                Set.of(),
                command.getFilter().map(rql -> EventFilter.of(rql, headers)).orElseGet(EventFilter::everything),
                Optional.empty());
        String id = command.getPrefix().orElse("") + UUID.randomUUID();
        running.put(id, new Running(reader, Optional.of(range), new ArrayDeque<>()));
        peer.accept(StreamingSubscriptionCreated.of(id, command.getEntityId(), headers));
    }

    private void request(RequestFromStreamingSubscription command) {
        String id = command.getSubscriptionId();
        EntityId thing = command.getEntityId();
        DittoHeaders headers = command.getDittoHeaders();
        Running current = running.get(id);
        if (current == null) {
            peer.accept(StreamingSubscriptionFailed.of(
                    id, thing, StreamingSubscriptionNotFoundException.of(id, headers), headers));
            return;
        }
        if (command.getDemand() < 1) {
            running.remove(id);
            DittoRuntimeException error = StreamingSubscriptionProtocolErrorException.newBuilder()
                    .message("The demand must be positive.")
                    .build();
            peer.accept(StreamingSubscriptionFailed.of(id, thing, error, headers));
            return;
        }
        try {
            current.check(events, headers);
        } catch (DittoRuntimeException e) {
            running.remove(id);
            peer.accept(StreamingSubscriptionFailed.of(id, thing, e, headers));
            return;
        }
        for (long sent = 0; sent < command.getDemand(); sent++) {
            current = filled(current);
            VisibleEvent next = current.waiting().poll();
            if (next == null) {
                break;
            }
            peer.accept(StreamingSubscriptionHasNext.of(
                    id, thing, JsonFactory.readFrom(protocol.toText(next, Set.of())), headers));
        }
        current = filled(current);
        if (current.waiting().isEmpty()) {
            running.remove(id);
            peer.accept(StreamingSubscriptionComplete.of(id, thing, headers));
        } else {
            running.put(id, current);
        }
    }

    /** With an event that waits, unless there is none any more. */
    private Running filled(Running stream) {
        Running current = stream;
        while (current.waiting().isEmpty() && current.rest().isPresent()) {
            PersistedEvents.Page page = events.page(current.rest().get(), current.reader());
            current = new Running(current.reader(), page.rest(), new ArrayDeque<>(page.events()));
        }
        return current;
    }

    private record Running(Subscription reader, Optional<PersistedEvents.Range> rest, Deque<VisibleEvent> waiting) {
        /** Whether the reader may still know of the thing. */
        void check(PersistedEvents events, DittoHeaders headers) {
            rest.ifPresent(range -> events.check(
                    range,
                    headers.toBuilder()
                            .authorizationContext(reader.subscriber())
                            .build()));
        }
    }
}
