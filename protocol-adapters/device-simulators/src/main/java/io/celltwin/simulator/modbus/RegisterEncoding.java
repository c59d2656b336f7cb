package io.celltwin.simulator.modbus;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * How a value stands in registers: type, byte order and scale (value = raw * scale + offset).
 *
 * @param type the binding's {@code modv:type}, for example {@code xsd:float}
 * @param words how many registers of 16 bit
 * @param highWordFirst whether the most significant register has the lowest address; counts for numbers only
 * @param highByteFirst whether the most significant byte of a register comes first
 * @param scale not 0
 * @param offset in the property's unit
 */
record RegisterEncoding(
        String type, int words, boolean highWordFirst, boolean highByteFirst, double scale, double offset) {

    private static final int BITS_PER_WORD = 16;

    /** The registers for a value; one that the type cannot hold becomes the nearest that it can. */
    short[] encode(Object value) {
        ByteBuffer bytes = ByteBuffer.allocate(words * 2);
        switch (type) {
            case "xsd:string" -> putText(bytes, String.valueOf(value));
            case "xsd:float" -> bytes.putFloat((float) raw(value));
            case "xsd:double" -> bytes.putDouble(raw(value));
            case "xsd:boolean" -> bytes.putShort((short) (Boolean.TRUE.equals(value) ? 1 : 0));
            default -> putInteger(bytes, whole(value));
        }
        bytes.rewind();
        short[] registers = new short[words];
        bytes.asShortBuffer().get(registers);
        return reorder(registers);
    }

    /** The value in registers: a {@link String}, {@link Boolean} or {@link Double}. */
    Object decode(short[] registers) {
        ByteBuffer bytes = ByteBuffer.allocate(words * 2);
        bytes.asShortBuffer().put(reorder(registers.clone()));
        return switch (type) {
            case "xsd:string" -> text(bytes.array());
            case "xsd:boolean" -> bytes.getShort() != 0;
            case "xsd:float" -> bytes.getFloat() * scale + offset;
            case "xsd:double" -> bytes.getDouble() * scale + offset;
            default -> scaled(integer(bytes));
        };
    }

    /** Decimal arithmetic: 1234 * 0.001 is 1.234 and not 1.2340000000000002. */
    private double scaled(long raw) {
        return BigDecimal.valueOf(raw)
                .multiply(BigDecimal.valueOf(scale))
                .add(BigDecimal.valueOf(offset))
                .doubleValue();
    }

    private double raw(Object value) {
        return (((Number) value).doubleValue() - offset) / scale;
    }

    /** The raw number of an integer type: a whole value that is not scaled keeps all its digits. */
    private long whole(Object value) {
        if (value instanceof Long && scale == 1 && offset == 0) {
            return (Long) value;
        }
        double raw = Math.rint(raw(value));
        return Double.isNaN(raw) ? 0 : (long) raw;
    }

    private void putInteger(ByteBuffer bytes, long raw) {
        int unused = Long.SIZE - bits();
        long lowest = signed() ? Long.MIN_VALUE >> unused : 0;
        long highest = Long.MAX_VALUE >> (signed() ? unused : Math.max(0, unused - 1));
        long number = Math.max(lowest, Math.min(highest, raw));
        for (int word = words - 1; word >= 0; word--) {
            int shift = Math.min(word * BITS_PER_WORD, Long.SIZE - 1);
            bytes.putShort((short) (number >> shift));
        }
    }

    private long integer(ByteBuffer bytes) {
        long number = 0;
        for (int word = 0; word < words; word++) {
            number = number << BITS_PER_WORD | bytes.getShort() & 0xFFFFL;
        }
        int unused = Long.SIZE - bits();
        return signed() ? number << unused >> unused : number << unused >>> unused;
    }

    private boolean signed() {
        return !type.startsWith("xsd:unsigned");
    }

    private int bits() {
        return type.toLowerCase(Locale.ROOT).endsWith("byte") ? 8 : Math.min(words * BITS_PER_WORD, Long.SIZE);
    }

    private short[] reorder(short[] registers) {
        if (!highWordFirst && !type.equals("xsd:string")) {
            for (int i = 0; i < registers.length / 2; i++) {
                short other = registers[registers.length - 1 - i];
                registers[registers.length - 1 - i] = registers[i];
                registers[i] = other;
            }
        }
        if (!highByteFirst) {
            for (int i = 0; i < registers.length; i++) {
                registers[i] = Short.reverseBytes(registers[i]);
            }
        }
        return registers;
    }

    private static void putText(ByteBuffer bytes, String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        bytes.put(Arrays.copyOf(encoded, Math.min(encoded.length, bytes.capacity())));
    }

    private static String text(byte[] bytes) {
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
