package io.celltwin.edge.connection;

import io.celltwin.edge.connection.mapping.InboundMapping;
import io.celltwin.edge.connection.metrics.ConnectionMeters;
import io.celltwin.edge.connection.transport.ConnectionLog;
import io.celltwin.edge.connection.transport.InboundHandler;
import io.celltwin.edge.connection.transport.InboundMessage;
import io.celltwin.edge.dispatch.SignalRouter;
import io.celltwin.edge.error.EdgeTwinException;
import io.celltwin.edge.result.CommandResult;
import io.celltwin.service.failure.Failures;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.connectivity.model.ConnectionSignalIdEnforcementFailedException;
import org.eclipse.ditto.connectivity.model.LogType;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.jboss.logging.Logger;

/** Executes the messages of one source. A bad one is counted, logged and done with; it never stops those after it. */
final class Inbound implements InboundHandler {
    private static final Logger LOG = Logger.getLogger(Inbound.class);
    /** It is the twin that cannot now, not the message that is bad. */
    private static final Set<HttpStatus> LATER = Set.of(HttpStatus.SERVICE_UNAVAILABLE, HttpStatus.TOO_MANY_REQUESTS);

    private final InboundMapping mapping;
    private final SignalRouter router;
    private final Optional<Replies> replies;
    private final ConnectionLog log;
    private final ConnectionMeters meters;

    Inbound(
            InboundMapping mapping,
            SignalRouter router,
            Optional<Replies> replies,
            ConnectionLog log,
            ConnectionMeters meters) {
        this.mapping = mapping;
        this.router = router;
        this.replies = replies;
        this.log = log;
        this.meters = meters;
    }

    @Override
    public CompletionStage<Boolean> execute(InboundMessage message) throws InterruptedException {
        List<Signal<?>> signals;
        meters.consumed(message.address());
        try {
            signals = mapping.toSignals(message);
        } catch (ConnectionSignalIdEnforcementFailedException e) {
            meters.enforced(message.address(), false);
            return refused(message, LogType.ENFORCED, e);
        } catch (DittoRuntimeException e) {
            meters.mapped(message.address(), false);
            return refused(message, LogType.MAPPED, e);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.errorf(e, "A message of %s failed by a defect", message.address());
            meters.mapped(message.address(), false);
            return refused(message, LogType.MAPPED, EdgeTwinException.internal());
        }
        if (signals.isEmpty()) {
            meters.ignored(message.address());
            return CompletableFuture.completedFuture(true);
        }
        meters.mapped(message.address(), true);
        CompletionStage<Boolean> done = execute(signals.get(0), message);
        for (Signal<?> next : signals.subList(1, signals.size())) {
            done = done.thenCombine(execute(next, message), Boolean::logicalAnd);
        }
        return done;
    }

    private CompletionStage<Boolean> execute(Signal<?> signal, InboundMessage message) throws InterruptedException {
        if (signal instanceof MessageCommand<?, ?>) {
            // Its response may take a minute; what comes after it does not wait for that.
            router.execute(signal).handle((result, error) -> isDone(message, signal, result, error));
            return CompletableFuture.completedFuture(true);
        }
        return router.executePatiently(signal).handle((result, error) -> isDone(message, signal, result, error));
    }

    @Override
    public void refuseTooLarge(String address, long limitBytes) {
        meters.consumed(address);
        meters.mapped(address, false);
        log.refused(address, LogType.MAPPED, EdgeTwinException.tooLarge(limitBytes));
    }

    private CompletionStage<Boolean> refused(InboundMessage message, LogType step, DittoRuntimeException reason) {
        log.refused(message.address(), step, reason);
        return CompletableFuture.completedFuture(true);
    }

    private boolean isDone(InboundMessage message, Signal<?> signal, CommandResult answer, Throwable error) {
        if (error == null) {
            meters.executed(message.address(), true);
            replies.ifPresent(to -> to.answer(signal, answer));
            return true;
        }
        Throwable cause = Failures.unwrap(error);
        DittoRuntimeException known =
                cause instanceof DittoRuntimeException ditto ? ditto : EdgeTwinException.internal();
        if (LATER.contains(known.getHttpStatus())) {
            meters.retried();
            return false;
        }
        meters.executed(message.address(), false);
        log.refused(message.address(), LogType.DISPATCHED, known);
        replies.ifPresent(to -> to.error(signal, known));
        return true;
    }
}
