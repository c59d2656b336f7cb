package io.celltwin.edge.live;

import io.celltwin.edge.access.PolicyEnforcer;
import io.celltwin.edge.access.ThingEnforcers;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.error.EdgeTwinException;
import io.celltwin.edge.event.EventFilter;
import io.celltwin.edge.event.Subscription;
import io.celltwin.edge.thing.ThingFields;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeExceptionBuilder;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.base.model.signals.commands.exceptions.CommandTimeoutException;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.ResourceKey;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.ThingCommand;
import org.eclipse.ditto.things.model.signals.commands.ThingCommandResponse;
import org.eclipse.ditto.things.model.signals.commands.ThingErrorResponse;
import org.eclipse.ditto.things.model.signals.commands.exceptions.EventSendNotAllowedException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingCommandToAccessExceptionRegistry;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingCommandToModifyExceptionRegistry;
import org.eclipse.ditto.things.model.signals.commands.query.ThingQueryCommand;
import org.eclipse.ditto.things.model.signals.commands.query.ThingQueryCommandResponse;
import org.eclipse.ditto.things.model.signals.events.ThingEvent;
import org.jboss.logging.Logger;

/**
 * Leads live commands to whoever listens and the first fitting response back, and live events to whoever listens.
 * Nothing is kept: who does not listen now misses it.
 *
 * <p>
 * A response fits if it is one to the very command that was sent, about the same thing, by somebody who may get that
 * command; or an error. Of a response to a query the sender sees what he may read.
 */
public final class LiveChannel {
    private static final Logger LOG = Logger.getLogger(LiveChannel.class);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(60);

    private final ThingEnforcers enforcers;
    private final LiveViews views;
    private final int mostWaiting;
    private final Set<LiveListener> listeners = new CopyOnWriteArraySet<>();
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

    /** @param mostWaiting how many commands may wait for a response */
    public LiveChannel(ThingEnforcers enforcers, LiveViews views, int mostWaiting) {
        this.enforcers = enforcers;
        this.views = views;
        this.mostWaiting = mostWaiting;
    }

    /** From now on the listener is told. */
    public void add(LiveListener listener) {
        listeners.add(listener);
    }

    /** The listener is told no more. */
    public void remove(LiveListener listener) {
        listeners.remove(listener);
    }

    /**
     * Sends a command.
     *
     * @return completes with the response; at once with nothing if none is required; fails with
     *         {@link CommandTimeoutException} (408) if none comes in the time that the command's headers give
     * @throws DittoRuntimeException if the sender may not send it
     */
    public CompletionStage<Optional<CommandResponse<?>>> send(ThingCommand<?> command) {
        check(command);
        if (!command.getDittoHeaders().isResponseRequired()) {
            tell(command);
            return CompletableFuture.completedFuture(Optional.empty());
        }
        CompletableFuture<Optional<CommandResponse<?>>> response = await(command);
        tell(command);
        return response;
    }

    private void check(ThingCommand<?> command) {
        DittoHeaders headers = command.getDittoHeaders();
        boolean query = command instanceof ThingQueryCommand<?>;
        Optional<PolicyEnforcer> enforcer = enforcerOf(ThingId.of(command.getEntityId()));
        ResourceKey resource = LiveViews.resourceOf(command);
        boolean allowed = enforcer.filter(rights -> query
                        ? rights.mayReadPart(resource, headers.getAuthorizationContext())
                        : rights.mayWrite(resource, headers.getAuthorizationContext()))
                .isPresent();
        if (!allowed) {
            throw query
                    ? ThingCommandToAccessExceptionRegistry.getInstance().exceptionFrom(command)
                    : ThingCommandToModifyExceptionRegistry.getInstance().exceptionFrom(command);
        }
    }

    private Optional<PolicyEnforcer> enforcerOf(ThingId thing) {
        return enforcers.state().alive(EntityKey.of(thing)).flatMap(enforcers::of);
    }

    /**
     * Sends an event.
     *
     * @throws EventSendNotAllowedException if the sender may not send it
     */
    public void send(ThingEvent<?> event) {
        DittoHeaders headers = event.getDittoHeaders();
        boolean allowed = enforcerOf(event.getEntityId())
                .filter(rights -> rights.mayWrite(LiveViews.resourceOf(event), headers.getAuthorizationContext()))
                .isPresent();
        if (!allowed) {
            throw EventSendNotAllowedException.newBuilder(event.getEntityId())
                    .dittoHeaders(headers)
                    .build();
        }
        tell(event);
    }

