package io.celltwin.modbus.transport;

import java.time.Duration;
import java.util.Locale;

/**
 * How a serial line is set up; all devices on it have to agree.
 *
 * @param baudRate bits per second
 * @param parity as the device has it
 * @param stopBits 1 or 2
 */
public record SerialSettings(int baudRate, Parity parity, int stopBits) {

    /** What every device must know (MODBUS over Serial Line V1.02, 2.5.1 and 3.3). */
    public static final SerialSettings DEFAULT = new SerialSettings(19_200, Parity.EVEN, 1);

    static final int DATA_BITS = 8;

    private static final int FASTEST_TIMED_BY_CHARACTERS = 19_200;
    private static final Duration SHORTEST_SILENCE = Duration.ofNanos(1_750_000);
    private static final double SILENT_CHARACTERS = 3.5;
    private static final int BITS_PER_CHARACTER = 11;
    private static final double NANOS_PER_SECOND = 1e9;

    /** What is sent beside eight bits of data. */
    public enum Parity {
        NONE,
        EVEN,
        ODD
    }

    /** How long the line has to be silent between two frames (MODBUS over Serial Line V1.02, 2.5.1.1). */
    public Duration silence() {
        return baudRate > FASTEST_TIMED_BY_CHARACTERS
                ? SHORTEST_SILENCE
                : Duration.ofNanos((long) (SILENT_CHARACTERS * BITS_PER_CHARACTER * NANOS_PER_SECOND / baudRate));
    }

    /** In the words of a registration's settings. */
    @Override
    public String toString() {
        return "baudRate %d, parity %s, stopBits %d"
                .formatted(baudRate, parity.name().toLowerCase(Locale.ROOT), stopBits);
    }
}
