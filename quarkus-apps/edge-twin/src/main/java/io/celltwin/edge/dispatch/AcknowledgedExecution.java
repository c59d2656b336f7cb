package io.celltwin.edge.dispatch;

import io.celltwin.edge.ack.AcknowledgementAggregator;
import io.celltwin.edge.ack.AcknowledgementHub;
import io.celltwin.edge.error.EdgeTwinException;
import io.celltwin.edge.protocol.DittoProtocol;
import io.celltwin.edge.result.CommandResult;
import io.celltwin.service.failure.Failures;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.base.model.acks.AcknowledgementRequest;
import org.eclipse.ditto.base.model.acks.DittoAcknowledgementLabel;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.entity.id.WithEntityId;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgement;
import org.eclipse.ditto.base.model.signals.commands.exceptions.CommandTimeoutException;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.ThingCommand;
import org.eclipse.ditto.things.model.signals.commands.modify.ThingModifyCommand;

/**
 * Executes a command that asks for acknowledgements: its own outcome is one of them ({@code twin-persisted}, or
 * {@code live-response}), and since the search index knows of a change before it is answered, {@code search-persisted}
 * comes with it. Who asks for nothing but the own outcome gets just that.
 */
final class AcknowledgedExecution {
    private final AcknowledgementHub hub;
    private final DittoProtocol protocol;

    AcknowledgedExecution(AcknowledgementHub hub, DittoProtocol protocol) {
        this.hub = hub;
        this.protocol = protocol;
    }

    /**
     * Begins to wait for what a signal that is about to be executed asks for.
     *
     * @return nothing if it asks for no more than its own outcome
     */
    Optional<AcknowledgementAggregator> begin(Signal<?> signal) {
        Optional<AcknowledgementLabel> own = ownLabel(signal);
        if (own.isEmpty() || !(signal instanceof WithEntityId withId)) {
            return Optional.empty();
        }
        List<AcknowledgementLabel> labels = labels(signal.getDittoHeaders(), own.get());
        return labels.isEmpty() || labels.equals(List.of(own.get()))
                ? Optional.empty()
                : Optional.of(hub.await(ThingId.of(withId.getEntityId()), labels, signal.getDittoHeaders()));
    }

    /**
     * The outcome of a signal with all that it asked for.
     *
     * @param aggregator what {@link #begin} began
     * @param execution the outcome of the signal alone
     */
    CompletionStage<CommandResult> complete(
            Signal<?> signal, AcknowledgementAggregator aggregator, CompletionStage<CommandResult> execution) {
        AcknowledgementLabel own = ownLabel(signal).orElseThrow();
        ThingId thing = ThingId.of(((WithEntityId) signal).getEntityId());
        execution.whenComplete((result, error) -> {
            if (error == null) {
                acknowledge(own, thing, result, aggregator);
            } else if (Failures.unwrap(error) instanceof CommandTimeoutException) {
                aggregator.timeIsOver();
            } else {
                aggregator.fail(
                        Failures.unwrap(error) instanceof DittoRuntimeException known
                                ? known
                                : EdgeTwinException.internal().setDittoHeaders(signal.getDittoHeaders()));
            }
        });
        boolean live = own.equals(DittoAcknowledgementLabel.LIVE_RESPONSE);
        return aggregator.outcome().thenApply(all -> {
            Adaptable message = protocol.toMessage(all, live);
            return new CommandResult(
                    message.getTopicPath(),
                    JsonPointer.of(message.getPayload().getPath()),
                    all.getHttpStatus(),
                    message.getPayload().getValue(),
                    message.getDittoHeaders());
        });
    }

    /** The label that the outcome of a signal itself has; nothing for what is not acknowledged. */
    private static Optional<AcknowledgementLabel> ownLabel(Signal<?> signal) {
        if (signal instanceof MessageCommand<?, ?>
                || signal instanceof ThingCommand<?> && Signal.isChannelLive(signal)) {
            return Optional.of(DittoAcknowledgementLabel.LIVE_RESPONSE);
        }
        return signal instanceof ThingModifyCommand<?>
                ? Optional.of(DittoAcknowledgementLabel.TWIN_PERSISTED)
                : Optional.empty();
    }

    private static List<AcknowledgementLabel> labels(DittoHeaders headers, AcknowledgementLabel own) {
        boolean live = own.equals(DittoAcknowledgementLabel.LIVE_RESPONSE);
        Set<AcknowledgementLabel> never = live
                ? Set.of(DittoAcknowledgementLabel.TWIN_PERSISTED, DittoAcknowledgementLabel.SEARCH_PERSISTED)
                : Set.of(DittoAcknowledgementLabel.LIVE_RESPONSE);
        List<AcknowledgementLabel> requested = headers.getAcknowledgementRequests().stream()
                .map(AcknowledgementRequest::getLabel)
                .filter(label -> !never.contains(label))
                .filter(label -> !live || !label.equals(own))
                .toList();
        return live && headers.isResponseRequired() && !requested.isEmpty()
                ? Stream.concat(Stream.of(own), requested.stream()).toList()
                : requested;
    }

    private static void acknowledge(
            AcknowledgementLabel own, ThingId thing, CommandResult result, AcknowledgementAggregator aggregator) {
        DittoHeaders headers = result.value().isPresent()
                ? result.headers()
                : result.headers().toBuilder()
                        .removeHeader(DittoHeaderDefinition.CONTENT_TYPE.getKey())
                        .build();
        aggregator.take(Acknowledgement.of(
                own, thing, result.status(), headers, result.value().orElse(null)));
        aggregator.take(Acknowledgement.of(
                DittoAcknowledgementLabel.SEARCH_PERSISTED,
                thing,
                HttpStatus.NO_CONTENT,
                DittoHeaders.newBuilder().responseRequired(false).build()));
    }
}
