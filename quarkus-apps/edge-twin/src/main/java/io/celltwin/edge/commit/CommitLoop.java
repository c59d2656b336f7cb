package io.celltwin.edge.commit;

import io.celltwin.edge.command.CommandErrors;
import io.celltwin.edge.command.CommandExecutor;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.error.EdgeTwinException;
import io.celltwin.edge.result.CommandResult;
import io.celltwin.edge.state.CommittedState;
import io.celltwin.edge.state.Transaction;
import io.celltwin.edge.state.TwinEvent;
import io.celltwin.edge.store.Journal;
import io.celltwin.edge.store.JournalEntry;
import io.celltwin.edge.store.JournalException;
import io.celltwin.edge.store.StorageReserve;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.PolicyCommand;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyTooManyModifyingRequestsException;
import org.eclipse.ditto.things.model.signals.commands.ThingCommand;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingTooManyModifyingRequestsException;
import org.jboss.logging.Logger;

/**
 * The one thread that changes the twin, so that the cost of reaching the disk is shared by all that arrived meanwhile
 * (group commit).
 *
 * <ol>
 * <li>Take all commands that wait, up to a limit.
 * <li>Execute them in order, each in a transaction of its own on top of those before it; one that fails leaves nothing.
 * <li>Put all their changes on disk at once.
 * <li>Only then show the changes, tell them, and answer.
 * </ol>
 * <b>When the disk takes no changes</b> (step 3 fails, or the {@link StorageReserve} says beforehand that there is no
 * room) writes are answered with 503 and were not made; queries are answered from what is on disk. From then on the
 * loop tries by itself, now and then, whether the disk is well again, so that no restart and no unlucky first write
 * is needed.
 *
 * <p>
 * <b>Crash points.</b> Before the end of step 3 nobody was told anything. After it, all changes are found by the next
 * start, told or not; who had no answer must ask.
 */
