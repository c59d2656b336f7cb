package io.celltwin.edge.connection;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectionId;
import org.eclipse.ditto.connectivity.model.ConnectivityModelFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;

import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.event.EventHub;
import io.celltwin.edge.policy.PolicyGuards;
import io.celltwin.edge.protocol.DittoProtocol;
import io.celltwin.edge.store.JournalException;
import io.celltwin.edge.store.RetentionPolicy;
import io.celltwin.edge.store.RocksJournal;
import io.celltwin.edge.twin.CommandExecutor;
import io.celltwin.edge.twin.CommitLoop;
import io.celltwin.edge.twin.CommittedState;
import io.celltwin.edge.twin.TwinLimits;
import io.celltwin.edge.twin.TwinMetrics;
import io.celltwin.edge.twin.TwinService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** A twin with connections and without HTTP, on a directory that the next one can take over. */
final class TestTwin implements AutoCloseable {
    private final CommittedState state = new CommittedState();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final FailingJournal journal;
    private final CommitLoop commits;
    private final Connections connections;

    TestTwin(Path directory) throws JournalException {
        CommandExecutor executor = new CommandExecutor(new PolicyGuards(Clock.systemUTC()),
                new TwinLimits(100_000, 100_000));
        TwinMetrics metrics = new TwinMetrics(registry);
        EventHub events = new EventHub();
        journal = new FailingJournal(RocksJournal.open(directory, new RetentionPolicy(50, 1_000)));
        journal.load(state::put);
        commits = new CommitLoop(journal, state, executor, events::publish, Clock.systemUTC(), metrics, 64);
        commits.start();
        connections = new Connections(new ConnectionStore(directory.resolve("connections.json")),
                new ConnectionOpener(new TwinService(state, executor, commits, metrics), new DittoProtocol(), registry,
                        100_000),
                Clock.systemUTC(), 10);
        connections.open();
    }

    Connections connections() {
        return connections;
    }

    FailingJournal journal() {
        return journal;
    }

    Optional<Connection> connect(String id, String json) {
        Connection connection = ConnectivityModelFactory.connectionFromJson(JsonObject.of(json).setValue("id", id));
        return connections.put(connection, DittoHeaders.empty()).toCompletableFuture().join();
    }

    Optional<JsonValue> value(String thing, String path) {
        return state.alive(EntityKey.of(ThingId.of(thing))).flatMap(entity -> entity.at(JsonPointer.of(path)));
    }

    Optional<Entity> thing(String thing) {
        return state.alive(EntityKey.of(ThingId.of(thing)));
    }

    double counted(String outcome) {
        return registry.get("celltwin.edge.connection.inbound").tag("outcome", outcome).counter().count();
    }

    String log(String connection) {
        return connections.log(ConnectionId.of(connection), DittoHeaders.empty()).entries().toString();
    }

    @Override
    public void close() {
        connections.close();
        commits.close();
        journal.close();
    }
}
