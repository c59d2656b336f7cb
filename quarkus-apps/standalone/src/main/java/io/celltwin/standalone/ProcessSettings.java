package io.celltwin.standalone;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The configuration of every part for one process, as system properties: what is nobody's default. */
final class ProcessSettings {
    private static final List<String> ACCOUNTS =
            List.of("battery-health", "predictive-maintenance", "lifecycle-records");

    private final Map<String, String> settings = new LinkedHashMap<>();

    ProcessSettings(StateDirectory directory, ServicePorts ports, Services services, String host, int port) {
        String secret = StateDirectory.randomText();
        String url = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        set("quarkus.http.host", host);
        set("quarkus.http.port", port);
        set("quarkus.log.file.path", directory.of("log").resolve("celltwin.log"));
        set("quarkus.http.auth.session.encryption-key", directory.secret("session.key"));
        set("celltwin.users.file", directory.usersFile());
        set("celltwin.users.ended-sessions-file", directory.of("ended-sessions"));
        set("celltwin.users.service-password", secret);

        set("kafka.bootstrap.servers", services.kafkaAddress());
        services.kafkaAccount().clientSettings().forEach((setting, value) -> set("kafka." + setting, value));
        set("quarkus.mongodb.connection-string", services.documentsAddress());

        set("celltwin.models.url", url + "/models");
        set("celltwin.models.directory", directory.of("models"));
        set("celltwin.ditto.url", url);
        ACCOUNTS.forEach(account -> set("celltwin." + account + ".password", secret));

        int amqpPort = ports.of(ServicePorts.Service.AMQP);
        set("celltwin.registry.http-url", url);
        set("celltwin.registry.amqp-host", "127.0.0.1");
        set("celltwin.registry.amqp-port", amqpPort);
        set("celltwin.registry.password", secret);
        set("celltwin.registry.directory", directory.of("registry"));
        // The adapters have no other replicas here, and each partition costs the broker files.
        set("celltwin.adapter.partitions", 1);
        set("celltwin.adapter.commands.listen", true);
        set("celltwin.adapter.backlog.directory", directory.of("backlog"));
        set("celltwin.opcua.directory", directory.of("opcua"));
        set("celltwin.edge-twin.directory", directory.of("twins"));
        set("celltwin.history.directory", directory.of("history"));

        set("celltwin.lifecycle-records.log.directory", directory.of("record-log"));
        set("celltwin.lifecycle-records.log.topic", "celltwin.record-log");

        set("celltwin.bootstrap.ditto.password", secret);
        set("celltwin.bootstrap.registry.username", "bootstrap");
        set("celltwin.bootstrap.registry.password", secret);
        set("celltwin.bootstrap.kafka.username", services.kafkaAccount().username());
        set("celltwin.bootstrap.kafka.password", services.kafkaAccount().password());
        set("celltwin.bootstrap.kafka.sasl-mechanism", "plain");
        set("celltwin.bootstrap.topics.create", true);
        // There is no other plant, and who names a device otherwise means the same one.
        set("celltwin.bootstrap.every-namespace", true);

        set("celltwin.demo.url", url);
        set("celltwin.demo.password", secret);
        set("celltwin.demo.directory", directory.of("demo"));
    }

    /** Says whether there is a simulated line and what it replays. */
    void demo(boolean none, Path replay) {
        set("celltwin.demo.enabled", !none);
        if (replay != null) {
            set("celltwin.demo.replay", replay.toAbsolutePath());
        }
    }

    /** Makes them the configuration of this process. A setting that the user gave as a system property stays. */
    void apply() {
        settings.forEach((key, value) -> {
            if (System.getProperty(key) == null) {
                System.setProperty(key, value);
            }
        });
    }

    private void set(String key, Object value) {
        settings.put(key, value.toString());
    }
}
