package io.celltwin.registry;

import io.celltwin.kafka.junit.TestBroker;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A registry in a directory of its own, with a real broker beside it. */
public class RunningRegistry implements QuarkusTestResourceLifecycleManager {
    static final String ENGINEER = "anna";
    static final String PARTNER = "petra";
    static final String PASSWORD = "correct horse";
    static final String SERVICE_ACCOUNT = "modbus-adapter";
    static final String SERVICE_PASSWORD = "adapters only";

    private TestBroker kafka;

    @Override
    public Map<String, String> start() {
        try {
            Path directory = Files.createTempDirectory("registry");
            kafka = TestBroker.start();
            return settings(directory, kafka.bootstrapServers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, String> settings(Path directory, String kafkaAddress) throws IOException {
        Path users = directory.resolve("users.properties");
        String hash = BcryptUtil.bcryptHash(PASSWORD);
        Files.writeString(users, "%s=%s,engineer%n%s=%s,partner%n".formatted(ENGINEER, hash, PARTNER, hash));
        return Map.of(
                "celltwin.registry.directory",
                directory.resolve("records").toString(),
                "celltwin.registry.amqp-port",
                "0",
                "celltwin.users.file",
                users.toString(),
                "celltwin.users.service-password",
                SERVICE_PASSWORD,
                "celltwin.models.directory",
                directory.resolve("models").toString(),
                "kafka.bootstrap.servers",
                kafkaAddress);
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
    }
}
