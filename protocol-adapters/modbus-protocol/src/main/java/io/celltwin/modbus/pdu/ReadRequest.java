package io.celltwin.modbus.pdu;

import io.celltwin.modbus.plan.RegisterRange;
import java.util.Arrays;
import java.util.Optional;

/**
 * The request to read a range: functions 1 to 4 (Modbus Application Protocol V1.1b3, 6.1 to 6.4). Answered by registers as they
 * came, or bits packed with the first in the lowest bit.
 *
 * @param range what to read
 */
public record ReadRequest(RegisterRange range) implements ModbusRequest<byte[]> {

    @Override
    public int function() {
        return range.area().readFunction();
    }

    @Override
    public byte[] encode() {
        return Pdu.of(function(), new int[] {range.start(), range.count()});
    }

    @Override
    public Optional<String> mismatch(byte[] response) {
        return Pdu.lengthMismatch(response, range.area().bytesFor(range.count()));
    }

    @Override
    public byte[] value(byte[] response) {
        return Arrays.copyOfRange(response, 2, response.length);
    }
}
