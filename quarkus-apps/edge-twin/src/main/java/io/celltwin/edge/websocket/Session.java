package io.celltwin.edge.websocket;

import io.celltwin.edge.ack.AcknowledgementHub;
import io.celltwin.edge.announcement.AnnouncementListener;
import io.celltwin.edge.entity.EntityKind;
import io.celltwin.edge.error.EdgeTwinException;
import io.celltwin.edge.event.EventFilter;
import io.celltwin.edge.event.EventListener;
import io.celltwin.edge.event.Subscription;
import io.celltwin.edge.event.VisibleEvent;
import io.celltwin.edge.history.HistorySubscriptions;
import io.celltwin.edge.http.Callers;
import io.celltwin.edge.live.LiveListener;
import io.celltwin.edge.message.MessageListener;
import io.celltwin.edge.result.CommandResult;
import io.celltwin.edge.search.SearchSubscriptions;
import io.celltwin.edge.state.TwinEvent;
import io.celltwin.edge.thing.ExtraFields;
import io.celltwin.service.failure.Failures;
import io.vertx.core.Context;
import io.vertx.core.http.ServerWebSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.base.model.acks.AcknowledgementRequest;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.entity.id.WithEntityId;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.commands.streaming.StreamingSubscriptionCommand;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.announcements.SubjectDeletionAnnouncement;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.protocol.TopicPath;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.events.ThingEvent;
import org.eclipse.ditto.thingsearch.model.signals.commands.ThingSearchCommand;
import org.jboss.logging.Logger;

/**
 * One WebSocket that speaks the Ditto protocol. All its work is done on the socket's own context; only
 * {@link #onEvents}, {@link #onMessage}, {@link #onLive} and {@link #onAnnouncement} come from elsewhere and just hand
 * over.
 */
final class Session implements EventListener, MessageListener, LiveListener, AnnouncementListener {
    private static final Logger LOG = Logger.getLogger(Session.class);
    /** RFC 6455: an endpoint is going away. */
    private static final short GOING_AWAY = 1001;
    /** RFC 6455: a rule of the service does not allow it. */
    private static final short POLICY_VIOLATION = 1008;
    /** Registered for RFC 6455: try again later. */
    private static final short TRY_AGAIN_LATER = 1013;

    private final String id = "ws:" + UUID.randomUUID();
    private final ServerWebSocket socket;
    private final Context context;
    private final AuthorizationContext caller;
    private final SessionServices services;
    private final Outbox outbox;
    private final SearchSubscriptions searches;
    private final HistorySubscriptions histories;
    private final Set<AcknowledgementLabel> labels;
    private final AtomicInteger handedOver = new AtomicInteger();
    private Optional<Subscription> subscription = Optional.empty();
    /** What of the live channel the peer wants. */
    private final Map<LiveStream, Subscription> liveSubscriptions = new EnumMap<>(LiveStream.class);

    /** The namespaces whose policies' announcements the peer wants; of all if there is none among them. */
    private Optional<Set<String>> announcedNamespaces = Optional.empty();

    private int commandsInFlight;
    private int changesInFlight;
    /** Why no frame is read now: too many commands are executed, or too many frames came in this second. */
    private boolean busy;

    private boolean ahead;
    private final Optional<FrameRate> rate;
    private Optional<Long> rateTimer = Optional.empty();
    private Optional<Instant> expiry;
    private Optional<Long> expiryTimer = Optional.empty();
    private Optional<Long> idleTimer = Optional.empty();

    /** @param labels the labels that the peer declares to acknowledge with */
    Session(
            ServerWebSocket socket,
            Context context,
            Callers.SignedIn signedIn,
            Set<AcknowledgementLabel> labels,
            SessionServices services) {
        this.labels = Set.copyOf(labels);
        this.socket = socket;
        this.context = context;
        caller = signedIn.caller();
        expiry = signedIn.expiry();
        this.services = services;
        rate = services.limits().framesPerSecond().stream()
                .mapToObj(frames -> new FrameRate(frames, Duration.ofSeconds(1), System.nanoTime()))
                .findFirst();
        outbox = new Outbox(socket, services.limits().waitingMessages(), this::closeSlowConsumer);
        searches = new SearchSubscriptions(services.search(), this::tell, Clock.systemUTC());
        histories = new HistorySubscriptions(services.persisted(), services.protocol(), this::tell);
    }

