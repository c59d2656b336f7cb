package io.celltwin.adapter.modbus;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A configuration with short times. */
record TestConfig(
        Duration pollingTime,
        Duration timeout,
        Duration connectTimeout,
        int maxRegisters,
        int maxBits,
        int maxGap,
        ModbusConfig.Tls tls)
        implements ModbusConfig {

    static final TestConfig DEFAULT = with(new Files(Optional.empty(), Optional.empty(), Optional.empty()));

    /** Where the files for TLS are. */
    record Files(Optional<Path> trustStore, Optional<Path> certificate, Optional<Path> key)
            implements ModbusConfig.Tls {}

    static TestConfig with(ModbusConfig.Tls tls) {
        return new TestConfig(Duration.ofMillis(20), Duration.ofMillis(500), Duration.ofSeconds(1), 125, 2000, 8, tls);
    }
}
