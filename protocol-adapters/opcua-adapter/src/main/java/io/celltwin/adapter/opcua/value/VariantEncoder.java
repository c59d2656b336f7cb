package io.celltwin.adapter.opcua.value;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ulong;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UByte;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.ULong;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;

/**
 * Turns values of the model into those of OPC-UA's built-in types (OPC 10000-6, 5.1.2): the other way round than
 * {@link VariantConverter}. Never rounds or cuts a number off.
 */
public final class VariantEncoder {

    /** A value does not fit. Its message is fit for users. */
    public static final class NotEncodable extends Exception {

        private static final long serialVersionUID = 1L;

        public NotEncodable(String message) {
            super(message);
        }
    }

    /** What a DateTime can hold (OPC 10000-6, 5.2.2.5): its beginning means none, its end anything later. */
    private static final Instant BEGINNING_OF_TIME = Instant.parse("1601-01-01T00:00:01Z");

    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

    private static final Map<Class<?>, TextType> TEXTS = Map.of(
            DateTime.class, VariantEncoder::time,
            ByteString.class, VariantEncoder::bytes,
            UUID.class, VariantEncoder::guid,
            LocalizedText.class, text -> new LocalizedText(null, text));

    /** The whole numbers, and how one within the range is made. */
    private static final Map<Class<?>, WholeNumbers> WHOLE_NUMBERS = Map.of(
            Byte.class, new WholeNumbers(Byte.MIN_VALUE, Byte.MAX_VALUE, BigInteger::byteValueExact),
            Short.class, new WholeNumbers(Short.MIN_VALUE, Short.MAX_VALUE, BigInteger::shortValueExact),
            Integer.class, new WholeNumbers(Integer.MIN_VALUE, Integer.MAX_VALUE, BigInteger::intValueExact),
            Long.class, new WholeNumbers(Long.MIN_VALUE, Long.MAX_VALUE, BigInteger::longValueExact),
            UByte.class, new WholeNumbers(UByte.MIN_VALUE, UByte.MAX_VALUE, value -> ubyte(value.intValueExact())),
            UShort.class, new WholeNumbers(UShort.MIN_VALUE, UShort.MAX_VALUE, value -> ushort(value.intValueExact())),
            UInteger.class,
                    new WholeNumbers(UInteger.MIN_VALUE, UInteger.MAX_VALUE, value -> uint(value.longValueExact())),
            // The model's whole numbers end where Java's do.
            ULong.class, new WholeNumbers(0, Long.MAX_VALUE, value -> ulong(value.longValueExact())));

    /**
     * @param value {@code Boolean}, {@code Long}, {@code Double}, {@code String} or a {@code List} of these
     * @param present what the node holds now
     * @return the value, of the present one's type
     * @throws NotEncodable if that type cannot hold it, or is none that can be written
     */
    public Variant encode(Object value, Variant present) throws NotEncodable {
        Object pattern = present.value();
        if (pattern == null) {
            throw new NotEncodable("the node has no value now that would tell its type");
        }
        if (!pattern.getClass().isArray()) {
            return Variant.of(scalar(value, pattern.getClass()));
        }
        if (!(value instanceof List<?> elements)) {
            throw new NotEncodable("an array is wanted, not " + value);
        }
        if (elements.size() != Array.getLength(pattern)) {
            throw new NotEncodable(
                    "%d elements are wanted, not %d".formatted(Array.getLength(pattern), elements.size()));
        }
        return Variant.of(array(elements, pattern.getClass().getComponentType()));
    }

    /**
     * @param value {@code Boolean}, {@code Long}, {@code Double}, {@code String} or a {@code List} of these
     * @param type the class of the built-in type that is wanted; that of any where it does not matter
     * @param rank whether an array is wanted
     * @param length how many elements an array is to have; 0 if any number
     * @return the value, of that type
     * @throws NotEncodable if that type cannot hold it, or is none that can be written
     */
    public Variant encode(Object value, Class<?> type, Rank rank, int length) throws NotEncodable {
        if (rank == Rank.SCALAR || rank == Rank.EITHER && !(value instanceof List<?>)) {
            return Variant.of(scalar(value, type));
        }
        if (!(value instanceof List<?> elements)) {
            throw new NotEncodable("an array is wanted, not " + value);
        }
        if (length > 0 && elements.size() != length) {
            throw new NotEncodable("%d elements are wanted, not %d".formatted(length, elements.size()));
        }
        return Variant.of(array(elements, type));
    }

    private static Object array(List<?> elements, Class<?> type) throws NotEncodable {
        boolean any = isAny(type);
        Object array = Array.newInstance(any ? Variant.class : type, elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Object element = scalar(elements.get(i), type);
            Array.set(array, i, any ? Variant.of(element) : element);
        }
        return array;
    }

