package io.celltwin.system.cluster;

import io.celltwin.system.plant.Api;
import io.celltwin.system.process.ProcessPlan;
import io.celltwin.system.process.RunningProcess;
import io.celltwin.system.process.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a cluster has before Celltwin comes, each a process of its own: Kafka, a server of MongoDB's protocol, Hono's registry,
 * and the edge twin in place of Ditto. Their addresses are known before they are started. A Ditto and a Hono that run already
 * take the place of the latter two where system properties name them.
 */
final class PlantServices implements AutoCloseable {
    /** A person who may do everything. */
    static final String ENGINEER = "engineer";

    static final String ENGINEER_PASSWORD = "plant-engineer";
    /** The users file that knows this person. */
    static final String USERS = "engineer=$2a$10$Rmb10yg/Fh77TlyYa4NFY.Soj/x.0cruNFyIZzoEuVvcr/yhtnUxq,engineer\n";
    /** Of all accounts of apps and adapters. */
    static final String SERVICE_PASSWORD = "plant-services";

    private final Path directory;
    private final List<String> javaOptions;
    private final Optional<RemoteDitto> remoteDitto = RemoteDitto.named();
    private final Optional<RemoteHono> remoteHono = RemoteHono.named();
    private final int kafkaPort = Integer.getInteger("cluster.kafka-port", Workspace.freePort());
    private final int mongoPort = Workspace.freePort();
    private final int registryPort = Workspace.freePort();
    private final int registryAmqpPort = Workspace.freePort();
    private final int dittoPort = Workspace.freePort();
    private final List<RunningProcess> processes = new ArrayList<>();

    /**
     * @param directory where they keep what they keep
     * @param hosts a hosts file for Java, for the names by which the plant's services know each other
     */
    PlantServices(Path directory, Path hosts) {
        this.directory = directory;
        this.javaOptions =
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-Djdk.net.hosts.file=" + hosts);
    }

    int kafkaPort() {
        return kafkaPort;
    }

    int mongoPort() {
        return mongoPort;
    }

    /** A Ditto that is none of ours; empty if the edge twin stands in for it. */
    Optional<RemoteDitto> remoteDitto() {
        return remoteDitto;
    }

    /** Services of Hono that are none of ours; empty if our registry stands in for them. */
    Optional<RemoteHono> remoteHono() {
        return remoteHono;
    }

    /** What the chart is told of all this. */
    String values() {
        String ditto = remoteDitto.map(RemoteDitto::values).orElseGet(() -> """
                ditto:
                  url: http://ditto.plant.test:%d
                  auth: {type: basic, existingSecret: ditto-accounts}
                """.formatted(dittoPort));
        String hono = remoteHono.map(RemoteHono::values).orElseGet(() -> """
                hono:
                  registry:
                    httpUrl: http://hono.plant.test:%d
                    amqpHost: hono.plant.test
                    amqpPort: %2$d
                    managementExistingSecret: hono-management
                  commandRouter: {amqpHost: hono.plant.test, amqpPort: %2$d}
                  tls: {enabled: false}
                  auth: {existingSecret: hono-accounts}
                """.formatted(registryPort, registryAmqpPort));
        return """
                kafka: {bootstrapServers: "%s:%d", securityProtocol: PLAINTEXT}
                mongodb: {existingSecret: mongodb, secretKey: uri, port: %d}
                """.formatted(nameOf("kafka"), kafkaPort, mongoPort) + ditto + hono;
    }

    /** What a service that the twin service must reach is called: who is none of ours does not know our names. */
    String nameOf(String service) {
        return remoteDitto.isPresent() ? "127.0.0.1" : service + ".plant.test";
    }

    /** Starts them all; they may still be far from ready. */
    void start() {
        Path users = written("users.properties", USERS);
        processes.add(RunningProcess.start(ProcessPlan.java(
                "kafka",
                directory,
                Workspace.library("foundation/embedded-kafka"),
                javaOptions,
                "kafka-data",
                Integer.toString(kafkaPort))));
        processes.add(RunningProcess.start(ProcessPlan.java(
                "mongodb",
                directory,
                Workspace.library("foundation/embedded-mongodb"),
                javaOptions,
                "mongodb-data",
                Integer.toString(mongoPort))));
        if (remoteHono.isEmpty()) {
            startRegistry(users);
        }
        if (remoteDitto.isEmpty()) {
            startApp("edge-twin", dittoPort, users, Map.of("CELLTWIN_EDGE_TWIN_DIRECTORY", "edge-twin-data"));
        }
    }

    private void startRegistry(Path users) {
        startApp(
                "device-registry",
                registryPort,
                users,
                Map.of(
                        "CELLTWIN_REGISTRY_DIRECTORY",
                        "registry-data",
                        "CELLTWIN_REGISTRY_AMQP_PORT",
                        Integer.toString(registryAmqpPort),
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "127.0.0.1:" + kafkaPort));
    }

    /** Hono's management API for the engineer. */
    Api registry() {
        return remoteHono
                .map(RemoteHono::api)
                .orElseGet(() -> new Api(local(registryPort), ENGINEER, ENGINEER_PASSWORD));
    }

    /** The twin service's API for the engineer. */
    Api ditto() {
        return remoteDitto
                .map(RemoteDitto::api)
                .orElseGet(() -> new Api(local(dittoPort), ENGINEER, ENGINEER_PASSWORD));
    }

    @Override
    public void close() {
        processes.forEach(RunningProcess::close);
    }

    static URI local(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private void startApp(String name, int port, Path users, Map<String, String> settings) {
        processes.add(RunningProcess.start(
                ProcessPlan.java(name, directory, Workspace.program("quarkus-apps/" + name), javaOptions)
                        .withEnvironment(settings)
                        .withEnvironment(Map.of(
                                "QUARKUS_HTTP_PORT",
                                Integer.toString(port),
                                "CELLTWIN_USERS_FILE",
                                users.toString(),
                                "CELLTWIN_USERS_SERVICE_PASSWORD",
                                SERVICE_PASSWORD))));
    }

    private Path written(String name, String content) {
        try {
            return Files.writeString(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
