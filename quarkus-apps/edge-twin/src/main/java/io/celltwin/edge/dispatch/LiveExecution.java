package io.celltwin.edge.dispatch;

import io.celltwin.edge.live.LiveChannel;
import io.celltwin.edge.protocol.DittoProtocol;
import io.celltwin.edge.result.CommandResult;
import io.celltwin.edge.thing.LiveChannelConditions;
import io.celltwin.service.failure.Failures;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.DittoHeadersBuilder;
import org.eclipse.ditto.base.model.headers.LiveChannelTimeoutStrategy;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.exceptions.CommandTimeoutException;
import org.eclipse.ditto.things.model.signals.commands.ThingCommand;
import org.eclipse.ditto.things.model.signals.commands.exceptions.LiveChannelConditionNotAllowedException;
import org.eclipse.ditto.things.model.signals.commands.query.ThingQueryCommand;

/**
 * Executes what may go by the live channel: commands that ask for it, and queries whose {@code live-channel-condition}
 * the twin fulfils. A query that the device does not answer in time is answered by the twin if its
 * {@code live-channel-timeout-strategy} says so.
 */
final class LiveExecution {
    private static final String LIVE = "live";
    private static final String TWIN = "twin";

    private final LiveChannel live;
    private final LiveChannelConditions conditions;
    private final DittoProtocol protocol;

    LiveExecution(LiveChannel live, LiveChannelConditions conditions, DittoProtocol protocol) {
        this.live = live;
        this.conditions = conditions;
        this.protocol = protocol;
    }

    /** Whether a signal is for this class. */
    static boolean concerns(Signal<?> signal) {
        return signal instanceof ThingCommand<?> && (Signal.isChannelLive(signal) || isConditional(signal));
    }

    private static boolean isConditional(Signal<?> signal) {
        return signal.getDittoHeaders().getLiveChannelCondition().isPresent();
    }

    /**
     * Executes a command.
     *
     * @param twin asks the twin
     * @throws DittoRuntimeException if the command is not to be executed
     */
    CompletionStage<CommandResult> execute(
            ThingCommand<?> command, Function<Signal<?>, CompletionStage<CommandResult>> twin) {
        if (Signal.isChannelLive(command)) {
            return byDevice(command, command.getDittoHeaders(), twin);
        }
        if (!(command instanceof ThingQueryCommand<?>)) {
            throw LiveChannelConditionNotAllowedException.newBuilder()
                    .dittoHeaders(command.getDittoHeaders())
                    .build();
        }
        return conditions.holds(command)
                ? byDevice(command, matched(command.getDittoHeaders(), true), twin)
                : twin.apply(forTwin(command)).thenApply(answer -> told(answer, TWIN, Optional.of(false)));
    }

    private CompletionStage<CommandResult> byDevice(
            ThingCommand<?> command, DittoHeaders headers, Function<Signal<?>, CompletionStage<CommandResult>> twin) {
        Optional<Boolean> matched = isConditional(command) ? Optional.of(true) : Optional.empty();
        DittoHeaders liveHeaders = headers.toBuilder().channel(LIVE).build();
        ThingCommand<?> liveCommand = (ThingCommand<?>) command.setDittoHeaders(liveHeaders);
        boolean twinInstead = command instanceof ThingQueryCommand<?>
                && headers.getLiveChannelTimeoutStrategy()
                        .filter(LiveChannelTimeoutStrategy.USE_TWIN::equals)
                        .isPresent();
        return live.send(liveCommand)
                .thenApply(response -> response.map(found -> told(SignalRouter.answer(protocol, found), LIVE, matched))
                        .orElseGet(() -> SignalRouter.accepted(protocol, liveCommand)))
                .handle((answer, error) -> {
                    if (error == null) {
                        return CompletableFuture.completedFuture(answer);
                    }
                    return twinInstead && Failures.unwrap(error) instanceof CommandTimeoutException
                            ? twin.apply(forTwin(command)).thenApply(found -> told(found, TWIN, matched))
                            : CompletableFuture.<CommandResult>failedFuture(told(error, matched));
                })
                .thenCompose(outcome -> outcome);
    }

    private static Signal<?> forTwin(ThingCommand<?> command) {
        return command.setDittoHeaders(command.getDittoHeaders().toBuilder()
                .removeHeader(DittoHeaderDefinition.LIVE_CHANNEL_CONDITION.getKey())
                .channel(TWIN)
                .build());
    }

    private static DittoHeaders matched(DittoHeaders headers, boolean matched) {
        return headers.toBuilder()
                .putHeader(DittoHeaderDefinition.LIVE_CHANNEL_CONDITION_MATCHED.getKey(), Boolean.toString(matched))
                .build();
    }

    private static CommandResult told(CommandResult answer, String channel, Optional<Boolean> matched) {
        DittoHeadersBuilder<?, ?> headers =
                answer.headers().toBuilder().channel(channel).responseRequired(false);
        matched.ifPresent(yes -> headers.putHeader(
                DittoHeaderDefinition.LIVE_CHANNEL_CONDITION_MATCHED.getKey(), Boolean.toString(yes)));
        return new CommandResult(answer.topic(), answer.path(), answer.status(), answer.value(), headers.build());
    }

    private static Throwable told(Throwable error, Optional<Boolean> matched) {
        Throwable cause = Failures.unwrap(error);
        if (!(cause instanceof DittoRuntimeException known)) {
            return new CompletionException(cause);
        }
        DittoHeadersBuilder<?, ?> headers =
                known.getDittoHeaders().toBuilder().channel(LIVE).responseRequired(false);
        matched.ifPresent(yes -> headers.putHeader(
                DittoHeaderDefinition.LIVE_CHANNEL_CONDITION_MATCHED.getKey(), Boolean.toString(yes)));
        return known.setDittoHeaders(headers.build());
    }
}