public final class CommitLoop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(CommitLoop.class);
    private static final int LARGEST_BATCH = 512;
    private static final Duration IDLE_POLL = Duration.ofMillis(200);
    private static final long RECOVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final Journal journal;
    private final StorageReserve reserve;
    private final MemoryReserve memory;
    private final CommittedState state;
    private final CommandExecutor executor;
    private final Consumer<List<TwinEvent>> publisher;
    private final Clock clock;
    private final CommandMetrics metrics;
    private final BlockingQueue<Pending> queue;
    private final Thread thread = new Thread(this::run, "edge-twin-commit");
    private volatile boolean stopping;
    private volatile boolean stored = true;
    /** Used by the thread alone, as the next. */
    private boolean reserveTold;

    private long recoveryNanos;
    private long forgottenNanos = System.nanoTime();

    /**
     * @param journal where the changes go; used by this loop's thread alone once it is started
     * @param reserve says whether there is room for more
     * @param memory says whether there is memory for more
     * @param publisher told of the changes of each batch, in order, once they are on disk; must not block
     * @param queueLength how many commands may wait
     */
    public CommitLoop(
            Journal journal,
            StorageReserve reserve,
            MemoryReserve memory,
            CommittedState state,
            CommandExecutor executor,
            Consumer<List<TwinEvent>> publisher,
            Clock clock,
            CommandMetrics metrics,
            int queueLength) {
        this.journal = journal;
        this.reserve = reserve;
        this.memory = memory;
        this.state = state;
        this.executor = executor;
        this.publisher = publisher;
        this.clock = clock;
        this.metrics = metrics;
        queue = new ArrayBlockingQueue<>(queueLength);
        metrics.watchQueue(queue);
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /** Whether a change would reach the disk now, as far as is known. */
    public boolean isHealthy() {
        return stored && thread.isAlive() && reserve.allowsWrites();
    }

    /**
     * Takes a command if there is room.
     *
     * @return completes when the changes are on disk, or with the error
     */
    CompletionStage<CommandResult> offer(Command<?> command) {
        Pending pending = new Pending(command, new CompletableFuture<>(), System.nanoTime());
        if (stopping) {
            pending.fail(EdgeTwinException.stopping());
        } else if (!queue.offer(pending)) {
            metrics.refusedBusy();
            pending.fail(busy(command));
        }
        return pending.answer();
    }

    /**
     * Takes a command, waiting for room.
     *
     * @return completes when the changes are on disk, or with the error
     * @throws InterruptedException if the waiting thread was interrupted
     */
    CompletionStage<CommandResult> put(Command<?> command) throws InterruptedException {
        Pending pending = new Pending(command, new CompletableFuture<>(), System.nanoTime());
        while (!stopping) {
            if (queue.offer(pending, IDLE_POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                return pending.answer();
            }
        }
        pending.fail(EdgeTwinException.stopping());
        return pending.answer();
    }

    private static DittoRuntimeException busy(Command<?> command) {
        if (command instanceof PolicyCommand<?> policyCommand) {
            return PolicyTooManyModifyingRequestsException.newBuilder(PolicyId.of(policyCommand.getEntityId()))
                    .build();
        }
        if (command instanceof ThingCommand<?> thingCommand) {
            return ThingTooManyModifyingRequestsException.newBuilder(thingCommand.getEntityId())
                    .build();
        }
        return EdgeTwinException.busy();
    }

    private void run() {
        List<Pending> batch = new ArrayList<>(LARGEST_BATCH);
        while (!stopping || !queue.isEmpty()) {
            try {
                Pending first = queue.poll(IDLE_POLL.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, LARGEST_BATCH - 1);
                    commit(batch);
                }
                recoverNowAndThen();
                forgetNowAndThen(first == null);
            } catch (InterruptedException e) {
                stopping = true;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                LOG.error("A batch of commands failed by a defect", e);
                batch.forEach(pending -> pending.fail(EdgeTwinException.internal()));
            } finally {
                batch.clear();
            }
        }
    }

    private void commit(List<Pending> batch) {
        if (!mayWrite()) {
            refuseWrites(batch);
            return;
        }
        Transaction transaction = new Transaction(state, clock);
        List<Runnable> answers = new ArrayList<>(batch.size());
        for (Pending pending : batch) {
            answers.add(execute(pending, transaction));
        }
        try {
            keep(transaction.events());
        } catch (JournalException e) {
            stored = false;
            recoveryNanos = System.nanoTime();
            metrics.commitFailed();
            LOG.errorf("Writes are refused: %s", e.getMessage());
            refuseWrites(batch);
            return;
        }
        transaction.changed().forEach(state::put);
        if (!transaction.events().isEmpty()) {
            publisher.accept(transaction.events());
        }
        for (Runnable answer : answers) {
            answer.run();
        }
        batch.forEach(pending -> metrics.written(pending.startNanos()));
    }

    private boolean mayWrite() {
        boolean allowed = reserve.allowsWrites();
        if (allowed == reserveTold) {
            reserveTold = !allowed;
            LOG.warn(
                    allowed
                            ? "Writes are taken again: the disk has room"
                            : "Writes are refused: the disk has only its reserve left");
        }
        return allowed;
    }

    private void refuseWrites(List<Pending> batch) {
        Transaction nothing = new Transaction(state, clock);
        for (Pending pending : batch) {
            if (executor.isWrite(pending.command())) {
                metrics.refusedNotStored();
                pending.fail(EdgeTwinException.notStored());
            } else {
                execute(pending, nothing).run();
            }
        }
    }

    private void recoverNowAndThen() {
        if (stored || System.nanoTime() - recoveryNanos < RECOVERY_NANOS) {
            return;
        }
        try {
            journal.recover();
            stored = true;
            LOG.info("Writes are taken again: the disk is well");
        } catch (JournalException e) {
            LOG.debugf("The disk is not well yet: %s", e.getMessage());
        }
        recoveryNanos = System.nanoTime();
    }

    /** When there is nothing else to do, or else each second, so that it comes to an end under load as well. */
    private void forgetNowAndThen(boolean idle) {
        if (!stored || !idle && System.nanoTime() - forgottenNanos < RECOVERY_NANOS) {
            return;
        }
        try {
            journal.forgetOld();
        } catch (JournalException e) {
            LOG.warnf("Old changes could not be forgotten: %s", e.getMessage());
        }
        forgottenNanos = System.nanoTime();
    }

    private Runnable execute(Pending pending, Transaction transaction) {
        Transaction own = transaction.nested();
        try {
            CommandResult answer = executor.execute(pending.command(), own);
            checkMemory(own);
            transaction.take(own);
            return () -> pending.answer().complete(answer);
        } catch (DittoRuntimeException e) {
            return () -> pending.fail(e);
        } catch (JsonRuntimeException e) { // such as a path in a header that is none
            return () -> pending.fail(new DittoJsonException(e));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.errorf(
                    e, "The command '%s' failed by a defect", pending.command().getType());
            return () -> pending.fail(EdgeTwinException.internal());
        }
    }

    private void checkMemory(Transaction own) {
        boolean creates = own.events().stream()
                .anyMatch(event -> !event.after().deleted()
                        && event.before().flatMap(Entity::ifAlive).isEmpty());
        if (creates && !memory.allowsGrowth()) {
            throw EdgeTwinException.noMemory();
        }
    }

    private void keep(List<TwinEvent> events) throws JournalException {
        if (events.isEmpty()) {
            return;
        }
        List<JournalEntry> entries = new ArrayList<>(events.size());
        for (TwinEvent event : events) {
            entries.add(new JournalEntry(event.change(), event.before(), event.after()));
        }
        long start = System.nanoTime();
        journal.append(entries);
        stored = true;
        metrics.committed(Duration.ofNanos(System.nanoTime() - start), entries.size());
    }

    /** Executes what waits, refuses what comes later, and ends. The journal stays open. */
    @Override
    public void close() {
        stopping = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        List<Pending> late = new ArrayList<>();
        queue.drainTo(late);
        late.forEach(pending -> pending.fail(EdgeTwinException.stopping()));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A command that waits for its answer. */
    private record Pending(Command<?> command, CompletableFuture<CommandResult> answer, long startNanos) {
        void fail(DittoRuntimeException error) {
            answer.completeExceptionally(CommandErrors.of(command, error));
        }
    }
}
