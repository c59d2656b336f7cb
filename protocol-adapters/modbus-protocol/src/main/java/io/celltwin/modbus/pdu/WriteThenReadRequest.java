package io.celltwin.modbus.pdu;

import io.celltwin.modbus.plan.RegisterRange;
import java.util.Arrays;
import java.util.Optional;

/**
 * The request to write registers and to read the same back at once: function 23 (Modbus Application Protocol V1.1b3, 6.17), by which
 * the device writes first. Answered by the registers as they are then.
 *
 * @param range holding registers, at most 121
 * @param registers what to write
 */
public record WriteThenReadRequest(RegisterRange range, byte[] registers) implements ModbusRequest<byte[]> {

    /** The most registers that one request may write. */
    public static final int MAX_REGISTERS = 121;

    public WriteThenReadRequest {
        if (range.count() > MAX_REGISTERS || registers.length != range.count() * 2) {
            throw new IllegalArgumentException(
                    "%d registers in %d bytes cannot be written at once".formatted(range.count(), registers.length));
        }
    }

    @Override
    public int function() {
        return 23;
    }

    @Override
    public byte[] encode() {
        return Pdu.of(
                function(),
                new int[] {range.start(), range.count(), range.start(), range.count()},
                Pdu.counted(registers));
    }

    @Override
    public Optional<String> mismatch(byte[] response) {
        return Pdu.lengthMismatch(response, registers.length);
    }

    @Override
    public byte[] value(byte[] response) {
        return Arrays.copyOfRange(response, 2, response.length);
    }
}
