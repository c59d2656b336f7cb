package io.celltwin.adapter.modbus;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Turns the bytes of registers and bits into values. Knows nothing of where the bytes come from.
 */
public final class RegisterDecoder {

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
     * Decodes registers.
     *
     * @param registers bytes as they came over the wire
     * @param offset where the value starts
     * @param length how many bytes it has, a number that fits the encoding's type
     * @param encoding what they mean
     * @return the value, or the reason why the bytes mean nothing
     */
    public Decoded decodeRegisters(byte[] registers, int offset, int length, Encoding encoding) {
        if (encoding.type() == ValueType.STRING) {
            return decodeText(encoding.order().toText(registers, offset, length));
        }
        return decodeValue(encoding.order().toBigEndian(registers, offset, length), encoding);
    }

    private static Decoded decodeValue(ByteBuffer bytes, Encoding encoding) {
        return switch (encoding.type()) {
            case BOOLEAN -> Decoded.good(bytes.getShort() != 0);
            case BIT -> Decoded.good((bytes.getShort() >> encoding.bit() & 1) == 1);
            case INT16 -> whole(bytes.getShort(), encoding);
            case UINT16 -> whole(Short.toUnsignedLong(bytes.getShort()), encoding);
            case INT32 -> whole(bytes.getInt(), encoding);
            case UINT32 -> whole(Integer.toUnsignedLong(bytes.getInt()), encoding);
            case INT64 -> whole(bytes.getLong(), encoding);
            case UINT64 -> unsigned(bytes.getLong(), encoding);
            case FLOAT32 -> single(bytes.getFloat(), encoding);
            case FLOAT64 -> floating(bytes.getDouble(), encoding);
            case STRING -> throw new IllegalArgumentException("a text is not a number");
        };
    }

    private static Decoded unsigned(long value, Encoding encoding) {
        return value < 0
                ? Decoded.bad("%s is too large".formatted(Long.toUnsignedString(value)))
                : whole(value, encoding);
    }

    private static Decoded whole(long value, Encoding encoding) {
        if (encoding.unscaled()) {
            return Decoded.good(value);
        }
        return scaled(BigDecimal.valueOf(value), encoding);
    }

    // 3.3f widened to double would be 3.299999952316284: the shortest decimal that means the same float is what the
    // device's maker had in mind.
    private static Decoded single(float value, Encoding encoding) {
        return Float.isFinite(value)
                ? floating(Double.parseDouble(Float.toString(value)), encoding)
                : floating(value, encoding);
    }

    private static Decoded floating(double value, Encoding encoding) {
        if (Double.isNaN(value)) {
            return Decoded.bad("not a number");
        }
        if (Double.isInfinite(value)) {
            return Decoded.bad("infinite");
        }
        return encoding.unscaled() ? Decoded.good(value) : scaled(BigDecimal.valueOf(value), encoding);
    }

    // Decimal arithmetic, so that 3 times 0.1 is 0.3.
    private static Decoded scaled(BigDecimal raw, Encoding encoding) {
        double value = raw.multiply(encoding.scale()).add(encoding.offset()).doubleValue();
        return Double.isInfinite(value) ? Decoded.bad("infinite") : Decoded.good(value);
    }

    private static Decoded decodeText(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Arrays.copyOf(bytes, end)));
            return Decoded.good(text.toString().stripTrailing());
        } catch (CharacterCodingException e) {
            return Decoded.bad("text is not valid UTF-8");
        }
    }
}
