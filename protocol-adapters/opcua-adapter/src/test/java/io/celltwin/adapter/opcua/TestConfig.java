package io.celltwin.adapter.opcua;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A configuration like the default one, but for fast sampling. */
record TestConfig(
        Duration samplingInterval,
        int queueSize,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration keepAliveInterval,
        Optional<String> securityPolicy,
        String securityMode,
        Optional<Path> directory,
        Map<String, Account> accounts)
        implements OpcUaConfig {

    static final TestConfig DEFAULT = new TestConfig(
            Duration.ofMillis(50),
            2,
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Optional.empty(),
            "SignAndEncrypt",
            Optional.empty(),
            Map.of());

    /** Takes a server for lost soon. */
    TestConfig impatient() {
        return new TestConfig(
                samplingInterval,
                queueSize,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                securityPolicy,
                securityMode,
                directory,
                accounts);
    }

    TestConfig secured(Path certificates, String policy) {
        return new TestConfig(
                samplingInterval,
                queueSize,
                connectTimeout,
                requestTimeout,
                keepAliveInterval,
                Optional.of(policy),
                securityMode,
                Optional.of(certificates),
                accounts);
    }

    TestConfig signedIn(Path certificates, int port, String username, String password) {
        return new TestConfig(
                samplingInterval,
                queueSize,
                connectTimeout,
                requestTimeout,
                keepAliveInterval,
                securityPolicy,
                securityMode,
                Optional.of(certificates),
                Map.of("127.0.0.1:" + port, new User(username, password)));
    }

    record User(String username, String password) implements Account {}
}
