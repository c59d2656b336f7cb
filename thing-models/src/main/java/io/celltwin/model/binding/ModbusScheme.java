package io.celltwin.model.binding;

import java.util.Arrays;
import java.util.Optional;

/** The ways to reach a Modbus device, told by the scheme of its address. */
public enum ModbusScheme {

    /** Modbus TCP (MODBUS Messaging on TCP/IP Implementation Guide V1.0b); the one that the W3C binding names. */
    TCP("modbus+tcp", 502),

    /** Modbus TCP within TLS (MODBUS/TCP Security Protocol Specification V2.1, which assigns the port). */
    TLS("modbus+tls", 802),

    /** The frames of Modbus TCP, one in each datagram. */
    UDP("modbus+udp", 502),

    /** The frames of a serial line, carried by TCP as they are: what a serial device server does. */
    RTU_OVER_TCP("modbus+rtu+tcp", 502),

    /** RTU frames on a serial line of this machine (MODBUS over Serial Line V1.02). */
    SERIAL("modbus+rtu", 0);

    private final String text;
    private final int defaultPort;

    ModbusScheme(String text, int defaultPort) {
        this.text = text;
        this.defaultPort = defaultPort;
    }

    /** The scheme that is written so, in upper or lower case. */
    public static Optional<ModbusScheme> of(String text) {
        return Arrays.stream(values())
                .filter(scheme -> scheme.text.equalsIgnoreCase(text))
                .findFirst();
    }

    /** As it stands in an address. */
    public String text() {
        return text;
    }

    /** The port of an address that names none; 0 for a serial line, which has none. */
    public int defaultPort() {
        return defaultPort;
    }

    /** Whether unit 0 is the broadcast address, which nobody answers (MODBUS over Serial Line V1.02, 2.2). */
    public boolean broadcastsToUnit0() {
        return this == RTU_OVER_TCP || this == SERIAL;
    }
}