    /** BaseDataType and Number, which leave the type to whoever gives the value. */
    private static boolean isAny(Class<?> type) {
        return type == Variant.class || type == Object.class || type == Number.class;
    }

    private static Object scalar(Object value, Class<?> type) throws NotEncodable {
        if (type == Boolean.class || type == String.class) {
            if (!type.isInstance(value)) {
                throw new NotEncodable("a %s is wanted, not %s".formatted(type.getSimpleName(), value));
            }
            return value;
        }
        if (isAny(type) && (value instanceof Boolean || value instanceof String || value instanceof Number)) {
            return value;
        }
        TextType text = TEXTS.get(type);
        if (text != null) {
            return text.encode(value);
        }
        boolean known = type == Double.class || type == Float.class || WHOLE_NUMBERS.containsKey(type);
        if (!known) {
            throw new NotEncodable("values of type %s cannot be written".formatted(type.getSimpleName()));
        }
        if (value instanceof String digits && (type == Long.class || type == ULong.class)) {
            return wide(digits, type);
        }
        if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
            throw new NotEncodable("a number is wanted, not " + value);
        }
        if (type == Double.class) {
            return number.doubleValue();
        }
        return type == Float.class ? single(number) : WHOLE_NUMBERS.get(type).encode(number);
    }

    /** A whole number of 64 bits that the model has as text. */
    private static Object wide(String digits, Class<?> type) throws NotEncodable {
        if (!digits.matches("-?\\d{1,20}")) {
            throw new NotEncodable("a whole number is wanted, not " + digits);
        }
        BigInteger number = new BigInteger(digits);
        BigInteger least = type == Long.class ? BigInteger.valueOf(Long.MIN_VALUE) : BigInteger.ZERO;
        BigInteger greatest = type == Long.class ? BigInteger.valueOf(Long.MAX_VALUE) : ULong.MAX_VALUE;
        if (number.compareTo(least) < 0 || number.compareTo(greatest) > 0) {
            throw new NotEncodable("%s is not from %d to %d".formatted(digits, least, greatest));
        }
        return type == Long.class ? (Object) number.longValueExact() : ULong.valueOf(number);
    }

    private static DateTime time(String text) throws NotEncodable {
        try {
            Instant instant = Instant.parse(text);
            if (instant.isBefore(BEGINNING_OF_TIME) || !instant.isBefore(END_OF_TIME)) {
                throw new NotEncodable("%s is not from 1601 to 9999".formatted(text));
            }
            return new DateTime(instant);
        } catch (DateTimeException e) {
            throw new NotEncodable("a time is wanted as 2026-01-31T12:00:00Z, not " + text);
        }
    }

    private static ByteString bytes(String text) throws NotEncodable {
        try {
            return ByteString.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw new NotEncodable("base64 is wanted");
        }
    }

    private static UUID guid(String text) throws NotEncodable {
        try {
            UUID guid = UUID.fromString(text);
            // Java fills up what is missing.
            if (guid.toString().equalsIgnoreCase(text)) {
                return guid;
            }
        } catch (IllegalArgumentException e) {
            // It says so below.
        }
        throw new NotEncodable("a GUID is wanted, not " + text);
    }

    private static Float single(Number number) throws NotEncodable {
        float single = number.floatValue();
        if (Float.isInfinite(single)) {
            throw new NotEncodable("%s is too large".formatted(number));
        }
        if (single == 0 && number.doubleValue() != 0) {
            throw new NotEncodable("%s is too small".formatted(number));
        }
        return single;
    }

    /** Whether an array is wanted. */
    public enum Rank {
        SCALAR,
        ARRAY,
        EITHER
    }

    /** A type that JSON has as text. */
    @FunctionalInterface
    private interface TextType {

        Object of(String text) throws NotEncodable;

        default Object encode(Object value) throws NotEncodable {
            if (value instanceof String text) {
                return of(text);
            }
            throw new NotEncodable("a text is wanted, not " + value);
        }
    }

    /** Whole numbers of one size. */
    private record WholeNumbers(long least, long greatest, Function<BigInteger, Object> maker) {

        private Object encode(Number number) throws NotEncodable {
            BigDecimal exact =
                    number instanceof Long whole ? BigDecimal.valueOf(whole) : BigDecimal.valueOf(number.doubleValue());
            if (exact.compareTo(BigDecimal.valueOf(least)) < 0 || exact.compareTo(BigDecimal.valueOf(greatest)) > 0) {
                throw new NotEncodable("%s is not from %d to %d".formatted(number, least, greatest));
            }
            try {
                return maker.apply(exact.toBigIntegerExact());
            } catch (ArithmeticException e) {
                throw new NotEncodable("a whole number is wanted, not %s".formatted(number));
            }
        }
    }
}