    /** Starts to listen to the socket. */
    void open() {
        if (!declareLabels()) {
            return;
        }
        closeAtExpiry();
        socket.textMessageHandler(this::onText);
        socket.exceptionHandler(error -> LOG.debugf("A WebSocket failed: %s", error.toString()));
    }

    /** Who declares labels is told of all signals, to acknowledge weakly those that are not for him. */
    private boolean declareLabels() {
        if (labels.isEmpty()) {
            return true;
        }
        try {
            services.acknowledgements().declare(labels, id);
        } catch (DittoRuntimeException e) {
            socket.writeTextMessage(services.protocol().toText(e));
            socket.close(POLICY_VIOLATION, e.getErrorCode());
            return false;
        }
        services.events().add(this);
        services.messages().add(this);
        services.live().add(this);
        services.announcements().add(this);
        return true;
    }

    /** The socket is gone. */
    void closed() {
        services.acknowledgements().release(id);
        expiryTimer.ifPresent(context.owner()::cancelTimer);
        idleTimer.ifPresent(context.owner()::cancelTimer);
        rateTimer.ifPresent(context.owner()::cancelTimer);
        services.events().remove(this);
        services.messages().remove(this);
        services.live().remove(this);
        services.announcements().remove(this);
        subscription = Optional.empty();
        liveSubscriptions.clear();
    }

    /** Says good-bye because the service stops. */
    void goAway() {
        socket.close(GOING_AWAY, "The twin service is stopping.");
    }

    private void onText(String frame) {
        rate.ifPresent(this::slowDown);
        Optional<TopicPath> topic = Optional.empty();
        try {
            Optional<StreamControl> control = StreamControl.parse(frame);
            if (control.isPresent()) {
                control(control.get());
                return;
            }
            Optional<PermissionRequest> asked = PermissionRequest.parse(frame);
            if (asked.isPresent()) {
                answer(asked.get());
                return;
            }
            Adaptable message = services.protocol().parse(frame);
            topic = Optional.of(message.getTopicPath());
            execute(message);
        } catch (DittoRuntimeException e) {
            if (e.getDittoHeaders().isResponseRequired()) {
                fail(e, topic);
            }
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("A WebSocket message failed by a defect", e);
            fail(EdgeTwinException.internal(), topic);
        }
    }

    /** Who sends faster than he may is read later; TCP tells him. */
    private void slowDown(FrameRate limit) {
        Duration pause = limit.pauseAfterFrame(System.nanoTime());
        if (!pause.isZero() && !ahead) {
            ahead = true;
            socket.pause();
            rateTimer = Optional.of(context.owner().setTimer(Math.max(1, pause.toMillis()), over -> {
                ahead = false;
                resume();
            }));
        }
    }

    private void resume() {
        if (!busy && !ahead) {
            socket.resume();
        }
    }

    private void answer(PermissionRequest asked) {
        try {
            outbox.send(asked.answer(services.permissions().answer(asked.checks(), caller)));
        } catch (DittoRuntimeException e) {
            throw e.setDittoHeaders(asked.headers());
        }
    }

