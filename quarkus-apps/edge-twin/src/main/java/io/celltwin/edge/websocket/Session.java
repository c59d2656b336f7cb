package io.celltwin.edge.websocket;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.protocol.TopicPath;
import org.eclipse.ditto.things.model.ThingFieldSelector;
import org.eclipse.ditto.thingsearch.model.signals.commands.ThingSearchCommand;
import org.jboss.logging.Logger;

import io.celltwin.edge.EdgeTwinException;
import io.celltwin.edge.event.EventFilter;
import io.celltwin.edge.event.EventListener;
import io.celltwin.edge.event.Subscription;
import io.celltwin.edge.event.VisibleEvent;
import io.celltwin.edge.search.SearchSubscriptions;
import io.celltwin.edge.twin.Answer;
import io.celltwin.edge.twin.TwinEvent;
import io.vertx.core.Context;
import io.vertx.core.http.ServerWebSocket;

/**
 * One WebSocket that speaks the Ditto protocol. All its work is done on the socket's own context; only
 * {@link #onEvents} comes from elsewhere and just hands over.
 */
final class Session implements EventListener {
    private static final Logger LOG = Logger.getLogger(Session.class);
    /** RFC 6455: an endpoint is going away. */
    private static final short GOING_AWAY = 1001;
    /** Registered for RFC 6455: try again later. */
    private static final short TRY_AGAIN_LATER = 1013;

    private final String id = "ws:" + UUID.randomUUID();
    private final ServerWebSocket socket;
    private final Context context;
    private final AuthorizationContext caller;
    private final SessionServices services;
    private final Outbox outbox;
    private final SearchSubscriptions searches;
    private final AtomicInteger eventsHandedOver = new AtomicInteger();
    private Optional<Subscription> subscription = Optional.empty();
    private int commandsInFlight;
    private int changesInFlight;
    private boolean paused;

    Session(ServerWebSocket socket, Context context, AuthorizationContext caller, SessionServices services) {
        this.socket = socket;
        this.context = context;
        this.caller = caller;
        this.services = services;
        outbox = new Outbox(socket, services.limits().waitingMessages(), this::closeSlowConsumer);
        searches = new SearchSubscriptions(services.search(), told -> outbox.send(services.protocol().toText(told)));
    }

    /** Starts to listen to the socket. */
    void open() {
        socket.textMessageHandler(this::onText);
        socket.exceptionHandler(error -> LOG.debugf("A WebSocket failed: %s", error.toString()));
    }

    /** The socket is gone. */
    void closed() {
        services.events().remove(this);
        subscription = Optional.empty();
    }

    /** Says good-bye because the service stops. */
    void goAway() {
        socket.close(GOING_AWAY, "The twin service is stopping.");
    }

    private void onText(String frame) {
        Optional<TopicPath> topic = Optional.empty();
        try {
            Optional<StreamControl> control = StreamControl.parse(frame);
            if (control.isPresent()) {
                control(control.get());
                return;
            }
            Adaptable message = services.protocol().parse(frame);
            topic = Optional.of(message.getTopicPath());
            execute(message);
        } catch (DittoRuntimeException e) {
            fail(e, topic);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("A WebSocket message failed by a defect.", e);
            fail(EdgeTwinException.internal(), topic);
        }
    }

    private void control(StreamControl control) {
        switch (control.type()) {
            case START_EVENTS -> {
                subscription = Optional.of(subscription(control));
                services.events().add(this);
            }
            case STOP_EVENTS -> {
                services.events().remove(this);
                subscription = Optional.empty();
            }
            case JWT -> {
                return;
            }
            default -> {
                if (control.type().startsUnknownStream()) {
                    throw EdgeTwinException.notSupported("The stream that '" + control.type() + "' asks for")
                            .setDittoHeaders(correlated(control));
                }
            }
        }
        outbox.send(control.acknowledgement());
    }

