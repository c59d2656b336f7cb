package io.celltwin.modbus.codec;

import io.celltwin.model.binding.RegisterEncoding;
import io.celltwin.model.binding.RegisterOrder;
import io.celltwin.model.binding.RegisterType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;

/**
 * Turns the bytes of registers and bits into values and back. Knows nothing of where the bytes come from.
 * <p>
 * A value has bytes 0 (most significant) to n-1; {@link #place} says where in the registers each of them is. Numbers are put
 * together in a {@code long} from there, without a copy, since this is done for every value of every cycle. What was encoded
 * is decoded as the same value, but for the digits that the type or the scale cannot hold.
 */
public final class RegisterCodec {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int REGISTER_BYTES = 2;

    /**
     * Decodes one coil or discrete input.
     *
     * @param packed bits as they came over the wire, the first in the lowest bit of the first byte
     * @param index the index of the wanted bit
     * @return a {@code Boolean}
     */
    public Decoded decodeBit(byte[] packed, int index) {
        return Decoded.good((packed[index / 8] >> index % 8 & 1) == 1);
    }

    /**
     * Decodes neighbouring coils or discrete inputs as a list.
     *
     * @param packed bits as they came over the wire
     * @param index the index of the first wanted bit
     * @param count how many bits
     * @return a list of {@code Boolean}
     */
    public Decoded decodeBits(byte[] packed, int index, int count) {
        List<Object> bits = new ArrayList<>(count);
        for (int i = index; i < index + count; i++) {
            bits.add(decodeBit(packed, i).value());
        }
        return Decoded.good(List.copyOf(bits));
    }

    /**
     * Encodes coils.
     *
     * @param value {@code Boolean}, or a list of as many as there are coils
     * @param count how many coils
     * @param list whether a list is wanted
     * @return bits packed with the first in the lowest bit
     * @throws NotEncodableException if it is something else
     */
    public byte[] encodeBits(Object value, int count, boolean list) throws NotEncodableException {
        List<?> bits = list ? elements(value, count) : List.of(value);
        byte[] packed = new byte[(count + 7) / 8];
        for (int i = 0; i < count; i++) {
            packed[i / 8] |= (byte) (typed(bits.get(i), Boolean.class) ? 1 << i % 8 : 0);
        }
        return packed;
    }

    /**
     * Decodes registers.
     *
     * @param registers bytes as they came over the wire
     * @param offset where the value starts
     * @param length how many bytes it has, a number that fits the encoding's type
     * @param encoding what they mean
     * @return the value, or the reason why the bytes mean nothing
     */
    public Decoded decode(byte[] registers, int offset, int length, RegisterEncoding encoding) {
        if (encoding.elements().isPresent()) {
            return decodeList(registers, offset, length, encoding);
        }
        return switch (encoding.type()) {
            case STRING -> TextCodec.decode(textBytes(registers, offset, length, encoding.order()), encoding.charset());
            case HEX_BINARY -> Decoded.good(HEX.formatHex(textBytes(registers, offset, length, encoding.order())));
            default -> decode(raw(registers, offset, length, encoding.order()), encoding);
        };
    }

    /**
     * Encodes a value into registers. Where it is only a part of a register - a bit, a byte - the rest stays as it is.
     *
     * @param value {@code Boolean}, {@code Number} or {@code String}, as the type has it, or a list of these; a number is rounded
     *        to the nearest that the registers can hold, a text padded with NUL
     * @param registers where to; changed only if the value can be encoded
     * @param offset where the value starts
     * @param length how many bytes it has, a number that fits the encoding's type
     * @param encoding what they mean
     * @throws NotEncodableException if there are no bytes that mean this value
     */
    public void encode(Object value, byte[] registers, int offset, int length, RegisterEncoding encoding)
            throws NotEncodableException {
        if (encoding.elements().isPresent()) {
            encodeList(value, registers, offset, length, encoding);
            return;
        }
        RegisterOrder order = encoding.order();
        switch (encoding.type()) {
            case STRING ->
                putText(
                        TextCodec.encode(typed(value, String.class), length, encoding.charset()),
                        registers,
                        offset,
                        order);
            case HEX_BINARY -> putText(encodeHex(typed(value, String.class), length), registers, offset, order);
            case BOOLEAN -> {
                long before = raw(registers, offset, length, order);
                put(encodeTruth(typed(value, Boolean.class), before, encoding), registers, offset, length, order);
            }
            case FLOAT16 -> {
                int bits = HalfFloat.ofDouble(encodeFloating(typed(value, Number.class), encoding));
                if (HalfFloat.isInfinite(bits)) {
                    throw tooLarge(value, encoding);
                }
                put(bits, registers, offset, length, order);
            }
            case FLOAT32 -> {
                float number =
                        encodeFloating(typed(value, Number.class), encoding).floatValue();
                if (Float.isInfinite(number)) {
                    throw tooLarge(value, encoding);
                }
                put(Float.floatToRawIntBits(number), registers, offset, length, order);
            }
            case FLOAT64 ->
                put(
                        Double.doubleToRawLongBits(encodeFloating(typed(value, Number.class), encoding)),
                        registers,
                        offset,
                        length,
                        order);
            default -> {
                long raw = encodeWhole(typed(value, Number.class), encoding);
                long own = ownBits(encoding);
                long before = raw(registers, offset, length, order);
                put(before & ~own | raw & own, registers, offset, length, order);
            }
        }
    }

