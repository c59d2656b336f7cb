package io.celltwin.bootstrap.ditto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.celltwin.bootstrap.ditto.KafkaAddress.SaslCredentials;
import io.celltwin.bootstrap.job.RefusedException;
import io.celltwin.policy.Role;
import io.celltwin.policy.RoleSubjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectionType;
import org.eclipse.ditto.connectivity.model.ConnectivityModelFactory;
import org.eclipse.ditto.connectivity.model.Source;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlantConnectionsTest {
    private static final KafkaAddress OPEN =
            new KafkaAddress("127.0.0.1:9092", false, Optional.empty(), Optional.empty());
    private static final KafkaAddress SECURED = new KafkaAddress(
            "kafka-0.plant:9093,kafka-1.plant:9093",
            true,
            Optional.empty(),
            Optional.of(new SaslCredentials("ditto", "p@ss/w:rd", "scram-sha-512")));

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("rendered")
    void everyConnectionIsValidByDittosSchema(JsonObject connection) throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                .getSchema(PlantConnectionsTest.class.getResourceAsStream("/schemas/ditto/connection.json"));

        Set<ValidationMessage> violations = schema.validate(withoutQos(connection));

        assertThat(violations).isEmpty();
        JsonNode broken = ((ObjectNode) withoutQos(connection)).put("connectionType", "pigeon");
        assertThat(schema.validate(broken)).as("the schema is looked at").isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void everyConnectionIsOneForDittosOwnModel(JsonObject json) {
        Connection connection = ConnectivityModelFactory.connectionFromJson(json);

        assertThat((Object) connection.getConnectionType()).isEqualTo(ConnectionType.KAFKA);
        assertThat(connection.getHostname()).isIn("127.0.0.1", "kafka-0.plant");
        assertThat(json.toString()).doesNotContain("${");
    }

    @Test
    void valuesAndAlarmsAreTakenAtLeastOnceFromTheDeviceThatTheyAreAbout() throws RefusedException {
        for (String type : List.of("telemetry", "event")) {
            JsonObject source =
                    first(connection("hono-demo-" + type, OPEN), "sources").asObject();

            assertThat(first(source, "addresses").asString()).isEqualTo("hono." + type + ".demo");
            assertThat(source.getValue("qos").orElseThrow().asInt()).isEqualTo(1);
            assertThat(first(source, "authorizationContext").asString()).isEqualTo("integration:hono");
            assertThat((Object) source.getValue("enforcement").orElseThrow()).isEqualTo(JsonObject.of("""
                    {"input":"{{ header:device_id }}","filters":["{{ entity:id }}"]}"""));
        }
    }

    @Test
    void aCommandCarriesTheHeadersThatHonoWants() throws RefusedException {
        JsonObject target =
                first(connection("hono-demo-command", OPEN), "targets").asObject();

        assertThat(target.getValue("address").orElseThrow().asString()).isEqualTo("hono.command.demo/{{ thing:id }}");
        assertThat(target.getValue("headerMapping").orElseThrow().asObject().getKeys())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder("device_id", "subject", "correlation-id", "response-required");
    }

    @Test
    void twinEventsArePublishedByThingForTheSubjectOfTheRole() throws RefusedException {
        RoleSubjects subjects = RoleSubjects.defaults().with(Role.EVENT_STREAM, List.of("plant:stream"));
        JsonObject connection = new PlantConnections("north", Optional.of("com.example.north"), subjects, OPEN, 1)
                .all().stream()
                        .filter(each -> each.id().equals("celltwin-north-twin-events"))
                        .findFirst()
                        .orElseThrow()
                        .connection();
        JsonObject target = first(connection, "targets").asObject();

        assertThat(target.getValue("address").orElseThrow().asString())
                .isEqualTo("celltwin.twin-events.north/{{ thing:id }}");
        assertThat(first(target, "topics").asString())
                .isEqualTo("_/_/things/twin/events?namespaces=com.example.north&extraFields=definition,attributes");
        assertThat(first(target, "authorizationContext").asString()).isEqualTo("plant:stream");
    }

    @Test
    void aPlantThatIsAloneIsToldOfThingsInEveryNamespace() throws RefusedException {
        List<String> topics = new ArrayList<>();
        for (ConnectionSource each :
                new PlantConnections("demo", Optional.empty(), RoleSubjects.defaults(), OPEN, 1).all()) {
            each.connection()
                    .getValue("targets")
                    .ifPresent(targets -> targets.asArray()
                            .forEach(target -> topics.add(
                                    first(target.asObject(), "topics").asString())));
        }

        assertThat(topics)
                .contains(
                        "_/_/things/live/messages",
                        "_/_/things/twin/events?extraFields=definition,attributes",
                        "_/_/things/twin/events?filter=or(eq(resource:path,'/'),and(like(resource:path,'/features/*'),not(like(resource:path,'/features/*/properties*'))))")
                .noneMatch(topic -> topic.contains("namespaces"));
    }

    /** Ditto takes 500 messages a second for each consumer, so with one a plant of fifty fast devices is full. */
    @Test
    void theValuesOfManyDevicesAreSharedByConsumers() throws RefusedException {
        for (ConnectionSource source :
                new PlantConnections("demo", Optional.of("demo"), RoleSubjects.defaults(), OPEN, 25).all()) {
            List<Integer> consumers =
                    ConnectivityModelFactory.connectionFromJson(source.connection()).getSources().stream()
                            .map(Source::getConsumerCount)
                            .toList();
            assertThat(consumers)
                    .as(source.id())
                    .allMatch(count -> count == (source.id().equals("hono-demo-telemetry") ? 25 : 1));
        }
    }

    @Test
    void aPasswordIsEncodedInTheUriAndIsTheSameForDitto() throws RefusedException {
        JsonObject json = connection("hono-demo-telemetry", SECURED);
        Connection connection = ConnectivityModelFactory.connectionFromJson(json);

        assertThat(json.getValue("uri").orElseThrow().asString())
                .isEqualTo("ssl://ditto:p%40ss%2Fw%3Ard@kafka-0.plant:9093");
        assertThat(connection.getPassword()).contains("p@ss/w:rd");
        assertThat(connection.getSpecificConfig())
                .containsEntry("bootstrapServers", SECURED.bootstrapServers())
                .containsEntry("saslMechanism", "scram-sha-512");
        assertThat(SECURED.toString()).doesNotContain("p@ss");
    }

    @Test
    void certificatesAreTakenFromTheirFile() throws RefusedException, IOException {
        Path file = Files.writeString(directory.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n");
        KafkaAddress address = new KafkaAddress("kafka:9093", true, Optional.of(file), Optional.empty());

        assertThat(connection("hono-demo-event", address)
                        .getValue("ca")
                        .orElseThrow()
                        .asString())
                .startsWith("-----BEGIN");
        Files.delete(file);
        assertThatThrownBy(() -> connection("hono-demo-event", address))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(file.toString());
    }

    private static JsonValue first(JsonObject object, String array) {
        return object.getValue(array).orElseThrow().asArray().get(0).orElseThrow();
    }

    /** Ditto's API document and its model have the quality of service of a source, its published schema forgot it. */
    private static JsonNode withoutQos(JsonObject connection) throws IOException {
        JsonNode json = new ObjectMapper().readTree(connection.toString());
        json.path("sources").forEach(source -> ((ObjectNode) source).remove("qos"));
        return json;
    }

    private static JsonObject connection(String id, KafkaAddress kafka) throws RefusedException {
        return of(kafka).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow()
                .connection();
    }

    private static List<ConnectionSource> of(KafkaAddress kafka) {
        return new PlantConnections("demo", Optional.of("demo"), RoleSubjects.defaults(), kafka, 1).all();
    }

    private static Stream<JsonObject> rendered() throws RefusedException {
        List<JsonObject> rendered = new ArrayList<>();
        for (KafkaAddress kafka : List.of(OPEN, SECURED)) {
            for (ConnectionSource source : of(kafka)) {
                rendered.add(source.connection());
            }
        }
        assertThat(rendered).hasSize(10);
        return rendered.stream();
    }
}