    private Subscription subscription(StreamControl control) {
        DittoHeaders headers = correlated(control);
        Set<String> namespaces = control.parameter("namespaces")
                .map(list -> Arrays.stream(list.split(",")).map(String::trim).collect(Collectors.toSet()))
                .orElse(Set.of());
        EventFilter filter = control.parameter("filter")
                .map(rql -> EventFilter.of(rql, headers))
                .orElseGet(EventFilter::everything);
        return new Subscription(caller, namespaces, filter,
                control.parameter("extraFields").map(ThingFieldSelector::fromString));
    }

    private static DittoHeaders correlated(StreamControl control) {
        return control.parameter("correlation-id")
                .map(id -> DittoHeaders.newBuilder().correlationId(id).build())
                .orElseGet(DittoHeaders::empty);
    }

    private void execute(Adaptable message) {
        Signal<?> signal = services.protocol().toSignal(message, caller, id);
        if (signal instanceof ThingSearchCommand<?> search) {
            searches.execute(search);
            return;
        }
        boolean answerWanted = signal.getDittoHeaders().isResponseRequired();
        TopicPath topic = message.getTopicPath();
        // What this peer sent before may not be executed yet, and it expects to read what it wrote.
        CompletionStage<Answer> outcome = changesInFlight == 0
                ? services.twin().execute(signal)
                : services.twin().executeInOrder(signal);
        boolean changes = signal instanceof Command<?> command && command.getCategory() != Command.Category.QUERY;
        started(changes);
        outcome.whenComplete((answer, error) -> onOwnContext(() -> {
            finished(changes);
            if (answerWanted) {
                answer(topic, answer, error);
            }
        }));
    }

    private void answer(TopicPath topic, Answer answer, Throwable error) {
        if (error == null) {
            outbox.send(services.protocol().toText(answer));
            return;
        }
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        fail(cause instanceof DittoRuntimeException known ? known : EdgeTwinException.internal(), Optional.of(topic));
    }

    private void fail(DittoRuntimeException error, Optional<TopicPath> topic) {
        outbox.send(topic.map(about -> services.protocol().toText(error, about))
                .orElseGet(() -> services.protocol().toText(error)));
    }

    private void started(boolean changes) {
        commandsInFlight++;
        changesInFlight += changes ? 1 : 0;
        if (!paused && commandsInFlight >= services.limits().commandsInFlight()) {
            paused = true;
            socket.pause();
        }
    }

    private void finished(boolean changes) {
        commandsInFlight--;
        changesInFlight -= changes ? 1 : 0;
        if (paused && commandsInFlight <= services.limits().commandsInFlight() / 2) {
            paused = false;
            socket.resume();
        }
    }

    private void onOwnContext(Runnable action) {
        context.runOnContext(ignored -> action.run());
    }

    @Override
    public void onEvents(List<TwinEvent> events) {
        if (eventsHandedOver.addAndGet(events.size()) > services.limits().waitingMessages()) {
            services.events().remove(this);
            onOwnContext(this::closeSlowConsumer);
            return;
        }
        onOwnContext(() -> deliver(events));
    }

    private void deliver(List<TwinEvent> events) {
        eventsHandedOver.addAndGet(-events.size());
        if (subscription.isEmpty()) {
            return;
        }
        for (TwinEvent event : events) {
            if (isOwn(event)) {
                continue;
            }
            try {
                Optional<VisibleEvent> visible = services.views().view(event, subscription.get());
                visible.ifPresent(this::send);
            } catch (RuntimeException e) {
                LOG.errorf(e, "An event of %s could not be shown.", event.change().key());
            }
        }
    }

    /** What came by this WebSocket is answered on it; Ditto's clients would take an event for the answer. */
    private boolean isOwn(TwinEvent event) {
        return event.commandHeaders().getOrigin().filter(id::equals).isPresent();
    }

    private void send(VisibleEvent event) {
        outbox.send(services.protocol().toText(event));
        services.metrics().eventSent();
    }

    private void closeSlowConsumer() {
        services.events().remove(this);
        if (!socket.isClosed()) {
            LOG.warnf("A WebSocket of '%s' is closed: it does not read what it asked for.",
                    caller.getFirstAuthorizationSubject().orElseThrow().getId());
            services.metrics().closedSlowConsumer();
            socket.close(TRY_AGAIN_LATER, "Messages were not read fast enough.");
        }
    }
}
