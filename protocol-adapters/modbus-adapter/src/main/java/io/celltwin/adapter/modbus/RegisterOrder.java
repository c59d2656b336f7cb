package io.celltwin.adapter.modbus;

import java.nio.ByteBuffer;

/**
 * How a value is laid over registers. Modbus itself sends the high byte of a register first and says nothing about values
 * of more than one register, so devices differ.
 *
 * @param mostSignificantByteFirst {@code modv:mostSignificantByte}: whether the high byte of each register comes first
 * @param mostSignificantWordFirst {@code modv:mostSignificantWord}: whether the most significant register comes first
 */
public record RegisterOrder(boolean mostSignificantByteFirst, boolean mostSignificantWordFirst) {

    /** The order that most devices have: everything most significant first. */
    public static final RegisterOrder BIG_ENDIAN = new RegisterOrder(true, true);

    private static final int REGISTER_BYTES = 2;

    /**
     * Brings one value into big-endian order.
     *
     * @param registers bytes as they came over the wire
     * @param offset where the value starts
     * @param length the value's length in bytes, a multiple of 2
     * @return the value's bytes, the most significant first
     */
    public ByteBuffer toBigEndian(byte[] registers, int offset, int length) {
        var value = new byte[length];
        for (int i = 0; i < length; i += REGISTER_BYTES) {
            int from = offset + (mostSignificantWordFirst ? i : length - REGISTER_BYTES - i);
            value[i] = registers[mostSignificantByteFirst ? from : from + 1];
            value[i + 1] = registers[mostSignificantByteFirst ? from + 1 : from];
        }
        return ByteBuffer.wrap(value);
    }

    /**
     * Brings the characters of a text into reading order. Only the order of bytes within a register matters: devices
     * that swap words do so for numbers.
     *
     * @param registers bytes as they came over the wire
     * @param offset where the text starts
     * @param length the length of the range in bytes, a multiple of 2
     * @return the text's bytes
     */
    public byte[] toText(byte[] registers, int offset, int length) {
        return new RegisterOrder(mostSignificantByteFirst, true)
                .toBigEndian(registers, offset, length)
                .array();
    }
}
