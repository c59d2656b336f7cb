package io.celltwin.edge.message;

import io.celltwin.edge.access.PolicyEnforcer;
import io.celltwin.edge.access.ThingEnforcers;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.error.EdgeTwinException;
import io.celltwin.edge.error.UnsupportedHeaders;
import io.celltwin.edge.state.StateView;
import io.celltwin.edge.thing.ThingConditions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.exceptions.CommandTimeoutException;
import org.eclipse.ditto.messages.model.MessageSendNotAllowedException;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommandResponse;
import org.eclipse.ditto.messages.model.signals.commands.SendClaimMessage;
import org.eclipse.ditto.policies.model.PoliciesResourceType;
import org.eclipse.ditto.policies.model.ResourceKey;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotAccessibleException;
import org.jboss.logging.Logger;

/**
 * Brings messages to whoever listens, and the first response back to the sender. Nothing is kept: who does not listen
 * now misses a message, and whose sender has gone is not waited for.
 */
public final class LiveMessages {
    private static final Logger LOG = Logger.getLogger(LiveMessages.class);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(60);

    private final StateView state;
    private final ThingEnforcers enforcers;
    private final ThingConditions conditions = new ThingConditions();
    private final int mostWaiting;
    private final Set<MessageListener> listeners = new CopyOnWriteArraySet<>();
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

    /** @param mostWaiting how many messages may wait for a response */
    public LiveMessages(StateView state, ThingEnforcers enforcers, int mostWaiting) {
        this.state = state;
        this.enforcers = enforcers;
        this.mostWaiting = mostWaiting;
    }

    /** From now on the listener is told. */
    public void add(MessageListener listener) {
        listeners.add(listener);
    }

    /** The listener is told no more. */
    public void remove(MessageListener listener) {
        listeners.remove(listener);
    }

    private boolean mayReceive(AuthorizationContext who, MessageCommand<?, ?> message) {
        return enforcerOf(message)
                .filter(enforcer -> enforcer.mayReadAll(resourceOf(message), who))
                .isPresent();
    }

    private Optional<PolicyEnforcer> enforcerOf(MessageCommand<?, ?> message) {
        return state.alive(EntityKey.of(message.getEntityId())).flatMap(enforcers::of);
    }

    private static ResourceKey resourceOf(MessageCommand<?, ?> message) {
        return PoliciesResourceType.messageResource(message.getResourcePath());
    }

    /**
     * Sends a message.
     *
     * @return completes with the response; at once with nothing if none is required; fails with
     *         {@link CommandTimeoutException} (408) if none comes in the time that the message's headers give
     * @throws DittoRuntimeException if the sender may not send it
     */
    public CompletionStage<Optional<MessageCommandResponse<?, ?>>> send(MessageCommand<?, ?> message) {
        check(message);
        if (!message.getDittoHeaders().isResponseRequired()) {
            tell(message);
            return CompletableFuture.completedFuture(Optional.empty());
        }
        CompletableFuture<Optional<MessageCommandResponse<?, ?>>> response = await(message);
        tell(message);
        return response;
    }

    private void check(MessageCommand<?, ?> message) {
        DittoHeaders headers = message.getDittoHeaders();
        UnsupportedHeaders.check(message);
        Optional<Entity> thing = state.alive(EntityKey.of(message.getEntityId()));
        PolicyEnforcer enforcer = thing.flatMap(enforcers::of)
                .orElseThrow(() -> ThingNotAccessibleException.newBuilder(message.getEntityId())
                        .dittoHeaders(headers)
                        .build());
        boolean claims = message instanceof SendClaimMessage<?>; // who has no right yet asks for one
        if (!claims && !enforcer.mayWrite(resourceOf(message), headers.getAuthorizationContext())) {
            throw MessageSendNotAllowedException.newBuilder(message.getEntityId())
                    .dittoHeaders(headers)
                    .build();
        }
        conditions.check(thing.orElseThrow(), enforcer, headers);
    }

    private CompletableFuture<Optional<MessageCommandResponse<?, ?>>> await(MessageCommand<?, ?> message) {
        DittoHeaders headers = message.getDittoHeaders();
        Duration timeout = headers.getTimeout().orElse(DEFAULT_TIMEOUT);
        Duration bounded = timeout.compareTo(LONGEST_TIMEOUT) > 0 ? LONGEST_TIMEOUT : timeout;
        if (waiting.size() >= mostWaiting) {
            throw EdgeTwinException.busy().setDittoHeaders(headers);
        }
        String key = headers.getCorrelationId().orElseThrow();
        Waiting entry = new Waiting(message, new CompletableFuture<>());
        if (waiting.putIfAbsent(key, entry) != null) {
            throw EdgeTwinException.badRequest(
                            "A message with the correlation id '" + key + "' waits for its response.",
                            "Give each message a correlation id of its own, or none.")
                    .setDittoHeaders(headers);
        }
        return entry.response()
                .orTimeout(bounded.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, error) -> waiting.remove(key, entry))
                .exceptionally(error -> {
                    throw CommandTimeoutException.newBuilder(bounded)
                            .dittoHeaders(headers)
                            .build();
                });
    }

    private void tell(MessageCommand<?, ?> message) {
        for (MessageListener listener : listeners) {
            try {
                listener.onMessage(message);
            } catch (RuntimeException e) {
                LOG.errorf(e, "A message to %s could not be told to a listener", message.getEntityId());
            }
        }
    }

    /**
     * Takes a response to a message; if nobody waits for it any more, nothing happens.
     *
     * @throws DittoRuntimeException if the responder was not one to whom the message was sent
     */
    public void respond(MessageCommandResponse<?, ?> response) {
        DittoHeaders headers = response.getDittoHeaders();
        Optional<Waiting> entry = headers.getCorrelationId().map(waiting::get);
        if (entry.isEmpty()) {
            LOG.debugf("A late response of %s is left out", response.getEntityId());
            return;
        }
        MessageCommand<?, ?> message = entry.get().message();
        if (!message.getEntityId().equals(response.getEntityId())
                || !mayReceive(headers.getAuthorizationContext(), message)) {
            throw MessageSendNotAllowedException.newBuilder(response.getEntityId())
                    .dittoHeaders(headers)
                    .build();
        }
        entry.get().response().complete(Optional.of(response));
    }

    private record Waiting(
            MessageCommand<?, ?> message, CompletableFuture<Optional<MessageCommandResponse<?, ?>>> response) {}
}
