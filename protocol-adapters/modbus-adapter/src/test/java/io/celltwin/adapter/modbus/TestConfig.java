package io.celltwin.adapter.modbus;

import java.time.Duration;

/** A configuration with short times. */
record TestConfig(
        Duration pollingTime, Duration timeout, Duration connectTimeout, int maxRegisters, int maxBits, int maxGap)
        implements ModbusConfig {

    static final TestConfig DEFAULT =
            new TestConfig(Duration.ofMillis(20), Duration.ofMillis(500), Duration.ofSeconds(1), 125, 2000, 8);
}
