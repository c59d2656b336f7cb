package io.celltwin.bootstrap.ditto;

import io.celltwin.bootstrap.job.RefusedException;
import io.celltwin.policy.Role;
import io.celltwin.policy.RoleSubjects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonObject;

/**
 * The connections between the twin service, Hono's topics and the topic of twin events. Each has a template of its own in
 * {@code connections/}, so that a twin service which refuses one takes the others.
 */
public final class PlantConnections {
    /** In the order of use: values first. */
    private static final String VALUES = "hono-telemetry";

    private static final List<String> TEMPLATES =
            List.of(VALUES, "hono-event", "twin-events", "hono-command", "hono-command-response");

    private final Placeholders placeholders;
    private final KafkaAddress kafka;
    private final int consumers;

    /**
     * @param tenant the plant's Hono tenant
     * @param namespace of the plant's things: the connections of one plant tell nothing of another's; empty if there is no other, and all
     *        things are the plant's
     * @param subjects Hono's messages arrive with the adapters' first subject; what the event stream's first subject may
     *        read is published
     * @param kafka how the twin service reaches Kafka
     * @param consumers how many share the values of all devices
     */
    public PlantConnections(
            String tenant, Optional<String> namespace, RoleSubjects subjects, KafkaAddress kafka, int consumers) {
        Map<String, String> values = Map.of(
                "tenant",
                tenant,
                "topic.only",
                namespace.map(only -> "?namespaces=" + only).orElse(""),
                "topic.only-and",
                namespace.map(only -> "?namespaces=" + only + "&").orElse("?"),
                "subject.adapter",
                subjects.of(Role.ADAPTER).get(0),
                "subject.event-stream",
                subjects.of(Role.EVENT_STREAM).get(0));
        this.placeholders = new Placeholders(name -> Optional.ofNullable(values.get(name)));
        this.kafka = kafka;
        this.consumers = consumers;
    }

    /** The ids of those by which things are made: their models must be there before. */
    public static List<String> makingThings(String tenant) {
        return List.of("hono-" + tenant + "-telemetry", "hono-" + tenant + "-event");
    }

    /** What they should be. */
    public List<ConnectionSource> all() {
        return TEMPLATES.stream()
                .map(name -> name.equals(VALUES) ? shared(template(name)) : template(name))
                .map(placeholders::fill)
                .<ConnectionSource>map(filled -> new PlantConnection(filled, kafka))
                .toList();
    }

    private JsonObject shared(JsonObject connection) {
        return connection.setValue(
                "sources",
                JsonArray.of(connection
                        .getValue("sources")
                        .orElseThrow()
                        .asArray()
                        .get(0)
                        .orElseThrow()
                        .asObject()
                        .setValue("consumerCount", consumers)));
    }

    private static JsonObject template(String name) {
        String resource = "/connections/" + name + ".json";
        try (InputStream in = PlantConnections.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("Resource " + resource + " is missing from the jar");
            }
            return JsonObject.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record PlantConnection(JsonObject filled, KafkaAddress kafka) implements ConnectionSource {

        @Override
        public String id() {
            return filled.getValue("id").orElseThrow().asString();
        }

        @Override
        public JsonObject connection() throws RefusedException {
            return kafka.addTo(filled);
        }

        @Override
        public Set<String> secrets() {
            return kafka.secrets();
        }
    }
}
