package io.celltwin.adapter.opcua;

import io.celltwin.adapter.opcua.config.OpcUaConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A configuration like the default one, but for fast sampling. */
public record TestConfig(
        Duration samplingInterval,
        int queueSize,
        int historyValues,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration keepAliveInterval,
        Optional<String> securityPolicy,
        String securityMode,
        Optional<Path> directory,
        Map<String, Account> accounts)
        implements OpcUaConfig {

    public static final TestConfig DEFAULT = new TestConfig(
            Duration.ofMillis(50),
            2,
            1000,
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Optional.empty(),
            "SignAndEncrypt",
            Optional.empty(),
            Map.of());

    /** Reads so many values of the time in which it was not connected. */
    public TestConfig withHistoryValues(int most) {
        return new TestConfig(
                samplingInterval,
                queueSize,
                most,
                connectTimeout,
                requestTimeout,
                keepAliveInterval,
                securityPolicy,
                securityMode,
                directory,
                accounts);
    }

    /** Takes a server for lost soon. */
    public TestConfig impatient() {
        return new TestConfig(
                samplingInterval,
                queueSize,
                historyValues,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                securityPolicy,
                securityMode,
                directory,
                accounts);
    }

    public TestConfig secured(Path certificates, String policy) {
        return new TestConfig(
                samplingInterval,
                queueSize,
                historyValues,
                connectTimeout,
                requestTimeout,
                keepAliveInterval,
                Optional.of(policy),
                securityMode,
                Optional.of(certificates),
                accounts);
    }

    public TestConfig signedIn(Path certificates, int port, String username, String password) {
        return new TestConfig(
                samplingInterval,
                queueSize,
                historyValues,
                connectTimeout,
                requestTimeout,
                keepAliveInterval,
                securityPolicy,
                securityMode,
                Optional.of(certificates),
                Map.of("127.0.0.1:" + port, new User(username, password)));
    }

    /** A driver with these settings. */
    public OpcUaDriver driver() {
        return new OpcUaDriver(this, new SimpleMeterRegistry());
    }

    public record User(String username, String password) implements Account {}
}
