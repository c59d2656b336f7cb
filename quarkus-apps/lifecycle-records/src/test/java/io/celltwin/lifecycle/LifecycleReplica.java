package io.celltwin.lifecycle;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.celltwin.lifecycle.alarm.AlarmBook;
import io.celltwin.lifecycle.command.CommandBook;
import io.celltwin.lifecycle.config.LifecycleConfig;
import io.celltwin.lifecycle.evidence.EvidenceJson;
import io.celltwin.lifecycle.evidence.LogKey;
import io.celltwin.lifecycle.evidence.RecordLog;
import io.celltwin.lifecycle.evidence.RecordLogKeeper;
import io.celltwin.lifecycle.evidence.RecordLogKeepers;
import io.celltwin.lifecycle.evidence.Retentions;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordStores;
import io.celltwin.lifecycle.record.RecordWriter;
import io.celltwin.lifecycle.step.StepWatches;
import io.celltwin.lifecycle.twin.Twins;
import io.celltwin.model.ModelCatalog;
import io.celltwin.policy.RoleSubjects;
import io.celltwin.twin.client.TwinClient;
import io.celltwin.twin.config.DittoConfig;
import io.celltwin.twin.topic.AppReplica;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/** Lifecycle records in a process of its own; its further arguments name the database server and a directory for logs. */
final class LifecycleReplica {

    private LifecycleReplica() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        MongoClient mongo = MongoClients.create(arguments[3]);
        Path directory = Path.of(arguments[4]);
        App app = watch(
                mongo,
                "replicas",
                AppReplica.twins(),
                directory.resolve("key.pem"),
                Files.createTempDirectory(directory, "log"));
        app.records().prepare(0);
        AppReplica.of(arguments).watch(app.watch());
        new CountDownLatch(1).await();
    }

    /** The app's parts that a test looks at. */
    record App(LifecycleWatch watch, RecordWriter writer, RecordStore records, RecordLog log, RecordLogKeeper keeper) {}

    /** @param keyFile the key that all replicas share */
    static App watch(MongoClient mongo, String database, TwinClient client, Path keyFile, Path directory)
            throws IOException {
        SmallRyeConfig settings = new SmallRyeConfigBuilder()
                .withMapping(DittoConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withDefaultValue("celltwin.ditto.changes", "kafka")
                .build();
        LifecycleConfig config = LifecycleSettings.with(database, directory);
        RecordWriter writer = new RecordWriter(config, new SimpleMeterRegistry());
        LogKey key = LogKey.in(keyFile);
        RecordStore records = new RecordStore(mongo, config, key.recordSeal(), RecordStores.NO_SECRETS);
        RecordLog log = new RecordLog(records, key, directory, EvidenceJson.mapper(), InstantSource.system());
        Twins twins = new Twins(client, ModelCatalog.bundled(), "http://127.0.0.1/models", RoleSubjects.defaults());
        return new App(
                new LifecycleWatch(
                        twins,
                        writer,
                        RecordLogKeepers.of(records, log, key, config),
                        Retentions.none(records, log),
                        StepWatches.create(mongo, config, writer, records, twins),
                        new AlarmBook(records),
                        new CommandBook(records),
                        settings.getConfigMapping(DittoConfig.class)),
                writer,
                records,
                log,
                RecordLogKeepers.of(records, log, key, config));
    }
}
