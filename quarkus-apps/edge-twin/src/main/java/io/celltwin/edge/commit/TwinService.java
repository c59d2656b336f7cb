package io.celltwin.edge.commit;

import io.celltwin.edge.command.CommandErrors;
import io.celltwin.edge.command.CommandExecutor;
import io.celltwin.edge.error.EdgeTwinException;
import io.celltwin.edge.error.UnsupportedFeature;
import io.celltwin.edge.error.UnsupportedHeaders;
import io.celltwin.edge.history.HistoricalReads;
import io.celltwin.edge.result.CommandResult;
import io.celltwin.edge.state.CommittedState;
import io.celltwin.edge.wot.ThingSkeletons;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.things.model.signals.commands.modify.MigrateThingDefinition;
import org.jboss.logging.Logger;

/**
 * The twin, whichever way a command came in. Queries are answered at once from memory; writes are answered when they
 * are on disk. An answer may come on any thread: who takes it must not block there.
 */
public final class TwinService {
    private static final Logger LOG = Logger.getLogger(TwinService.class);

    private final CommittedState state;
    private final CommandExecutor executor;
    private final CommitLoop commits;
    private final CommandMetrics metrics;
    private final HistoricalReads historicalReads;
    private final ThingSkeletons skeletons;

    public TwinService(
            CommittedState state,
            CommandExecutor executor,
            CommitLoop commits,
            CommandMetrics metrics,
            HistoricalReads historicalReads,
            ThingSkeletons skeletons) {
        this.skeletons = skeletons;
        this.historicalReads = historicalReads;
        this.state = state;
        this.executor = executor;
        this.commits = commits;
        this.metrics = metrics;
    }

    /**
     * Executes a command; a write is refused if too many wait.
     *
     * @param signal a Ditto command whose headers say on whose behalf it is
     * @return completes with the answer or with a {@link DittoRuntimeException}
     */
    public CompletionStage<CommandResult> execute(Signal<?> signal) {
        try {
            Command<?> command = supported(signal);
            if (HistoricalReads.concerns(command)) {
                return historicalReads.execute(command);
            }
            if (command instanceof MigrateThingDefinition migration) {
                return migrated(migration);
            }
            return executor.isWrite(command)
                    ? commits.offer(command)
                    : CompletableFuture.completedFuture(read(command));
        } catch (DittoRuntimeException e) {
            return CompletableFuture.failedFuture(CommandErrors.of(signal, e));
        } catch (JsonRuntimeException e) { // such as a path in a header that is none
            return CompletableFuture.failedFuture(new DittoJsonException(e, signal.getDittoHeaders()));
        } catch (RuntimeException | StackOverflowError e) {
            LOG.errorf(e, "The command '%s' failed by a defect", signal.getType());
            return CompletableFuture.failedFuture(
                    EdgeTwinException.internal().setDittoHeaders(signal.getDittoHeaders()));
        }
    }

    /**
     * Executes a command after all that were given before, so that a query sees what they change.
     *
     * @return completes with the answer or with a {@link DittoRuntimeException}, such as that too many wait
     */
    public CompletionStage<CommandResult> executeInOrder(Signal<?> signal) {
        try {
            Command<?> command = supported(signal);
            // What was is not changed by what waits to be executed.
            if (HistoricalReads.concerns(command)) {
                return historicalReads.execute(command);
            }
            return command instanceof MigrateThingDefinition migration ? migrated(migration) : commits.offer(command);
        } catch (DittoRuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Executes a command after all that were given before, as soon as there is room for it; for sources that can wait.
     *
     * @return completes with the answer or with a {@link DittoRuntimeException}
     * @throws InterruptedException if the waiting thread was interrupted
     */
    public CompletionStage<CommandResult> executePatiently(Signal<?> signal) throws InterruptedException {
        try {
            Command<?> command = supported(signal);
            if (HistoricalReads.concerns(command)) {
                return historicalReads.execute(command);
            }
            return command instanceof MigrateThingDefinition migration ? migrated(migration) : commits.put(command);
        } catch (DittoRuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** What a definition means is fetched first; other commands do not wait for that. */
    private CompletionStage<CommandResult> migrated(MigrateThingDefinition command) {
        return skeletons.prepare(command.getThingDefinitionUrl()).thenCompose(ready -> commits.offer(command));
    }

    private CommandResult read(Command<?> command) {
        long start = System.nanoTime();
        try {
            return executor.read(command, state);
        } finally {
            metrics.read(start);
        }
    }

    private static Command<?> supported(Signal<?> signal) {
        if (!(signal instanceof Command<?> command)) {
            throw UnsupportedFeature.SIGNAL.error(signal.getType()).setDittoHeaders(signal.getDittoHeaders());
        }
        UnsupportedHeaders.check(signal);
        return command;
    }
}
