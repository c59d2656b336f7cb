package io.celltwin.model.binding;

/**
 * Neighbouring bits within a number.
 *
 * @param lowest the place of the lowest bit, 0 for the least significant of the number
 * @param length how many bits, at least 1
 */
public record BitField(int lowest, int length) {

    /** A one for each bit of the field, where it stands in the number. */
    public long mask() {
        return (length >= Long.SIZE ? -1L : (1L << length) - 1) << lowest;
    }

    /** The field's bits as a number of their own. */
    public long of(long number) {
        return (number & mask()) >>> lowest;
    }
}