    private Decoded decodeList(byte[] registers, int offset, int length, RegisterEncoding encoding) {
        int count = encoding.elements().orElseThrow();
        int width = length / count;
        RegisterEncoding element = encoding.element();
        List<Object> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Decoded decoded = decode(registers, offset + i * width, width, element);
            if (!decoded.isGood()) {
                return Decoded.bad("element %d: %s".formatted(i, decoded.badReason()));
            }
            values.add(decoded.value());
        }
        return Decoded.good(List.copyOf(values));
    }

    private void encodeList(Object value, byte[] registers, int offset, int length, RegisterEncoding encoding)
            throws NotEncodableException {
        int count = encoding.elements().orElseThrow();
        List<?> values = elements(value, count);
        int width = length / count;
        RegisterEncoding element = encoding.element();
        byte[] encoded = Arrays.copyOfRange(registers, offset, offset + length);
        for (int i = 0; i < count; i++) {
            encode(values.get(i), encoded, i * width, width, element);
        }
        System.arraycopy(encoded, 0, registers, offset, length);
    }

    private static List<?> elements(Object value, int count) throws NotEncodableException {
        List<?> values = typed(value, List.class);
        if (values.size() != count) {
            throw new NotEncodableException("%d elements are needed, not %d".formatted(count, values.size()));
        }
        return values;
    }

    private static Decoded decode(long raw, RegisterEncoding encoding) {
        if (encoding.bits().isPresent()) {
            long field = encoding.bits().get().of(raw);
            return encoding.type() == RegisterType.BOOLEAN ? Decoded.good(field != 0) : unsigned(field, encoding);
        }
        return switch (encoding.type()) {
            case BOOLEAN -> Decoded.good(raw != 0);
            case INT8 -> whole((byte) raw, encoding);
            case UINT8 -> whole(raw & 0xFF, encoding);
            case INT16 -> whole((short) raw, encoding);
            case INT32 -> whole((long) (int) raw, encoding);
            case UINT16, UINT32, INT64 -> whole(raw, encoding);
            case UINT64 -> unsigned(raw, encoding);
            case BCD16, BCD32, BCD64 -> {
                OptionalLong number = DecimalDigits.decode(raw);
                yield number.isPresent()
                        ? whole(number.getAsLong(), encoding)
                        : Decoded.bad("a decimal digit is above 9");
            }
            case FLOAT16 -> floating(HalfFloat.toDouble((int) raw), encoding);
            case FLOAT32 -> single(Float.intBitsToFloat((int) raw), encoding);
            case FLOAT64 -> floating(Double.longBitsToDouble(raw), encoding);
            case STRING, HEX_BINARY -> throw new IllegalArgumentException("a text is not a number");
        };
    }

    private static Decoded unsigned(long value, RegisterEncoding encoding) {
        if (value >= 0) {
            return whole(value, encoding);
        }
        String digits = Long.toUnsignedString(value);
        return encoding.unscaled()
                ? Decoded.bad("%s is too large".formatted(digits))
                : scaled(new BigDecimal(digits), encoding);
    }

    private static Decoded whole(long value, RegisterEncoding encoding) {
        return encoding.unscaled() ? Decoded.good(value) : scaled(BigDecimal.valueOf(value), encoding);
    }

    // 3.3f widened to double would be 3.299999952316284: the shortest decimal that means the same float is what the
    // device's maker had in mind.
    private static Decoded single(float value, RegisterEncoding encoding) {
        return Float.isFinite(value)
                ? floating(Double.parseDouble(Float.toString(value)), encoding)
                : floating(value, encoding);
    }

    private static Decoded floating(double value, RegisterEncoding encoding) {
        if (Double.isNaN(value)) {
            return Decoded.bad("not a number");
        }
        if (Double.isInfinite(value)) {
            return Decoded.bad("infinite");
        }
        return encoding.unscaled() ? Decoded.good(value) : scaled(BigDecimal.valueOf(value), encoding);
    }

    // Decimal arithmetic, so that 3 times 0.1 is 0.3.
    private static Decoded scaled(BigDecimal raw, RegisterEncoding encoding) {
        double value = raw.multiply(encoding.scale()).add(encoding.offset()).doubleValue();
        return Double.isInfinite(value) ? Decoded.bad("infinite") : Decoded.good(value);
    }

    private static long encodeTruth(boolean value, long before, RegisterEncoding encoding) {
        if (encoding.bits().isEmpty()) {
            return value ? 1 : 0;
        }
        long mask = encoding.bits().get().mask();
        return value ? before | mask : before & ~mask;
    }

    /** The bits of the registers that are the value's. */
    private static long ownBits(RegisterEncoding encoding) {
        if (encoding.bits().isPresent()) {
            return encoding.bits().get().mask();
        }
        return encoding.isPartOfItsRegisters() ? 0xFF : -1L;
    }

    private static long encodeWhole(Number value, RegisterEncoding encoding) throws NotEncodableException {
        RegisterType type = encoding.type();
        BigInteger lowest = type.lowest();
        BigInteger highest = encoding.bits()
                .map(bits -> BigInteger.ONE.shiftLeft(bits.length()).subtract(BigInteger.ONE))
                .map(most -> most.min(type.highest()))
                .orElseGet(type::highest);
        BigDecimal raw = unscale(value, encoding).setScale(0, RoundingMode.HALF_EVEN);
        if (raw.compareTo(new BigDecimal(lowest)) < 0 || raw.compareTo(new BigDecimal(highest)) > 0) {
            throw new NotEncodableException("%s does not fit %s, which holds %s to %s before scaling"
                    .formatted(value, type.term(), lowest, highest));
        }
        long number = raw.longValueExact();
        if (type.isDecimalDigits()) {
            return DecimalDigits.encode(number);
        }
        return encoding.bits().map(bits -> number << bits.lowest()).orElse(number);
    }

    private static Double encodeFloating(Number value, RegisterEncoding encoding) throws NotEncodableException {
        if (encoding.unscaled() && Double.isFinite(value.doubleValue())) {
            return value.doubleValue();
        }
        double raw = unscale(value, encoding).doubleValue();
        if (Double.isInfinite(raw)) {
            throw tooLarge(value, encoding);
        }
        return raw;
    }

    private static NotEncodableException tooLarge(Object value, RegisterEncoding encoding) {
        return new NotEncodableException(
                "%s is too large for %s".formatted(value, encoding.type().term()));
    }

    private static BigDecimal unscale(Number value, RegisterEncoding encoding) throws NotEncodableException {
        BigDecimal exact;
        try {
            exact = new BigDecimal(value.toString());
        } catch (NumberFormatException e) {
            throw new NotEncodableException("%s is not a number".formatted(value));
        }
        return encoding.unscaled()
                ? exact
                : exact.subtract(encoding.offset()).divide(encoding.scale(), MathContext.DECIMAL128);
    }

    private static byte[] encodeHex(String digits, int length) throws NotEncodableException {
        if (digits.length() != length * 2) {
            throw new NotEncodableException(
                    "%d hexadecimal digits are needed, not %d characters".formatted(length * 2, digits.length()));
        }
        try {
            return HEX.parseHex(digits);
        } catch (IllegalArgumentException e) {
            throw new NotEncodableException("'%s' has something else than hexadecimal digits".formatted(digits));
        }
    }

    private static <T> T typed(Object value, Class<T> type) throws NotEncodableException {
        if (!type.isInstance(value)) {
            throw new NotEncodableException("%s is no %s".formatted(value, type.getSimpleName()));
        }
        return type.cast(value);
    }

    private static long raw(byte[] registers, int offset, int length, RegisterOrder order) {
        long raw = 0;
        for (int i = 0; i < length; i++) {
            raw = raw << Byte.SIZE | registers[offset + place(i, length, order)] & 0xFF;
        }
        return raw;
    }

    private static void put(long raw, byte[] registers, int offset, int length, RegisterOrder order) {
        for (int i = 0; i < length; i++) {
            registers[offset + place(i, length, order)] = (byte) (raw >> (length - 1 - i) * Byte.SIZE);
        }
    }

    /** Where the byte with this index, 0 for the most significant one, of a number is. */
    private static int place(int index, int length, RegisterOrder order) {
        int inRegister = index % REGISTER_BYTES;
        int register = index - inRegister;
        return (order.mostSignificantWordFirst() ? register : length - REGISTER_BYTES - register)
                + (order.mostSignificantByteFirst() ? inRegister : 1 - inRegister);
    }

    private static byte[] textBytes(byte[] registers, int offset, int length, RegisterOrder order) {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = registers[offset + textPlace(i, order)];
        }
        return text;
    }

    private static void putText(byte[] text, byte[] registers, int offset, RegisterOrder order) {
        for (int i = 0; i < text.length; i++) {
            registers[offset + textPlace(i, order)] = text[i];
        }
    }

    /** Where a byte of a text is: devices that swap words do so for numbers only. */
    private static int textPlace(int index, RegisterOrder order) {
        return order.mostSignificantByteFirst() ? index : index ^ 1;
    }
}
