package io.celltwin.model.binding;

/**
 * How a value is laid over registers. Modbus itself sends the high byte of a register first and says nothing about values
 * of more than one register, so devices differ.
 *
 * @param mostSignificantByteFirst {@code modv:mostSignificantByte}: whether the high byte of each register comes first
 * @param mostSignificantWordFirst {@code modv:mostSignificantWord}: whether the most significant register comes first; without
 *        meaning for texts, since devices that swap words do so for numbers
 */
public record RegisterOrder(boolean mostSignificantByteFirst, boolean mostSignificantWordFirst) {

    /** The order that most devices have: everything most significant first. */
    public static final RegisterOrder BIG_ENDIAN = new RegisterOrder(true, true);
}