    private void control(StreamControl control) {
        switch (control.type()) {
            case START_EVENTS -> {
                subscription = Optional.of(subscription(control));
                services.events().add(this);
            }
            case STOP_EVENTS -> {
                if (labels.isEmpty()) {
                    services.events().remove(this);
                }
                subscription = Optional.empty();
            }
            case START_MESSAGES -> {
                liveSubscriptions.put(LiveStream.MESSAGES, subscription(control));
                services.messages().add(this);
            }
            case STOP_MESSAGES -> stopLive(LiveStream.MESSAGES);
            case START_LIVE_COMMANDS -> {
                liveSubscriptions.put(LiveStream.COMMANDS, subscription(control));
                services.live().add(this);
            }
            case STOP_LIVE_COMMANDS -> stopLive(LiveStream.COMMANDS);
            case START_LIVE_EVENTS -> {
                liveSubscriptions.put(LiveStream.EVENTS, subscription(control));
                services.live().add(this);
            }
            case STOP_LIVE_EVENTS -> stopLive(LiveStream.EVENTS);
            case START_POLICY_ANNOUNCEMENTS -> {
                announcedNamespaces = Optional.of(namespaces(control));
                services.announcements().add(this);
            }
            case STOP_POLICY_ANNOUNCEMENTS -> {
                if (labels.isEmpty()) {
                    services.announcements().remove(this);
                }
                announcedNamespaces = Optional.empty();
            }
            case JWT -> {
                refresh(control.parameter("jwtToken").orElse(""));
                return;
            }
        }
        outbox.send(control.acknowledgement());
    }

    /** Takes a new token, which must be of the same caller. A good one is not answered. */
    private void refresh(String token) {
        services.callers()
                .signedIn(token)
                .subscribe()
                .with(
                        signedIn -> onOwnContext(() -> {
                            if (signedIn.caller()
                                    .getAuthorizationSubjects()
                                    .equals(caller.getAuthorizationSubjects())) {
                                expiry = signedIn.expiry();
                                closeAtExpiry();
                            } else {
                                end(EdgeTwinException.sessionClosed());
                            }
                        }),
                        error -> onOwnContext(() -> end(EdgeTwinException.sessionClosed())));
    }

    private void closeAtExpiry() {
        expiryTimer.ifPresent(context.owner()::cancelTimer);
        expiryTimer = expiry.map(end -> context.owner()
                .setTimer(
                        Math.max(1, Duration.between(Instant.now(), end).toMillis()),
                        over -> end(EdgeTwinException.sessionExpired())));
    }

    /** Whoever opened it would not come in any more. To be called from anywhere. */
    void signedOut() {
        onOwnContext(() -> end(EdgeTwinException.signedOut()));
    }

    private void end(DittoRuntimeException reason) {
        stopListening();
        if (!socket.isClosed()) {
            socket.writeTextMessage(services.protocol().toText(reason));
            socket.close(POLICY_VIOLATION, reason.getErrorCode());
        }
    }

    private Subscription subscription(StreamControl control) {
        DittoHeaders headers = correlated(control);
        EventFilter filter = control.parameter("filter")
                .map(rql -> EventFilter.of(rql, headers))
                .orElseGet(EventFilter::everything);
        return new Subscription(
                caller,
                namespaces(control),
                filter,
                control.parameter("extraFields").map(ExtraFields::parse));
    }

    /** Who declares labels goes on being told, to acknowledge weakly. */
    private void stopLive(LiveStream stream) {
        liveSubscriptions.remove(stream);
        if (labels.isEmpty() && !liveSubscriptions.containsKey(LiveStream.MESSAGES)) {
            services.messages().remove(this);
        }
        boolean wantsOther =
                liveSubscriptions.containsKey(LiveStream.COMMANDS) || liveSubscriptions.containsKey(LiveStream.EVENTS);
        if (labels.isEmpty() && !wantsOther) {
            services.live().remove(this);
        }
    }

