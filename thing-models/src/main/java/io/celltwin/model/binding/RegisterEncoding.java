package io.celltwin.model.binding;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the bytes of a range become a value: value = raw x scale + offset.
 *
 * @param type what one value is
 * @param order byte and word order
 * @param bits which bits count, where not all do; only a truth value and an unsigned number have some
 * @param scale the factor by which numbers are multiplied, not 0
 * @param offset what is added to numbers after that
 * @param charset what the bytes of a text mean
 * @param elements how many values of this encoding, one behind the other, make up a list; empty for a value alone
 */
public record RegisterEncoding(
        RegisterType type,
        RegisterOrder order,
        Optional<BitField> bits,
        BigDecimal scale,
        BigDecimal offset,
        Charset charset,
        OptionalInt elements) {

    /** Most significant first, the value as it stands. */
    public static RegisterEncoding plain(RegisterType type) {
        return new RegisterEncoding(
                type,
                RegisterOrder.BIG_ENDIAN,
                Optional.empty(),
                BigDecimal.ONE,
                BigDecimal.ZERO,
                StandardCharsets.UTF_8,
                OptionalInt.empty());
    }

    /** The same in another order. */
    public RegisterEncoding in(RegisterOrder other) {
        return new RegisterEncoding(type, other, bits, scale, offset, charset, elements);
    }

    /** The same of these bits alone. */
    public RegisterEncoding of(BitField field) {
        return new RegisterEncoding(type, order, Optional.of(field), scale, offset, charset, elements);
    }

    /** The same, scaled. */
    public RegisterEncoding scaled(BigDecimal factor, BigDecimal addend) {
        return new RegisterEncoding(type, order, bits, factor, addend, charset, elements);
    }

    /** The same in another character set. */
    public RegisterEncoding in(Charset other) {
        return new RegisterEncoding(type, order, bits, scale, offset, other, elements);
    }

    /** A list of so many. */
    public RegisterEncoding listOf(int count) {
        return new RegisterEncoding(type, order, bits, scale, offset, charset, OptionalInt.of(count));
    }

    /** One element of the list. */
    public RegisterEncoding element() {
        return new RegisterEncoding(type, order, bits, scale, offset, charset, OptionalInt.empty());
    }

    /** Whether numbers are taken as they are. */
    public boolean unscaled() {
        return scale.compareTo(BigDecimal.ONE) == 0 && offset.signum() == 0;
    }

    /** Whether registers hold bits beside those of the value, which a write must leave alone. */
    public boolean isPartOfItsRegisters() {
        return bits.isPresent() || type == RegisterType.INT8 || type == RegisterType.UINT8;
    }
}
