package io.celltwin.modbus.pdu;

import java.util.Optional;

/**
 * The request to change some bits of a register, which the device does without anybody in between: function 22 (Modbus Application
 * Protocol V1.1b3, 6.16). Afterwards the register holds (held AND andMask) OR (orMask AND NOT andMask).
 *
 * @param address of the register, 0 to 65535
 * @param andMask a one for each bit that stays
 * @param orMask what the others become
 */
public record MaskWriteRequest(int address, int andMask, int orMask) implements ModbusRequest<Void> {

    @Override
    public int function() {
        return 22;
    }

    @Override
    public byte[] encode() {
        return Pdu.of(function(), new int[] {address, andMask, orMask});
    }

    @Override
    public Optional<String> mismatch(byte[] response) {
        return Pdu.echoMismatch(response, encode());
    }

    @Override
    public Void value(byte[] response) {
        return null;
    }
}