    private static Set<String> namespaces(StreamControl control) {
        return control.parameter("namespaces")
                .map(list -> Arrays.stream(list.split(",")).map(String::trim).collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    private static DittoHeaders correlated(StreamControl control) {
        return control.parameter("correlation-id")
                .map(id -> DittoHeaders.newBuilder().correlationId(id).build())
                .orElseGet(DittoHeaders::empty);
    }

    private void execute(Adaptable message) {
        Signal<?> signal = services.protocol().toSignal(message, caller, id);
        if (signal instanceof ThingSearchCommand<?> search) {
            blocking(() -> searches.execute(search), message.getTopicPath());
            endIdleSearchesLater();
            return;
        }
        if (signal instanceof StreamingSubscriptionCommand<?> history) {
            blocking(() -> histories.execute(history), message.getTopicPath());
            return;
        }
        boolean answerWanted =
                signal instanceof Command<?> && signal.getDittoHeaders().isResponseRequired();
        TopicPath topic = message.getTopicPath();
        // What this peer sent before may not be executed yet, and it expects to read what it wrote.
        CompletionStage<CommandResult> outcome = changesInFlight == 0
                ? services.router().execute(signal)
                : services.router().executeInOrder(signal);
        boolean changes = isChange(signal);
        started(changes);
        outcome.whenComplete((answer, error) -> onOwnContext(() -> {
            finished(changes);
            // Who only responds is told nothing but that he may not.
            if (answerWanted || error != null && !(signal instanceof Command<?>)) {
                answer(topic, answer, error);
            }
        }));
    }

    private void endIdleSearchesLater() {
        if (idleTimer.isEmpty()) {
            idleTimer = Optional.of(context.owner().setTimer(SearchSubscriptions.LONGEST_IDLE.toMillis(), time -> {
                idleTimer = Optional.empty();
                context.executeBlocking(searches::endIdle, true).onSuccess(others -> {
                    if (others && !socket.isClosed()) {
                        endIdleSearchesLater();
                    }
                });
            }));
        }
    }

    /** A search or the past may take longer than an event loop may be held up; one at a time. */
    private void blocking(Runnable command, TopicPath topic) {
        context.executeBlocking(
                        () -> {
                            command.run();
                            return null;
                        },
                        true)
                .onFailure(error -> fail(known(error), Optional.of(topic)));
    }

    private void tell(Signal<?> found) {
        String text = services.protocol().toText(found);
        onOwnContext(() -> outbox.send(text));
    }

    private static DittoRuntimeException known(Throwable error) {
        return error instanceof DittoRuntimeException known ? known : EdgeTwinException.internal();
    }

    private static boolean isChange(Signal<?> signal) {
        return signal instanceof Command<?> command
                && !(signal instanceof MessageCommand<?, ?>)
                && command.getCategory() != Command.Category.QUERY;
    }

    private void answer(TopicPath topic, CommandResult answer, Throwable error) {
        if (error == null) {
            outbox.send(services.protocol().toText(answer));
            return;
        }
        Throwable cause = Failures.unwrap(error);
        fail(known(cause), Optional.of(topic));
    }

    private void fail(DittoRuntimeException error, Optional<TopicPath> topic) {
        outbox.send(topic.map(about -> services.protocol().toText(error, about))
                .orElseGet(() -> services.protocol().toText(error)));
    }

    private void started(boolean changes) {
        commandsInFlight++;
        changesInFlight += changes ? 1 : 0;
        if (!busy && commandsInFlight >= services.limits().commandsInFlight()) {
            busy = true;
            socket.pause();
        }
    }

    private void finished(boolean changes) {
        commandsInFlight--;
        changesInFlight -= changes ? 1 : 0;
        if (busy && commandsInFlight <= services.limits().commandsInFlight() / 2) {
            busy = false;
            resume();
        }
    }

    private void onOwnContext(Runnable action) {
        context.runOnContext(ignored -> action.run());
    }

    @Override
    public void onEvents(List<TwinEvent> events) {
        handOver(events.size(), () -> deliver(events));
    }

    @Override
    public void onMessage(MessageCommand<?, ?> message) {
        handOver(1, () -> deliver(message, LiveStream.MESSAGES));
    }

    @Override
    public void onLive(Signal<?> signal) {
        handOver(1, () -> deliver(signal, signal instanceof ThingEvent<?> ? LiveStream.EVENTS : LiveStream.COMMANDS));
    }

    @Override
    public void onAnnouncement(SubjectDeletionAnnouncement announcement) {
        handOver(1, () -> deliver(announcement));
    }

    /** Who is among the subjects that go is told so. */
    private void deliver(SubjectDeletionAnnouncement announcement) {
        DittoHeaders headers = announcement.getDittoHeaders();
        PolicyId policy = announcement.getEntityId();
        Set<AcknowledgementLabel> asked = AcknowledgementHub.requested(headers, labels);
        boolean wanted = announcedNamespaces
                .filter(namespaces -> namespaces.isEmpty() || namespaces.contains(policy.getNamespace()))
                .isPresent();
        boolean concerned = announcement.getSubjectIds().stream()
                .anyMatch(subject -> caller.getAuthorizationSubjectIds().contains(subject.toString()));
        if (wanted && concerned) {
            outbox.send(services.protocol().toText(announcement.setDittoHeaders(asking(headers, asked))));
        } else {
            services.acknowledgements().acknowledgeWeakly(asked, policy, headers);
        }
    }

    private void handOver(int weight, Runnable delivery) {
        if (handedOver.addAndGet(weight) > services.limits().waitingMessages()) {
            stopListening();
            onOwnContext(this::closeSlowConsumer);
            return;
        }
        onOwnContext(() -> {
            handedOver.addAndGet(-weight);
            delivery.run();
        });
    }

    private void deliver(Signal<?> signal, LiveStream stream) {
        DittoHeaders headers = signal.getDittoHeaders();
        Set<AcknowledgementLabel> asked = AcknowledgementHub.requested(headers, labels);
        boolean own = headers.getOrigin().filter(id::equals).isPresent();
        Optional<JsonObject> extra = own
                ? Optional.empty()
                : Optional.ofNullable(liveSubscriptions.get(stream))
                        .flatMap(wanted -> services.liveViews().extraFor(signal, wanted));
        if (extra.isPresent()) {
            outbox.send(services.protocol().toText(signal.setDittoHeaders(asking(headers, asked)), extra.get()));
        } else {
            services.acknowledgements().acknowledgeWeakly(asked, ((WithEntityId) signal).getEntityId(), headers);
        }
    }

    /** Headers that ask for some of the acknowledgements only. */
    private static DittoHeaders asking(DittoHeaders headers, Set<AcknowledgementLabel> labels) {
        return headers.toBuilder()
                .acknowledgementRequests(
                        labels.stream().map(AcknowledgementRequest::of).toList())
                .build();
    }

    private void deliver(List<TwinEvent> events) {
        if (subscription.isEmpty() && labels.isEmpty()) {
            return;
        }
        for (TwinEvent event : events) {
            if (event.change().key().kind() != EntityKind.THING) {
                continue; // What made a policy with its thing asks for acknowledgements of the thing's event.
            }
            Set<AcknowledgementLabel> asked = AcknowledgementHub.requested(event.commandHeaders(), labels);
            Optional<VisibleEvent> visible = visible(event);
            if (visible.isPresent() && isOwn(event)) {
                continue; // It is for this peer, which knows of it already and acknowledges nothing.
            }
            if (visible.isPresent()) {
                outbox.send(services.protocol().toText(visible.get(), asked));
                services.metrics().eventSent();
            } else if (!asked.isEmpty()) {
                services.acknowledgements()
                        .acknowledgeWeakly(
                                asked, ThingId.of(event.change().key().id()), event.commandHeaders());
            }
        }
    }

    private Optional<VisibleEvent> visible(TwinEvent event) {
        try {
            return subscription.flatMap(wanted -> services.views().view(event, wanted));
        } catch (RuntimeException e) {
            LOG.errorf(e, "An event of %s could not be shown", event.change().key());
            return Optional.empty();
        }
    }

    /** What came by this WebSocket is answered on it; Ditto's clients would take an event for the answer. */
    private boolean isOwn(TwinEvent event) {
        return event.commandHeaders().getOrigin().filter(id::equals).isPresent();
    }

    private void stopListening() {
        services.events().remove(this);
        services.messages().remove(this);
        services.live().remove(this);
        services.announcements().remove(this);
    }

    private void closeSlowConsumer() {
        stopListening();
        if (!socket.isClosed()) {
            LOG.warnf(
                    "A WebSocket of '%s' is closed: it does not read what it asked for",
                    caller.getFirstAuthorizationSubject().orElseThrow().getId());
            services.metrics().closedSlowConsumer();
            socket.close(TRY_AGAIN_LATER, "Messages were not read fast enough.");
        }
    }

    /** The streams of the live channel. */
    private enum LiveStream {
        MESSAGES,
        COMMANDS,
        EVENTS
    }
}
