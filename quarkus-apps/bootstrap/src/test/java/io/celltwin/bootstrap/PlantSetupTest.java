package io.celltwin.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.bootstrap.config.BootstrapConfig;
import io.celltwin.bootstrap.job.Missing;
import io.celltwin.bootstrap.job.RefusedException;
import io.celltwin.bootstrap.job.SetupJob;
import io.celltwin.model.ModelCatalog;
import io.celltwin.policy.RoleSubjects;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlantSetupTest {
    private static final String CONNECTIONS = "/api/2/connections/";
    private static final String POLICIES = "/api/2/policies/";

    private final Map<String, String> settings = new HashMap<>();
    private PlantServer server;

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws IOException {
        server = new PlantServer(0);
        String url = "http://127.0.0.1:" + server.port();
        settings.putAll(Map.of(
                "celltwin.bootstrap.registry.url",
                url,
                "celltwin.bootstrap.registry.username",
                "admin",
                "celltwin.bootstrap.registry.password",
                "hono",
                "celltwin.bootstrap.ditto.url",
                url + "/",
                "celltwin.bootstrap.ditto.password",
                "pw",
                "celltwin.bootstrap.ditto.devops-username",
                "devops",
                "celltwin.bootstrap.ditto.devops-password",
                "ops",
                "celltwin.bootstrap.retry-min-delay",
                "20ms",
                "kafka.bootstrap.servers",
                "127.0.0.1:9092"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPlantGetsTenantConnectionsAndAPolicyForEachKindOfThing() throws Exception {
        assertThat(run()).isEmpty();

        List<String> writes = server.writes();
        assertThat(writes)
                .contains(
                        "POST /v1/tenants/demo",
                        "PUT " + CONNECTIONS + "hono-demo-telemetry",
                        "PUT " + CONNECTIONS + "hono-demo-event",
                        "PUT " + CONNECTIONS + "hono-demo-command",
                        "PUT " + CONNECTIONS + "hono-demo-command-response",
                        "PUT " + CONNECTIONS + "celltwin-demo-twin-events",
                        "PUT " + POLICIES + "demo.policies:electrolyte-filler",
                        "PUT " + POLICIES + "demo.policies:cell-batch");
        assertThat(writes)
                .as("a group of values is no thing")
                .doesNotContain("PUT " + POLICIES + "demo.policies:alarms");
        assertThat(server.at(POLICIES + "demo.policies:electrolyte-filler")
                        .getValue("entries/bootstrap/subjects")
                        .orElseThrow()
                        .asObject()
                        .getKeys())
                .extracting(Object::toString)
                .containsExactly("celltwin:bootstrap");
        assertThat(server.accounts())
                .containsExactlyInAnyOrder(
                        "admin:hono /v1/tenants", "devops:ops /api/2/connections", "bootstrap:pw /api/2/policies");
    }

    @Test
    void theSecondRunChangesNothing() throws Exception {
        run();
        server.writes();

        assertThat(run()).isEmpty();
        assertThat(server.writes()).isEmpty();
    }

    @Test
    void whatDiffersIsChangedAndNothingElse() throws Exception {
        run();
        server.writes();
        server.change(
                POLICIES + "demo.policies:calender",
                JsonObject.of("{\"policyId\":\"demo.policies:calender\",\"entries\":{}}"));
        server.change(
                CONNECTIONS + "hono-demo-event",
                server.at(CONNECTIONS + "hono-demo-event").setValue("connectionStatus", "closed"));

        assertThat(run()).isEmpty();
        assertThat(server.writes())
                .containsExactly(
                        "PUT " + CONNECTIONS + "hono-demo-event", "PUT " + POLICIES + "demo.policies:calender");
    }

    @Test
    void anotherAddressOfKafkaChangesTheConnections() throws Exception {
        run();
        server.writes();
        settings.put("kafka.bootstrap.servers", "127.0.0.1:9999");

        assertThat(run()).isEmpty();
        assertThat(server.writes()).hasSize(5).allMatch(write -> write.startsWith("PUT " + CONNECTIONS));
        assertThat(server.at(CONNECTIONS + "hono-demo-telemetry")
                        .getValue("uri")
                        .orElseThrow()
                        .asString())
                .isEqualTo("tcp://127.0.0.1:9999");
    }

    @Test
    void oneRefusedConnectionIsToldWithoutItsSecretsAndTheOthersAreMade() throws Exception {
        Files.writeString(directory.resolve("acme.json"), """
                {"connectionType":"kafka","connectionStatus":"open","uri":"tcp://u:${ACME_PASSWORD}@acme:9092",
                 "specificConfig":{"bootstrapServers":"acme:9092"},
                 "sources":[{"addresses":["orders"],"authorizationContext":["integration:acme"]}]}""");
        settings.put("celltwin.bootstrap.partner-connections", directory.toString());
        server.refuse(CONNECTIONS + "acme", "Not these sources: ");

        List<Missing> missing = run();

        assertThat(missing).singleElement().satisfies(one -> {
            assertThat(one.item()).isEqualTo("connection acme");
            assertThat(one.refused()).isTrue();
            assertThat(one.reason())
                    .contains("Not these sources", "tcp://u:***@acme")
                    .doesNotContain("s3cr");
        });
        assertThat(server.writes())
                .contains("PUT " + CONNECTIONS + "hono-demo-telemetry", "PUT " + POLICIES + "demo.policies:cell-batch");
    }

    @Test
    void aServiceThatIsNotThereYetIsWaitedFor() throws Exception {
        int port = freePort();
        settings.put("celltwin.bootstrap.registry.url", "http://127.0.0.1:" + port);
        SetupJob job = job();
        Thread running = new Thread(() -> runQuietly(job));
        running.start();
        try {
            while (job.missing().size() != 1 || !job.missing().get(0).reason().contains("does not answer")) {
                Thread.onSpinWait();
            }
            assertThat(job.missing()).extracting(Missing::item).containsExactly("tenant demo");
            try (PlantServer registry = new PlantServer(port)) {
                running.join();
                assertThat(registry.writes()).containsExactly("POST /v1/tenants/demo");
            }
        } finally {
            running.interrupt();
        }
        assertThat(job.missing()).isEmpty();
    }

    /** Ditto refuses to make a thing whose model is not there, so values that come before it make things without a policy. */
    @Test
    void noValuesFlowBeforeTheModelsAreServed() throws Exception {
        settings.put("celltwin.bootstrap.models-url", "http://127.0.0.1:" + server.port() + "/models");
        SetupJob job = job();

        job.run(Instant.now().plus(Duration.ofMillis(100)));

        assertThat(job.missing())
                .extracting(Missing::item)
                .containsExactly("thing models", "connection hono-demo-telemetry", "connection hono-demo-event");
        assertThat(job.missing()).allSatisfy(one -> assertThat(one.reason()).contains("/models"));
        assertThat(server.writes()).contains("PUT " + CONNECTIONS + "hono-demo-command");

        ModelCatalog.bundled()
                .all()
                .forEach(model -> server.change("/models/" + model.fileName(), JsonObject.of("{\"title\":\"T\"}")));
        assertThat(job.run(Instant.now().plus(Duration.ofSeconds(30)))).isTrue();
        assertThat(server.writes())
                .containsExactly(
                        "PUT " + CONNECTIONS + "hono-demo-telemetry", "PUT " + CONNECTIONS + "hono-demo-event");
    }

    @Test
    void aTwinThatNobodyMaySeeIsNamedAndOnRequestRepaired() throws Exception {
        server.change("/v1/devices/demo/", JsonObject.of("""
                {"total":4,"result":[
                  {"id":"demo:pack-1","ext":{"celltwin":{"model":"battery-pack-1.0.0"}}},
                  {"id":"demo:pack-2","ext":{"celltwin":{"model":"battery-pack-1.0.0"}}},
                  {"id":"demo:pack-3","ext":{"celltwin":{"model":"battery-pack-1.0.0"}}},
                  {"id":"demo:other"}]}"""));
        thing("demo:pack-1", "integration:hono");
        thing("demo:pack-2", "celltwin:anna");
        settings.put("celltwin.bootstrap.device-policies", "report");

        assertThat(run())
                .singleElement()
                .satisfies(one -> assertThat(one.reason())
                        .contains("demo:pack-1", "device-policies=repair")
                        .doesNotContain("pack-2", "pack-3"));

        settings.put("celltwin.bootstrap.device-policies", "repair");
        server.writes();
        assertThat(run()).isEmpty();
        assertThat(server.writes()).containsExactly("SUDO " + POLICIES + "demo:pack-1");
        assertThat(server.at(POLICIES + "demo:pack-1").toString())
                .contains("celltwin:role:engineer", "celltwin:battery-health", "integration:hono");
        assertThat(run()).isEmpty();
        assertThat(server.writes()).isEmpty();
    }

    @Test
    void aPolicyThatOthersMayShareIsNotReplaced() throws Exception {
        server.change("/v1/devices/demo/", JsonObject.of("""
                {"total":1,"result":[{"id":"demo:pack-1","ext":{"celltwin":{"model":"battery-pack-1.0.0"}}}]}"""));
        thing("demo:shared", "integration:hono");
        server.change("/api/2/things/demo:pack-1", JsonObject.of("{\"policyId\":\"demo:shared\"}"));
        settings.put("celltwin.bootstrap.device-policies", "repair");

        assertThat(run())
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).contains("demo:pack-1", "demo:shared"));
    }

    @Test
    void aPolicyOfAnEarlierVersionThatKeepsATwinFromBeingMadeIsNamed() throws Exception {
        server.change("/v1/devices/demo/", JsonObject.of("""
                {"total":2,"result":[
                  {"id":"demo:battery-pack","ext":{"celltwin":{"model":"battery-pack-1.0.0"}}},
                  {"id":"demo:calender","ext":{"celltwin":{"model":"calender-1.0.0"}}}]}"""));
        server.change(
                POLICIES + "demo:battery-pack", JsonObject.of("{\"policyId\":\"demo:battery-pack\",\"entries\":{}}"));
        settings.put("celltwin.bootstrap.device-policies", "report");

        assertThat(run())
                .singleElement()
                .satisfies(one -> assertThat(one.reason())
                        .contains("demo:battery-pack", "demo.policies:battery-pack")
                        .doesNotContain("calender"));
        assertThat(server.at(POLICIES + "demo:battery-pack")).isNotNull();
    }

    @Test
    void noSharedPolicyHasTheIdOfAThingOfThePlant() throws Exception {
        run();
        assertThat(server.writes())
                .filteredOn(write -> write.contains(POLICIES))
                .isNotEmpty()
                .allMatch(write -> write.startsWith("PUT " + POLICIES + "demo.policies:"));
    }

    private void thing(String id, String owner) {
        server.change("/api/2/things/" + id, JsonObject.of("{\"policyId\":\"%s\"}".formatted(id)));
        server.change(POLICIES + id, JsonObject.of("""
                {"policyId":"%s","entries":{"DEFAULT":{"subjects":{"%s":{"type":"generated"}},"resources":{
                  "thing:/":{"grant":["READ","WRITE"],"revoke":[]},"policy:/":{"grant":["READ","WRITE"],"revoke":[]}}}}}""".formatted(id, owner)));
    }

    @Test
    void aServiceThatDoesNotComeIsNamedAtTheDeadline() throws Exception {
        settings.put("celltwin.bootstrap.registry.url", "http://127.0.0.1:" + freePort());

        boolean complete = job().run(Instant.now().plus(Duration.ofMillis(100)));

        assertThat(complete).isFalse();
    }

    @Test
    void aWrongPasswordIsToldAtOnce() throws Exception {
        settings.put("celltwin.bootstrap.registry.password", "wrong");

        assertThat(run())
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).contains("Hono's registry", "401"));
    }

    @Test
    void aWrongSettingIsNamed() {
        settings.put("celltwin.bootstrap.namespace", "no:namespace");
        assertThatThrownBy(this::job)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("celltwin.bootstrap.namespace");

        settings.put("celltwin.bootstrap.namespace", "demo");
        settings.remove("celltwin.bootstrap.ditto.devops-password");
        assertThatThrownBy(this::job)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("celltwin.bootstrap.ditto.devops");
    }

    private List<Missing> run() throws Exception {
        SetupJob job = job();
        job.run(Instant.now().plus(Duration.ofSeconds(30)));
        return job.missing();
    }

    private static void runQuietly(SetupJob job) {
        try {
            job.run(Instant.MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private SetupJob job() throws RefusedException {
        BootstrapConfig config = new SmallRyeConfigBuilder()
                .withMapping(BootstrapConfig.class)
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .build()
                .getConfigMapping(BootstrapConfig.class);
        return new PlantSetup(
                        config,
                        RoleSubjects.defaults(),
                        ModelCatalog.bundled(),
                        Map.of(),
                        name -> Optional.of("s3cr@t"))
                .job();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
