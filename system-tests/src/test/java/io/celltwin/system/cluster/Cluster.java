package io.celltwin.system.cluster;

import io.celltwin.chart.Chart;
import io.celltwin.chart.PartContainer;
import io.celltwin.chart.RenderedChart;
import io.celltwin.system.process.ProcessPlan;
import io.celltwin.system.process.RunningProcess;
import io.celltwin.system.process.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A plant's cluster without Kubernetes: the parts as processes with exactly the environment and files that the chart gives
 * their containers. Names of services lead to loopback by a hosts file for Java.
 *
 * <p>Two variables differ from the chart's, since all pods have one address here: {@code QUARKUS_HTTP_HOST} and
 * {@code QUARKUS_HTTP_PORT}. For the same reason the port of the records and of the models is told by the chart's values.
 */
final class Cluster implements AutoCloseable {
    private static final String DITTO_ACCOUNTS = "ditto-accounts";
    private static final String HONO_ACCOUNTS = "hono-accounts";
    private static final List<String> HOSTS = List.of(
            "kafka.plant.test",
            "ditto.plant.test",
            "hono.plant.test",
            "mongodb.plant.test",
            "records.plant.test",
            "console.plant.test",
            "localhost");
    /** All zeros, for what is only simulated. */
    private static final String CORE_KEYS = "1 AES-256-GCM AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private final Path directory = Workspace.directory("cluster");
    private final Path hosts = hosts(directory);
    private final PlantServices services = new PlantServices(directory, hosts);
    private final int recordsPort = Workspace.freePort();
    private final int consolePort = Workspace.freePort();
    private final Map<Part, Integer> started = new HashMap<>();
    private final String recordLogKey = recordLogKey();
    private final RenderedChart chart;

    Cluster() {
        chart = new Chart(Workspace.chart()).render("celltwin", "plant", values());
    }

    PlantServices services() {
        return services;
    }

    /** Where the console finds the lifecycle records: as a Service would, it leads to one replica, that which was started last. */
    int recordsPort() {
        return recordsPort;
    }

    /** Where everybody finds the models, which the console serves. */
    int consolePort() {
        return consolePort;
    }

    /** Starts one more replica of a part. */
    Replica start(Part part, int port) {
        return new Replica(part, PlantServices.local(port), RunningProcess.start(plan(part, port)));
    }

    Replica start(Part part) {
        return start(part, Workspace.freePort());
    }

    /** How a part is started. */
    ProcessPlan plan(Part part, int port) {
        int number = started.merge(part, 1, Integer::sum);
        Path root = directory.resolve(part.id() + "-" + number);
        return ProcessPlan.java(part.id() + "-" + number, root.resolve("deployments"), part.program(), List.of())
                .withEnvironment(container(part, root).environment())
                .withEnvironment(Map.of("QUARKUS_HTTP_HOST", "127.0.0.1", "QUARKUS_HTTP_PORT", Integer.toString(port)));
    }

    @Override
    public void close() {
        services.close();
    }

    private PartContainer container(Part part, Path root) {
        try {
            return chart.container(part.id(), secrets()).under(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What somebody who installs the chart writes, for services that are there already. */
    private String values() {
        String javaOptions = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m -Djdk.net.hosts.file=" + hosts
                + " -Dvertx.disableDnsResolver=true";
        return services.values() + """
                signIn: {usersExistingSecret: users, sessionExistingSecret: session}
                recordLog: {keyExistingSecret: record-log}
                defaults: {javaOptions: "%2$s"}
                models: {url: "http://%3$s:%4$d/models"}
                console:
                  settings: {celltwin.console.lifecycle-url: "http://records.plant.test:%1$d"}
                bootstrap:
                  javaOptions: "%2$s"
                  settings: {celltwin.bootstrap.topics.partitions: 4}
                """.formatted(recordsPort, javaOptions, services.nameOf("console"), consolePort);
    }

    private Map<String, Map<String, String>> secrets() {
        Map<String, String> hono = new HashMap<>();
        Part.ADAPTERS.forEach(adapter -> addAccount(hono, adapter));
        Map<String, String> ditto = new HashMap<>();
        Stream.concat(Part.APPS.stream(), Stream.of(Part.BOOTSTRAP)).forEach(app -> addAccount(ditto, app));
        Map<String, Map<String, String>> secrets = new HashMap<>(Map.of(
                HONO_ACCOUNTS,
                hono,
                DITTO_ACCOUNTS,
                ditto,
                "hono-management",
                Map.of("username", "bootstrap", "password", PlantServices.SERVICE_PASSWORD),
                "mongodb",
                Map.of("uri", "mongodb://mongodb.plant.test:" + services.mongoPort()),
                "users",
                Map.of("users.properties", PlantServices.USERS),
                "session",
                Map.of("encryption-key", "a key of session cookies in tests"),
                "record-log",
                Map.of("key.pem", recordLogKey, "core-keys", CORE_KEYS)));
        services.remoteDitto().ifPresent(remote -> secrets.put("ditto-operator", remote.operator()));
        services.remoteHono()
                .ifPresent(remote -> secrets.put("hono-authority", Map.of("ca.crt", remote.authorityCertificate())));
        return secrets;
    }

    private static void addAccount(Map<String, String> accounts, Part part) {
        accounts.put(part.id() + ".username", part.id());
        accounts.put(part.id() + ".password", PlantServices.SERVICE_PASSWORD);
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

    private static Path hosts(Path directory) {
        try {
            return Files.write(
                    directory.resolve("hosts"),
                    HOSTS.stream().map(name -> "127.0.0.1 " + name).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
