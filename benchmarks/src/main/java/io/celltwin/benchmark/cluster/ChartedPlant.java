package io.celltwin.benchmark.cluster;

import io.celltwin.chart.Chart;
import io.celltwin.chart.PartContainer;
import io.celltwin.chart.RenderedChart;
import io.celltwin.simulator.LineOptions;
import io.celltwin.simulator.SimulatedDevice;
import io.celltwin.simulator.SimulatedLine;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the parts need, each a process of its own: Kafka, a server of MongoDB's protocol, Hono's registry, the edge twin in
 * place of Ditto, and the simulated line. The parts get what the chart gives their containers, with all addresses on loopback.
 */
public final class ChartedPlant implements AutoCloseable {
    /** As much memory as the chart lets a container have, and the collector that Java takes there. */
    private static final String LIKE_A_CONTAINER = "-XX:MaxRAM=%s -XX:+UseSerialGC";

    private static final String PASSWORD = "benchmark-services";
    private static final List<String> SERVICE_OPTIONS = List.of("-XX:+UseSerialGC", "-Xmx384m");
    /** All zeros, for what is only simulated. */
    private static final String CORE_KEYS = "1 AES-256-GCM AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private final String recordLogKey = recordLogKey();
    private final Path home;
    private final Path directory;
    private final int kafka = freePort();
    private final int mongo = freePort();
    private final int registry = freePort();
    private final int registryAmqp = freePort();
    private final int ditto = freePort();
    private final int console = freePort();
    private final List<AutoCloseable> running = new ArrayList<>();

    private ChartedPlant(Path home, Path directory) throws IOException {
        this.home = home.toAbsolutePath().normalize();
        this.directory = directory;
    }

    /**
     * Starts the services and waits for them.
     *
     * @param home of the built project
     * @param directory where everything is kept
     */
    public static ChartedPlant start(Path home, Path directory) throws IOException, InterruptedException {
        ChartedPlant plant = new ChartedPlant(home, directory);
        plant.running.add(MeasuredProcess.start(
                "kafka",
                directory,
                plant.library("embedded-kafka"),
                Map.of(),
                SERVICE_OPTIONS,
                "kafka",
                Integer.toString(plant.kafka)));
        plant.running.add(MeasuredProcess.start(
                "mongodb",
                directory,
                plant.library("embedded-mongodb"),
                Map.of(),
                SERVICE_OPTIONS,
                "mongodb",
                Integer.toString(plant.mongo)));
        plant.service(
                "device-registry",
                plant.registry,
                Map.of(
                        "CELLTWIN_REGISTRY_AMQP_PORT",
                        Integer.toString(plant.registryAmqp),
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "127.0.0.1:" + plant.kafka));
        plant.service("edge-twin", plant.ditto, Map.of());
        return plant;
    }

    /** Starts a simulated line and registers its devices. */
    public void startLine() throws IOException, InterruptedException {
        SimulatedLine line = SimulatedLine.start(LineOptions.usual(directory.resolve("line")));
        running.add(line);
        HttpClient http = HttpClient.newHttpClient();
        String signIn = "Basic "
                + Base64.getEncoder().encodeToString(("bootstrap:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        for (SimulatedDevice device : line.devices()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(local(registry).resolve("/v1/devices/demo/" + device.deviceId()))
                            .header("Content-Type", "application/json")
                            .header("Authorization", signIn)
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "{\"ext\":{\"celltwin\":{\"model\":\"%s\",\"address\":\"%s\"}}}"
                                            .formatted(device.model(), device.address())))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 201) {
                throw new IOException(device.deviceId() + " is not registered: " + answer.body());
            }
        }
    }

    /**
     * Starts a part and returns at once.
     *
     * @param folder where its module is
     * @param memory limit of its container
     */
    public MeasuredProcess part(String folder, String part, String memory, int port) throws IOException {
        RenderedChart chart = new Chart(home.resolve("helm/celltwin")).render("celltwin", "plant", values(memory));
        Path root = directory.resolve(part + "-" + port);
        PartContainer container = chart.container(part, secrets()).under(root);
        Map<String, String> environment = new HashMap<>(container.environment());
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        return MeasuredProcess.start(part, root.resolve("deployments"), program(folder, part), environment, List.of());
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable each : running) {
            each.close();
        }
    }

    /** The port at which everybody finds the models, which the console serves. */
    public int consolePort() {
        return console;
    }

    /** A port that nobody uses now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The URL of a port on loopback. */
    public static URI local(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private void service(String name, int port, Map<String, String> settings) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("CELLTWIN_USERS_SERVICE_PASSWORD", PASSWORD);
        MeasuredProcess process =
                MeasuredProcess.start(name, directory, program("quarkus-apps", name), environment, SERVICE_OPTIONS);
        running.add(process);
        process.awaitReady(local(port));
    }

    private Path program(String folder, String module) {
        return home.resolve(folder).resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    private Path library(String module) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(
                home.resolve("foundation").resolve(module).resolve("target"), module + "-*.jar")) {
            return jars.iterator().next();
        }
    }

    private String values(String memory) {
        return """
                kafka: {bootstrapServers: "127.0.0.1:%d", securityProtocol: PLAINTEXT}
                ditto:
                  url: http://127.0.0.1:%d
                  auth: {type: basic, existingSecret: ditto}
                hono:
                  registry:
                    httpUrl: http://127.0.0.1:%d
                    amqpHost: 127.0.0.1
                    amqpPort: %4$d
                    managementExistingSecret: management
                  commandRouter: {amqpHost: 127.0.0.1, amqpPort: %4$d}
                  tls: {enabled: false}
                  auth: {existingSecret: hono}
                mongodb: {existingSecret: mongodb, secretKey: uri}
                signIn: {usersExistingSecret: users, sessionExistingSecret: session}
                recordLog: {keyExistingSecret: record-log}
                models: {url: "http://127.0.0.1:%6$d/models"}
                defaults: {javaOptions: "%5$s"}
                bootstrap:
                  javaOptions: "%5$s"
                  settings: {celltwin.bootstrap.topics.partitions: 12}
                """.formatted(kafka, ditto, registry, registryAmqp, LIKE_A_CONTAINER.formatted(memory), console);
    }

    /** A key as the chart's README has it made. */
    private static String recordLogKey() {
        try {
            KeyPair key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return pem("PRIVATE KEY", key.getPrivate()) + pem("PUBLIC KEY", key.getPublic());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has Ed25519", e);
        }
    }

    private static String pem(String label, Key key) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(label, Base64.getMimeEncoder().encodeToString(key.getEncoded()));
    }

    private Map<String, Map<String, String>> secrets() {
        return Map.of(
                "ditto",
                accounts("battery-health", "predictive-maintenance", "lifecycle-records", "bootstrap"),
                "hono",
                accounts("modbus-adapter", "opcua-adapter"),
                "management",
                Map.of("username", "bootstrap", "password", PASSWORD),
                "mongodb",
                Map.of("uri", "mongodb://127.0.0.1:" + mongo),
                "users",
                Map.of("users.properties", ""),
                "session",
                Map.of("encryption-key", "a key of session cookies in benchmarks"),
                "record-log",
                Map.of("key.pem", recordLogKey, "core-keys", CORE_KEYS));
    }

    private static Map<String, String> accounts(String... names) {
        Map<String, String> accounts = new HashMap<>();
        for (String name : names) {
            accounts.put(name + ".username", name);
            accounts.put(name + ".password", PASSWORD);
        }
        return accounts;
    }
}
