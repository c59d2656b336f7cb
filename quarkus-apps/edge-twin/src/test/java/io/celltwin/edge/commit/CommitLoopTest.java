package io.celltwin.edge.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.celltwin.edge.access.CreationRules;
import io.celltwin.edge.access.PolicyEnforcerCache;
import io.celltwin.edge.command.CommandExecutor;
import io.celltwin.edge.entity.Change;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.history.EntityHistory;
import io.celltwin.edge.history.HistoricalReads;
import io.celltwin.edge.policy.SubjectTimes;
import io.celltwin.edge.precondition.SizeLimits;
import io.celltwin.edge.protocol.DittoProtocol;
import io.celltwin.edge.result.CommandResult;
import io.celltwin.edge.state.CommittedState;
import io.celltwin.edge.state.TwinEvent;
import io.celltwin.edge.store.Journal;
import io.celltwin.edge.store.JournalEntry;
import io.celltwin.edge.store.JournalException;
import io.celltwin.edge.wot.ThingSkeletons;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.auth.AuthorizationModelFactory;
import org.eclipse.ditto.base.model.auth.DittoAuthorizationContextType;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitLoopTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final AuthorizationContext ANNA = AuthorizationModelFactory.newAuthContext(
            DittoAuthorizationContextType.PRE_AUTHENTICATED_HTTP,
            AuthorizationModelFactory.newAuthSubject("celltwin:anna"));

    private final MemoryJournal journal = new MemoryJournal();
    private final CommittedState state = new CommittedState();
    private final List<TwinEvent> told = new CopyOnWriteArrayList<>();
    private final DittoProtocol protocol = new DittoProtocol();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private volatile boolean room = true;
    private volatile boolean memory = true;
    private CommitLoop commits;
    private TwinService twin;

    @BeforeEach
    void start() {
        CommandExecutor executor = new CommandExecutor(
                new PolicyEnforcerCache(Clock.systemUTC()),
                new SizeLimits(100_000, 100_000),
                CreationRules.EVERYBODY,
                new SubjectTimes(Duration.ofHours(1), Duration.ofMinutes(1)),
                new ThingSkeletons(url -> JsonObject.empty()));
        CommandMetrics metrics = new CommandMetrics(registry);
        commits = new CommitLoop(
                journal, () -> room, () -> memory, state, executor, told::addAll, Clock.systemUTC(), metrics, 1_000);
        twin = new TwinService(
                state,
                executor,
                commits,
                metrics,
                new HistoricalReads(executor, new EntityHistory(journal, state), state),
                new ThingSkeletons(url -> JsonObject.empty()));
        commits.start();
        assertThat(write("create", "/", "{}").status()).isEqualTo(HttpStatus.CREATED);
    }

    @AfterEach
    void stop() {
        commits.close();
    }

    @Test
    void whileOnlyTheReserveIsLeftWritesAreRefusedAsRetryableReadsGoOnAndBothWorkAgainAfterwards() {
        room = false;

        assertThatNotStored(() -> write("modify", "/attributes/a", "1"));
        assertThatNotStored(() -> write("delete", "/", "null"));
        assertThat(read("/policyId").status()).isEqualTo(HttpStatus.OK);
        assertThat(readInOrder("/policyId").status()).isEqualTo(HttpStatus.OK);
        assertThat(commits.isHealthy()).isFalse();
        assertThat(told).hasSize(2);
        assertThat(journal.batches.get()).isEqualTo(1);
        assertThat(registry.get("celltwin.edge.refused")
                        .tag("reason", "storage")
                        .counter()
                        .count())
                .isEqualTo(2);

        room = true;

        assertThat(write("modify", "/attributes/a", "2").status()).isEqualTo(HttpStatus.CREATED);
        assertThat(commits.isHealthy()).isTrue();
    }

    @Test
    void withoutMemoryNothingIsCreatedAndWhatIsThereGoesOn() {
        memory = false;
        assertThat(write("delete", "/", "null").status()).isEqualTo(HttpStatus.NO_CONTENT);

        String again = "{\"policyId\":\"test:pump\"}";
        assertThatThrownBy(() -> write("modify", "/", again))
                .hasRootCauseInstanceOf(DittoRuntimeException.class)
                .rootCause()
                .hasMessageContaining("no memory");

        memory = true;
        assertThat(write("modify", "/", again).status()).isEqualTo(HttpStatus.CREATED);
        memory = false;
        assertThat(write("modify", "/attributes/a", "1").status()).isEqualTo(HttpStatus.CREATED);
    }

    @Test
    void aFailedWriteIsNotMadeAndReadsInOrderAreAnsweredFromWhatIsOnDisk() {
        journal.broken = true;

        assertThatNotStored(() -> write("modify", "/attributes/a", "1"));

        assertThatThrownBy(() -> readInOrder("/attributes/a"))
                .hasRootCauseInstanceOf(DittoRuntimeException.class)
                .rootCause()
                .extracting(error -> ((DittoRuntimeException) error).getHttpStatus())
                .isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(readInOrder("/policyId").status()).isEqualTo(HttpStatus.OK);
    }

    @Test
    void itHealsByItselfWhenTheDiskIsWellAgain() {
        journal.broken = true;
        assertThatNotStored(() -> write("modify", "/attributes/a", "1"));
        assertThat(commits.isHealthy()).isFalse();

        journal.broken = false;

        await().atMost(SOON).until(commits::isHealthy);
        assertThat(write("modify", "/attributes/a", "2").status()).isEqualTo(HttpStatus.CREATED);
    }

    private CommandResult write(String action, String path, String value) {
        return join(twin.execute(protocol.toSignal(
                protocol.parse("{\"topic\":\"test/pump/things/twin/commands/%s\",\"path\":\"%s\",\"value\":%s}"
                        .formatted(action, path, value)),
                ANNA,
                "test")));
    }

    private CommandResult read(String path) {
        return join(twin.execute(protocol.toSignal(protocol.parse(query(path)), ANNA, "test")));
    }

    private CommandResult readInOrder(String path) {
        return join(twin.executeInOrder(protocol.toSignal(protocol.parse(query(path)), ANNA, "test")));
    }

    private static String query(String path) {
        return "{\"topic\":\"test/pump/things/twin/commands/retrieve\",\"path\":\"%s\"}".formatted(path);
    }

    private static CommandResult join(CompletionStage<CommandResult> answer) {
        return answer.toCompletableFuture().join();
    }

    private static void assertThatNotStored(org.assertj.core.api.ThrowableAssert.ThrowingCallable write) {
        assertThatThrownBy(write)
                .isInstanceOf(CompletionException.class)
                .rootCause()
                .isInstanceOfSatisfying(DittoRuntimeException.class, error -> {
                    assertThat(error.getHttpStatus()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
                    assertThat(error.getErrorCode()).isEqualTo("edge:notstored");
                });
    }

    /** A journal whose disk can break and be mended. */
    private static final class MemoryJournal implements Journal {
        private final AtomicInteger batches = new AtomicInteger();
        private volatile boolean broken;

        @Override
        public void open() {}

        @Override
        public void load(Consumer<Entity> sink) {}

        @Override
        public void append(List<JournalEntry> entries) throws JournalException {
            recover();
            batches.incrementAndGet();
        }

        @Override
        public void recover() throws JournalException {
            if (broken) {
                throw new JournalException("The disk is broken.");
            }
        }

        @Override
        public void forgetOld() {
            // Nothing is kept.
        }

        @Override
        public Optional<Entity> oldestState(EntityKey key) {
            return Optional.empty();
        }

        @Override
        public List<Change> changes(EntityKey key, long fromRevision, int limit) {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
