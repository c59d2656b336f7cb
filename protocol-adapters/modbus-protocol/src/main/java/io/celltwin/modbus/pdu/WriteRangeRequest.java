package io.celltwin.modbus.pdu;

import io.celltwin.modbus.plan.RegisterRange;
import java.util.Optional;

/**
 * The request to write several coils or registers at once: functions 15 and 16 (Modbus Application Protocol V1.1b3, 6.11 and
 * 6.12).
 *
 * @param range what to write, at most 1968 coils or 123 registers
 * @param items registers as they go over the wire, or bits packed with the first in the lowest bit
 */
public record WriteRangeRequest(RegisterRange range, byte[] items) implements ModbusRequest<Void> {

    /** The most registers that one request may write. */
    public static final int MAX_REGISTERS = 123;

    /** The most coils that one request may write. */
    public static final int MAX_COILS = 1968;

    public WriteRangeRequest {
        int most = range.area().holdsBits() ? MAX_COILS : MAX_REGISTERS;
        if (range.count() > most || items.length != range.area().bytesFor(range.count())) {
            throw new IllegalArgumentException(
                    "%d items in %d bytes cannot be written at once".formatted(range.count(), items.length));
        }
    }

    @Override
    public int function() {
        return range.area().holdsBits() ? 15 : 16;
    }

    @Override
    public byte[] encode() {
        return Pdu.of(function(), new int[] {range.start(), range.count()}, Pdu.counted(items));
    }

    @Override
    public Optional<String> mismatch(byte[] response) {
        return Pdu.echoMismatch(response, Pdu.of(function(), new int[] {range.start(), range.count()}));
    }

    @Override
    public Void value(byte[] response) {
        return null;
    }
}
