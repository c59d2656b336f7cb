package io.celltwin.modbus.pdu;

import java.util.Optional;

/**
 * The request to write one register: function 6 (Modbus Application Protocol V1.1b3, 6.6).
 *
 * @param address of the register, 0 to 65535
 * @param value its two bytes as an unsigned number
 */
public record WriteRegisterRequest(int address, int value) implements ModbusRequest<Void> {

    @Override
    public int function() {
        return 6;
    }

    @Override
    public byte[] encode() {
        return Pdu.of(function(), new int[] {address, value});
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