    private CompletableFuture<Optional<CommandResponse<?>>> await(ThingCommand<?> command) {
        DittoHeaders headers = command.getDittoHeaders();
        Duration timeout = headers.getTimeout().orElse(DEFAULT_TIMEOUT);
        Duration bounded = timeout.compareTo(LONGEST_TIMEOUT) > 0 ? LONGEST_TIMEOUT : timeout;
        if (waiting.size() >= mostWaiting) {
            throw EdgeTwinException.busy().setDittoHeaders(headers);
        }
        String key = headers.getCorrelationId().orElseThrow();
        Waiting entry = new Waiting(command, new CompletableFuture<>(), new AtomicReference<>());
        if (waiting.putIfAbsent(key, entry) != null) {
            throw EdgeTwinException.badRequest(
                            "A live command with the correlation id '" + key + "' waits for its response.",
                            "Give each command a correlation id of its own, or none.")
                    .setDittoHeaders(headers);
        }
        CompletableFuture.delayedExecutor(bounded.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> entry.response().completeExceptionally(timeout(entry, bounded)));
        return entry.response().whenComplete((response, error) -> waiting.remove(key, entry));
    }

    private static CommandTimeoutException timeout(Waiting waiting, Duration time) {
        DittoRuntimeExceptionBuilder<CommandTimeoutException> error = CommandTimeoutException.newBuilder(time);
        ThingCommandResponse<?> misfit = waiting.misfit().get();
        if (misfit != null) {
            error.description("Received no appropriate live response within the specified timeout. An invalid response"
                    + " was received, though: Type of live response <" + misfit.getType()
                    + "> is not related to type of command <"
                    + waiting.command().getType() + ">.");
        }
        return error.dittoHeaders(waiting.command().getDittoHeaders()).build();
    }

    private void tell(Signal<?> signal) {
        for (LiveListener listener : listeners) {
            try {
                listener.onLive(signal);
            } catch (RuntimeException e) {
                LOG.errorf(e, "A live signal '%s' could not be told to a listener", signal.getType());
            }
        }
    }

    /**
     * Takes a response; if nobody waits for it any more, or if it does not fit, nothing happens.
     *
     * @throws DittoRuntimeException if the responder may not get the command that he responds to
     */
    public void respond(ThingCommandResponse<?> response) {
        DittoHeaders headers = response.getDittoHeaders();
        Optional<Waiting> entry = headers.getCorrelationId().map(waiting::get);
        if (entry.isEmpty()) {
            LOG.debugf("A late response '%s' is left out", response.getType());
            return;
        }
        ThingCommand<?> command = entry.get().command();
        Subscription responder = new Subscription(
                headers.getAuthorizationContext(), Set.of(), EventFilter.everything(), Optional.empty());
        if (views.extraFor(command, responder).isEmpty()) {
            throw ThingCommandToAccessExceptionRegistry.getInstance()
                    .exceptionFrom(command)
                    .setDittoHeaders(headers);
        }
        if (response instanceof ThingErrorResponse error) {
            entry.get().response().completeExceptionally(error.getDittoRuntimeException());
        } else if (fits(response, command)) {
            entry.get().response().complete(Optional.of(visible(response, command)));
        } else {
            entry.get().misfit().set(response);
        }
    }

    /** The types of a command and of its response differ in their first part only. */
    private static boolean fits(ThingCommandResponse<?> response, ThingCommand<?> command) {
        return response.getName().startsWith(command.getName())
                && response.getEntityId().equals(command.getEntityId())
                && response.getResourcePath().equals(command.getResourcePath())
                && hasStatusOf(response);
    }

    /** What Ditto's own responses have: found, created, done. */
    private static boolean hasStatusOf(ThingCommandResponse<?> response) {
        int status = response.getHttpStatus().getCode();
        return response instanceof ThingQueryCommandResponse<?>
                ? status == 200
                : status == 201 || status == 204 || status == 202;
    }

    private CommandResponse<?> visible(ThingCommandResponse<?> response, ThingCommand<?> command) {
        if (!(response instanceof ThingQueryCommandResponse<?> query)) {
            return response;
        }
        JsonValue entity = query.getEntity();
        JsonFieldSelector always =
                command.getResourcePath().isEmpty() ? ThingFields.ALWAYS_SHOWN : JsonFactory.emptyFieldSelector();
        JsonValue shown = enforcerOf(ThingId.of(command.getEntityId()))
                .flatMap(rights -> rights.view(
                        LiveViews.resourceOf(command),
                        entity,
                        command.getDittoHeaders().getAuthorizationContext(),
                        always))
                .orElseThrow(() ->
                        ThingCommandToAccessExceptionRegistry.getInstance().exceptionFrom(command));
        return shown.equals(entity) ? response : query.setEntity(shown);
    }

    /** @param misfit the last response that was none to the command */
    private record Waiting(
            ThingCommand<?> command,
            CompletableFuture<Optional<CommandResponse<?>>> response,
            AtomicReference<ThingCommandResponse<?>> misfit) {}
}
