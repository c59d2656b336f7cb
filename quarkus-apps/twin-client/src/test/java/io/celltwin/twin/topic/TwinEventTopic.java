package io.celltwin.twin.topic;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonValue;

/** A topic as a connection of the twin service fills it: Ditto protocol messages, keyed by thing id. */
public final class TwinEventTopic implements AutoCloseable {

    private final String name;
    private final KafkaProducer<String, String> producer;

    private TwinEventTopic(String servers, String name) {
        this.name = name;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer());
    }

    public static TwinEventTopic create(String servers, String name, int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty())))
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return new TwinEventTopic(servers, name);
    }

    public String name() {
        return name;
    }

    /** The thing was changed by a merge. */
    public void merged(String thingId, long revision, Instant at, String path, JsonValue value) {
        send(
                thingId,
                event(thingId, "merged", revision, at, path)
                        .set("value", value)
                        .build()
                        .toString());
    }

    /** Sends anything at all under the thing's key. */
    public void send(String thingId, String message) {
        producer.send(new ProducerRecord<>(name, thingId, message));
    }

    private static JsonObjectBuilder event(String thingId, String action, long revision, Instant at, String path) {
        return JsonObject.newBuilder()
                .set("topic", thingId.replace(':', '/') + "/things/twin/events/" + action)
                .set("headers", JsonObject.empty())
                .set("path", path)
                .set("revision", revision)
                .set("timestamp", at.toString());
    }

    @Override
    public void close() {
        producer.close();
    }
}
