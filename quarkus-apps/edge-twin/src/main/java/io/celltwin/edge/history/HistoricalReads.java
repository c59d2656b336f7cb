package io.celltwin.edge.history;

import io.celltwin.edge.command.CommandExecutor;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.entity.EntityKind;
import io.celltwin.edge.error.EdgeTwinException;
import io.celltwin.edge.policydocument.PolicyPath;
import io.celltwin.edge.policydocument.PolicyRead;
import io.celltwin.edge.result.CommandResult;
import io.celltwin.edge.state.StateView;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.base.model.exceptions.DittoHeaderInvalidException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.PolicyCommand;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyHistoryNotAccessibleException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyNotAccessibleException;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.ThingCommand;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingHistoryNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotAccessibleException;

/**
 * Answers queries with the headers {@code at-historical-revision} and {@code at-historical-timestamp}. What was of a thing
 * is judged by the policy that the thing has now; what was of a policy is shown to who may read all of it now, since a
 * former policy would judge by former rights.
 */
public final class HistoricalReads {
    private static final String AT_REVISION = DittoHeaderDefinition.AT_HISTORICAL_REVISION.getKey();
    private static final String AT_TIME = DittoHeaderDefinition.AT_HISTORICAL_TIMESTAMP.getKey();
    private static final int MOST_WAITING = 256;

    private final CommandExecutor executor;
    private final EntityHistory history;
    private final StateView now;
    /** Reads the disk, one query at a time. */
    private final Executor reader;

    public HistoricalReads(CommandExecutor executor, EntityHistory history, StateView now) {
        this.executor = executor;
        this.history = history;
        this.now = now;
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
                    Thread thread = new Thread(task, "edge-twin-history");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        reader = pool;
    }

    /** Whether a command asks for the past. */
    public static boolean concerns(Command<?> command) {
        DittoHeaders headers = command.getDittoHeaders();
        return headers.containsKey(AT_REVISION) || headers.containsKey(AT_TIME);
    }

    /**
     * Answers a query.
     *
     * @return completes with the answer or with a {@link DittoRuntimeException}
     * @throws DittoRuntimeException if it cannot be answered at all
     */
    public CompletionStage<CommandResult> execute(Command<?> command) {
        if (command.getCategory() != Command.Category.QUERY) {
            throw EdgeTwinException.badRequest(
                            "The past cannot be changed.",
                            "Leave out the headers '" + AT_REVISION + "' and '" + AT_TIME + "'.")
                    .setDittoHeaders(command.getDittoHeaders());
        }
        try {
            return CompletableFuture.supplyAsync(() -> read(command), reader);
        } catch (RejectedExecutionException e) {
            throw EdgeTwinException.busy().setDittoHeaders(command.getDittoHeaders());
        }
    }

    private CommandResult read(Command<?> command) {
        EntityKey key = key(command);
        checkAllowedNow(command, key);
        Entity past = past(command, key).orElseThrow(() -> notKept(command));
        return executor.read(withoutTime(command), asked -> asked.equals(key) ? Optional.of(past) : now.find(asked));
    }

    private void checkAllowedNow(Command<?> command, EntityKey key) {
        Optional<Entity> present = now.alive(key);
        if (key.kind() == EntityKind.THING) {
            if (present.isEmpty()) {
                throw ThingNotAccessibleException.newBuilder(ThingId.of(key.id()))
                        .dittoHeaders(command.getDittoHeaders())
                        .build();
            }
            return;
        }
        PolicyId id = PolicyId.of(key.id());
        CommandResult whole = executor.read(
                new PolicyRead(
                        id,
                        PolicyPath.POLICY,
                        Optional.empty(),
                        withoutTime(command).getDittoHeaders()),
                now);
        if (!whole.value().equals(present.map(Entity::json))) {
            throw PolicyNotAccessibleException.newBuilder(id)
                    .dittoHeaders(command.getDittoHeaders())
                    .build();
        }
    }

    private static Command<?> withoutTime(Command<?> command) {
        return (Command<?>) command.setDittoHeaders(command.getDittoHeaders().toBuilder()
                .removeHeader(AT_REVISION)
                .removeHeader(AT_TIME)
                // What the asker has already, and what the thing is now, says nothing about the past.
                .removePreconditionHeaders()
                .removeHeader(DittoHeaderDefinition.CONDITION.getKey())
                .build());
    }

    private static EntityKey key(Command<?> command) {
        if (command instanceof ThingCommand<?> thing) {
            return EntityKey.of(thing.getEntityId());
        }
        if (command instanceof PolicyCommand<?> policy) {
            return EntityKey.of(PolicyId.of(policy.getEntityId()));
        }
        throw EdgeTwinException.badRequest("A past is had by one thing or policy at a time.", null)
                .setDittoHeaders(command.getDittoHeaders());
    }

    private Optional<Entity> past(Command<?> command, EntityKey key) {
        DittoHeaders headers = command.getDittoHeaders();
        return headers.containsKey(AT_REVISION)
                ? history.at(key, revision(headers)).flatMap(Entity::ifAlive)
                : history.at(key, time(headers)).flatMap(Entity::ifAlive);
    }

    private static long revision(DittoHeaders headers) {
        try {
            return Long.parseLong(headers.get(AT_REVISION));
        } catch (NumberFormatException e) {
            throw invalid(AT_REVISION, headers, "a revision");
        }
    }

    private static Instant time(DittoHeaders headers) {
        try {
            return Instant.parse(headers.get(AT_TIME));
        } catch (DateTimeException e) {
            throw invalid(AT_TIME, headers, "a time by ISO 8601");
        }
    }

    private static DittoRuntimeException invalid(String header, DittoHeaders headers, String wanted) {
        return DittoHeaderInvalidException.newInvalidTypeBuilder(header, headers.get(header), wanted)
                .dittoHeaders(headers)
                .build();
    }

    private static DittoRuntimeException notKept(Command<?> command) {
        DittoHeaders headers = command.getDittoHeaders();
        EntityKey key = key(command);
        if (key.kind() == EntityKind.THING) {
            ThingId id = ThingId.of(key.id());
            return (headers.containsKey(AT_REVISION)
                            ? ThingHistoryNotAccessibleException.newBuilder(id, revision(headers))
                            : ThingHistoryNotAccessibleException.newBuilder(id, time(headers)))
                    .dittoHeaders(headers)
                    .build();
        }
        PolicyId id = PolicyId.of(key.id());
        return (headers.containsKey(AT_REVISION)
                        ? PolicyHistoryNotAccessibleException.newBuilder(id, revision(headers))
                        : PolicyHistoryNotAccessibleException.newBuilder(id, time(headers)))
                .dittoHeaders(headers)
                .build();
    }
}
