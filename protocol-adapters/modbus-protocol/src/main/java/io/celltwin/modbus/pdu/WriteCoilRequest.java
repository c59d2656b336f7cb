package io.celltwin.modbus.pdu;

import java.util.Optional;

/**
 * The request to write one coil: function 5 (Modbus Application Protocol V1.1b3, 6.5).
 *
 * @param address of the coil, 0 to 65535
 * @param on what it is to be
 */
public record WriteCoilRequest(int address, boolean on) implements ModbusRequest<Void> {

    private static final int ON = 0xFF00;

    @Override
    public int function() {
        return 5;
    }

    @Override
    public byte[] encode() {
        return Pdu.of(function(), new int[] {address, on ? ON : 0});
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
