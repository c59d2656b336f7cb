package io.celltwin.twin.topic;

import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ThingModel;
import io.celltwin.service.kafka.KafkaClientSettings;
import io.celltwin.twin.access.TwinAccount;
import io.celltwin.twin.client.TwinClient;
import io.celltwin.twin.subscription.ModelLookup;
import io.celltwin.twin.subscription.Subscription;
import io.celltwin.twin.subscription.SubscriptionMetrics;
import io.celltwin.twin.subscription.ThingReader;
import io.celltwin.twin.subscription.ThingSnapshot;
import io.celltwin.twin.subscription.TwinListener;
import io.celltwin.twin.values.TwinChange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonObject;

/**
 * What an app finds in a process of its own: changes from a real topic, things as a file says, and a twin service that takes
 * all merges and prints them. Started by {@link ReplicaProcess}.
 */
public final class AppReplica {

    private static final TwinAccount ACCOUNT = new TwinAccount("tester", "");

    private final TopicSettings settings;
    private final FileOfThings things;

    private AppReplica(TopicSettings settings, FileOfThings things) {
        this.settings = settings;
        this.things = things;
    }

    /** @param arguments of the process, as {@link ReplicaProcess} gives them */
    public static AppReplica of(String[] arguments) throws IOException {
        TopicSettings settings = new TopicSettings(
                arguments[1],
                "app",
                Duration.ofSeconds(6),
                Duration.ofMillis(500),
                new KafkaClientSettings(Map.of("bootstrap.servers", arguments[0])));
        return new AppReplica(settings, FileOfThings.read(Path.of(arguments[2])));
    }

    /** Prints a line for the test. */
    public static void say(String line) {
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }

    /** The twin service, as the app sees it but for its changes. */
    public static TwinClient twins() {
        return new MergeNotes(AppReplica::say);
    }

    /** Tells the app of the things that fall to it. */
    public Subscription watch(TwinListener listener) {
        TopicSubscription subscription = new TopicSubscription(
                "tester",
                new SayingListener(listener),
                things,
                new ModelLookup(ModelCatalog.bundled(), InstantSource.system()),
                new SubscriptionMetrics(new SimpleMeterRegistry(), ACCOUNT),
                settings,
                InstantSource.system());
        subscription.start();
        return subscription;
    }

    /** Says what the app was told, after the app has dealt with it. */
    private record SayingListener(TwinListener listener) implements TwinListener {

        @Override
        public void changed(TwinChange change) {
            listener.changed(change);
            say("told " + change.thingId() + " " + change.revision());
        }

        @Override
        public void caughtUp() {
            listener.caughtUp();
            say("caught up");
        }

        @Override
        public void released(String thingId) {
            listener.released(thingId);
            say("released " + thingId);
        }

        @Override
        public boolean settled() {
            return listener.settled();
        }

        @Override
        public Optional<String> checkpoint(String thingId) {
            return listener.checkpoint(thingId);
        }

        @Override
        public void resumed(String thingId, Optional<ThingModel> model, String checkpoint) {
            listener.resumed(thingId, model, checkpoint);
            say("resumed " + thingId);
        }
    }

    /** Things as they were before the first event. */
    private record FileOfThings(Map<String, ThingSnapshot> snapshots) implements ThingReader {

        static FileOfThings read(Path file) throws IOException {
            Map<String, ThingSnapshot> snapshots = new HashMap<>();
            JsonArray.of(Files.readString(file)).forEach(json -> {
                JsonObject thing = json.asObject();
                String id = thing.getValue("thingId").orElseThrow().asString();
                snapshots.put(id, new ThingSnapshot(id, thing, 1, Instant.EPOCH));
            });
            return new FileOfThings(snapshots);
        }

        @Override
        public Set<String> ids() {
            return snapshots.keySet();
        }

        @Override
        public List<ThingSnapshot> read(Collection<String> ids) {
            return ids.stream()
                    .filter(snapshots::containsKey)
                    .map(snapshots::get)
                    .toList();
        }
    }

    /** Writes the file from which replicas know the things; all have revision 1. */
    public static Path writeThings(Path file, List<JsonObject> things) {
        try {
            return Files.writeString(
                    file, JsonArray.newBuilder().addAll(things).build().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
