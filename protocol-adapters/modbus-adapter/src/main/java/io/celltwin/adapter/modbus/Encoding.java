package io.celltwin.adapter.modbus;

import java.math.BigDecimal;

/**
 * How the bytes of a range become a value.
 *
 * @param type what one value is
 * @param order byte and word order
 * @param bit which bit of the register counts, 0 for the least significant to 15; of use for {@link ValueType#BIT} only
 * @param scale the factor by which numbers are multiplied
 * @param offset what is added to numbers after that
 */
public record Encoding(ValueType type, RegisterOrder order, int bit, BigDecimal scale, BigDecimal offset) {

    /**
     * @return whether numbers are taken as they are
     */
    public boolean unscaled() {
        return scale.compareTo(BigDecimal.ONE) == 0 && offset.signum() == 0;
    }
}
