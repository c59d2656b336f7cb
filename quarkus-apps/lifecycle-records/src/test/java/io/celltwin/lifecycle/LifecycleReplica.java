package io.celltwin.lifecycle;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.celltwin.lifecycle.alarm.AlarmBook;
import io.celltwin.lifecycle.command.CommandBook;
import io.celltwin.lifecycle.config.LifecycleConfig;
import io.celltwin.lifecycle.record.RecordStore;
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
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Lifecycle records in a process of its own; its further argument names the database server. */
final class LifecycleReplica {

    private LifecycleReplica() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        MongoClient mongo = MongoClients.create(arguments[3]);
        AppReplica.of(arguments)
                .watch(watch(mongo, "replicas", AppReplica.twins()).watch());
        new CountDownLatch(1).await();
    }

    /** The app's parts that a test looks at. */
    record App(LifecycleWatch watch, RecordWriter writer, RecordStore records) {}

    static App watch(MongoClient mongo, String database, TwinClient client) {
        SmallRyeConfig settings = new SmallRyeConfigBuilder()
                .withMapping(DittoConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withDefaultValue("celltwin.ditto.changes", "kafka")
                .build();
        LifecycleConfig config = LifecycleSettings.withDatabase(database);
        RecordWriter writer = new RecordWriter(config, new SimpleMeterRegistry());
        RecordStore records = new RecordStore(mongo, config);
        Twins twins = new Twins(client, ModelCatalog.bundled(), "http://127.0.0.1/models", RoleSubjects.defaults());
        return new App(
                new LifecycleWatch(
                        twins,
                        writer,
                        records,
                        StepWatches.create(mongo, config, writer, records, twins),
                        new AlarmBook(records),
                        new CommandBook(records),
                        settings.getConfigMapping(DittoConfig.class)),
                writer,
                records);
    }
}
