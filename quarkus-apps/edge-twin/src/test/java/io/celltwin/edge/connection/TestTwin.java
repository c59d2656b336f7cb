package io.celltwin.edge.connection;

import io.celltwin.edge.access.CreationRules;
import io.celltwin.edge.access.PolicyEnforcerCache;
import io.celltwin.edge.access.ThingEnforcers;
import io.celltwin.edge.ack.AcknowledgementHub;
import io.celltwin.edge.command.CommandExecutor;
import io.celltwin.edge.commit.CommandMetrics;
import io.celltwin.edge.commit.CommitLoop;
import io.celltwin.edge.commit.TwinService;
import io.celltwin.edge.connection.kafka.KafkaTransport;
import io.celltwin.edge.connection.mapping.DittoPayloadMapper;
import io.celltwin.edge.connection.mapping.PayloadMappers;
import io.celltwin.edge.connection.transport.Transports;
import io.celltwin.edge.dispatch.SignalRouter;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.event.EventHub;
import io.celltwin.edge.event.EventViews;
import io.celltwin.edge.history.EntityHistory;
import io.celltwin.edge.history.HistoricalReads;
import io.celltwin.edge.live.LiveChannel;
import io.celltwin.edge.live.LiveViews;
import io.celltwin.edge.message.LiveMessages;
import io.celltwin.edge.policy.SubjectTimes;
import io.celltwin.edge.precondition.SizeLimits;
import io.celltwin.edge.protocol.DittoProtocol;
import io.celltwin.edge.result.CommandResult;
import io.celltwin.edge.state.CommittedState;
import io.celltwin.edge.store.JournalException;
import io.celltwin.edge.store.RetentionPolicy;
import io.celltwin.edge.store.RocksJournal;
import io.celltwin.edge.store.StorageReserve;
import io.celltwin.edge.thing.LiveChannelConditions;
import io.celltwin.edge.wot.ThingSkeletons;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.auth.AuthorizationModelFactory;
import org.eclipse.ditto.base.model.auth.DittoAuthorizationContextType;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectionId;
import org.eclipse.ditto.connectivity.model.ConnectivityModelFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;

/** A twin with connections and without HTTP, on a directory that the next one can take over. */
final class TestTwin implements AutoCloseable {
    private final CommittedState state = new CommittedState();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final FailingJournal journal;
    private final CommitLoop commits;
    private final SignalRouter router;
    private final DittoProtocol protocol = new DittoProtocol();
    private final Connections connections;

    TestTwin(Path directory) throws JournalException {
        PolicyEnforcerCache enforcers = new PolicyEnforcerCache(Clock.systemUTC());
        CommandExecutor executor = new CommandExecutor(
                enforcers,
                new SizeLimits(100_000, 100_000),
                CreationRules.EVERYBODY,
                new SubjectTimes(Duration.ofHours(1), Duration.ofMinutes(1)),
                new ThingSkeletons(url -> JsonObject.empty()));
        CommandMetrics metrics = new CommandMetrics(registry);
        EventHub events = new EventHub();
        journal = new FailingJournal(new RocksJournal(directory, new RetentionPolicy(50, 1_000)));
        journal.open();
        journal.load(state::put);
        commits = new CommitLoop(
                journal,
                StorageReserve.UNLIMITED,
                () -> true,
                state,
                executor,
                events::publish,
                Clock.systemUTC(),
                metrics,
                64);
        commits.start();
        ThingEnforcers thingEnforcers = new ThingEnforcers(state, enforcers);
        LiveViews messageViews = new LiveViews(thingEnforcers);
        LiveMessages messages = new LiveMessages(state, thingEnforcers, 100);
        router = new SignalRouter(
                new TwinService(
                        state,
                        executor,
                        commits,
                        metrics,
                        new HistoricalReads(executor, new EntityHistory(journal, state), state),
                        new ThingSkeletons(url -> JsonObject.empty())),
                messages,
                new LiveChannel(thingEnforcers, messageViews, 100),
                new LiveChannelConditions(thingEnforcers),
                new AcknowledgementHub(100),
                protocol);
        connections = new Connections(
                new ConnectionStore(directory.resolve("connections.json"), directory.resolve("connections.key")),
                StorageReserve.UNLIMITED,
                new ConnectionOpener(
                        new Transports(List.of(new KafkaTransport())),
                        new PayloadMappers(List.of(new DittoPayloadMapper(protocol))),
                        router,
                        protocol,
                        events,
                        new EventViews(thingEnforcers),
                        messages,
                        messageViews,
                        registry,
                        100_000,
                        1_000),
                Clock.systemUTC(),
                10);
        connections.open();
    }

    Connections connections() {
        return connections;
    }

    FailingJournal journal() {
        return journal;
    }

    Optional<Connection> connect(String id, String json) {
        Connection connection =
                ConnectivityModelFactory.connectionFromJson(JsonObject.of(json).setValue("id", id));
        return connections
                .put(connection, DittoHeaders.empty())
                .toCompletableFuture()
                .join();
    }

    /** Executes a message of the Ditto protocol on behalf of a subject. */
    CommandResult execute(String message, String subject) {
        AuthorizationContext who = AuthorizationModelFactory.newAuthContext(
                DittoAuthorizationContextType.PRE_AUTHENTICATED_HTTP,
                AuthorizationModelFactory.newAuthSubject(subject));
        return router.execute(protocol.toSignal(protocol.parse(message), who, "test"))
                .toCompletableFuture()
                .join();
    }

    Optional<JsonValue> value(String thing, String path) {
        return state.alive(EntityKey.of(ThingId.of(thing))).flatMap(entity -> entity.at(JsonPointer.of(path)));
    }

    Optional<Entity> thing(String thing) {
        return state.alive(EntityKey.of(ThingId.of(thing)));
    }

    double counted(String outcome) {
        return counted("inbound", outcome);
    }

    double counted(String direction, String outcome) {
        return registry.get("celltwin.edge.connection." + direction).tag("outcome", outcome).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    String log(String connection) {
        return connections
                .logs(ConnectionId.of(connection), DittoHeaders.empty())
                .toString();
    }

    @Override
    public void close() {
        connections.close();
        commits.close();
        journal.close();
    }
}
