package io.celltwin.edge.dispatch;

import io.celltwin.edge.ack.AcknowledgementAggregator;
import io.celltwin.edge.ack.AcknowledgementHub;
import io.celltwin.edge.commit.TwinService;
import io.celltwin.edge.live.LiveChannel;
import io.celltwin.edge.message.LiveMessages;
import io.celltwin.edge.protocol.DittoProtocol;
import io.celltwin.edge.result.CommandResult;
import io.celltwin.edge.thing.LiveChannelConditions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgement;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommandResponse;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.things.model.signals.commands.ThingCommand;
import org.eclipse.ditto.things.model.signals.commands.ThingCommandResponse;
import org.eclipse.ditto.things.model.signals.events.ThingEvent;

/**
 * The one way in for everything that comes from outside: messages and what goes by the live channel to who listens, the
 * rest to the twin.
 */
public final class SignalRouter {
    private final TwinService twin;
    private final LiveMessages messages;
    private final LiveChannel live;
    private final LiveExecution liveExecution;
    private final AcknowledgementHub hub;
    private final DittoProtocol protocol;
    private final AcknowledgedExecution acknowledgements;

    public SignalRouter(
            TwinService twin,
            LiveMessages messages,
            LiveChannel live,
            LiveChannelConditions conditions,
            AcknowledgementHub hub,
            DittoProtocol protocol) {
        this.twin = twin;
        this.messages = messages;
        this.live = live;
        this.hub = hub;
        liveExecution = new LiveExecution(live, conditions, protocol);
        this.protocol = protocol;
        acknowledgements = new AcknowledgedExecution(hub, protocol);
    }

    /**
     * Executes a command, or delivers a message or response; a write is refused if too many wait.
     *
     * @param signal its headers say on whose behalf it is
     * @return completes with the answer, with status 202 if there is none, or with a {@link DittoRuntimeException}
     */
    public CompletionStage<CommandResult> execute(Signal<?> signal) {
        return acknowledged(signal, () -> delivered(signal).orElseGet(() -> twin.execute(signal)));
    }

    /** As {@link #execute}, after all that was given before. */
    public CompletionStage<CommandResult> executeInOrder(Signal<?> signal) {
        return acknowledged(signal, () -> delivered(signal).orElseGet(() -> twin.executeInOrder(signal)));
    }

    /**
     * As {@link #executeInOrder}, waiting for room if too many wait.
     *
     * @throws InterruptedException if the waiting thread was interrupted
     */
    public CompletionStage<CommandResult> executePatiently(Signal<?> signal) throws InterruptedException {
        Optional<AcknowledgementAggregator> awaited = acknowledgements.begin(signal);
        Optional<CompletionStage<CommandResult>> delivered = delivered(signal);
        CompletionStage<CommandResult> execution =
                delivered.isPresent() ? delivered.get() : twin.executePatiently(signal);
        return awaited.map(all -> acknowledgements.complete(signal, all, execution))
                .orElse(execution);
    }

    private CompletionStage<CommandResult> acknowledged(
            Signal<?> signal, Supplier<CompletionStage<CommandResult>> execution) {
        try {
            return acknowledgements
                    .begin(signal)
                    .map(all -> acknowledgements.complete(signal, all, execution.get()))
                    .orElseGet(execution);
        } catch (DittoRuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Optional<CompletionStage<CommandResult>> delivered(Signal<?> signal) {
        try {
            if (signal instanceof MessageCommand<?, ?> message) {
                return Optional.of(messages.send(message)
                        .thenApply(response -> response.map(this::answer).orElseGet(() -> accepted(signal))));
            }
            if (signal instanceof Acknowledgement acknowledgement) {
                hub.receive(acknowledgement);
                return Optional.of(CompletableFuture.completedFuture(accepted(signal)));
            }
            if (LiveExecution.concerns(signal)) {
                return Optional.of(liveExecution.execute((ThingCommand<?>) signal, twin::execute));
            }
            if (signal instanceof ThingEvent<?> event && Signal.isChannelLive(event)) {
                live.send(event);
                return Optional.of(CompletableFuture.completedFuture(accepted(signal)));
            }
            if (signal instanceof ThingCommandResponse<?> response) {
                live.respond(response);
                return Optional.of(CompletableFuture.completedFuture(accepted(signal)));
            }
            if (signal instanceof MessageCommandResponse<?, ?> response) {
                messages.respond(response);
                return Optional.of(CompletableFuture.completedFuture(accepted(signal)));
            }
            return Optional.empty();
        } catch (DittoRuntimeException e) {
            return Optional.of(CompletableFuture.failedFuture(e));
        }
    }

    private CommandResult answer(CommandResponse<?> response) {
        return answer(protocol, response);
    }

    static CommandResult answer(DittoProtocol protocol, CommandResponse<?> response) {
        Adaptable message = protocol.toMessage(response);
        return new CommandResult(
                message.getTopicPath(),
                JsonPointer.of(message.getPayload().getPath()),
                response.getHttpStatus(),
                message.getPayload().getValue(),
                message.getDittoHeaders());
    }

    private CommandResult accepted(Signal<?> signal) {
        return accepted(protocol, signal);
    }

    static CommandResult accepted(DittoProtocol protocol, Signal<?> signal) {
        return new CommandResult(
                protocol.topicOf(signal),
                signal.getResourcePath(),
                HttpStatus.ACCEPTED,
                Optional.empty(),
                signal.getDittoHeaders());
    }
}
