package io.celltwin.adapter.modbus;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the Modbus adapter for all its devices. A form of a model may say otherwise of polling time and timeout, the
 * registration of a device of all of them.
 */
@ConfigMapping(prefix = "celltwin.modbus")
public interface ModbusConfig {

    /** How often to read what no form says {@code modv:pollingTime} of. */
    @WithDefault("1s")
    Duration pollingTime();

    /** How long to wait for an answer where no form says {@code modv:timeout}. */
    @WithDefault("1s")
    Duration timeout();

    /** How long to try to connect. */
    @WithDefault("3s")
    Duration connectTimeout();

    /** Most registers in one request, 1 to 125. */
    @WithDefault("125")
    int maxRegisters();

    /** Most coils or discrete inputs in one request, 1 to 2000. */
    @WithDefault("2000")
    int maxBits();

    /** Most registers or bits that nobody wants and that are read all the same to save a request. */
    @WithDefault("8")
    int maxGap();

    /** Modbus/TCP Security. */
    Tls tls();

    /** How the adapter shows itself to devices by TLS, and whom it trusts. */
    interface Tls {

        /**
         * The certificates of the authorities that devices' certificates must come from: a PEM file. If not given, those that
         * the Java runtime trusts.
         */
        Optional<Path> trustStore();

        /** The adapter's own certificate, and those between it and its authority: a PEM file. */
        Optional<Path> certificate();

        /** The key of that certificate, PKCS 8 and not encrypted: a PEM file. */
        Optional<Path> key();
    }
}
