package io.celltwin.adapter.opcua.value;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ulong;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
        Object array = Array.newInstance(pattern.getClass().getComponentType(), elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, scalar(elements.get(i), pattern.getClass().getComponentType()));
        }
        return Variant.of(array);
    }

    private static Object scalar(Object value, Class<?> type) throws NotEncodable {
        if (type == Boolean.class || type == String.class) {
            if (!type.isInstance(value)) {
                throw new NotEncodable("a %s is wanted, not %s".formatted(type.getSimpleName(), value));
            }
            return value;
        }
        boolean known = type == Double.class || type == Float.class || WHOLE_NUMBERS.containsKey(type);
        if (!known) {
            throw new NotEncodable("values of type %s cannot be written".formatted(type.getSimpleName()));
        }
        if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
            throw new NotEncodable("a number is wanted, not " + value);
        }
        if (type == Double.class) {
            return number.doubleValue();
        }
        return type == Float.class ? single(number) : WHOLE_NUMBERS.get(type).encode(number);
    }

    private static Float single(Number number) throws NotEncodable {
        float single = number.floatValue();
        if (Float.isInfinite(single)) {
            throw new NotEncodable("%s is too large".formatted(number));
        }
        return single;
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
