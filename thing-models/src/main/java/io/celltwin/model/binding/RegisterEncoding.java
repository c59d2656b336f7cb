package io.celltwin.model.binding;

import java.math.BigDecimal;
import java.util.OptionalInt;

/**
 * How the bytes of a range become a value: value = raw x scale + offset.
 *
 * @param type what one value is
 * @param order byte and word order
 * @param bit which bit of the register counts, 0 for the least significant to 15; only a boolean has one
 * @param scale the factor by which numbers are multiplied, not 0
 * @param offset what is added to numbers after that
 */
public record RegisterEncoding(
        RegisterType type, RegisterOrder order, OptionalInt bit, BigDecimal scale, BigDecimal offset) {

    /** Most significant first, the value as it stands. */
    public static RegisterEncoding plain(RegisterType type) {
        return new RegisterEncoding(
                type, RegisterOrder.BIG_ENDIAN, OptionalInt.empty(), BigDecimal.ONE, BigDecimal.ZERO);
    }

    /** Whether numbers are taken as they are. */
    public boolean unscaled() {
        return scale.compareTo(BigDecimal.ONE) == 0 && offset.signum() == 0;
    }
}
