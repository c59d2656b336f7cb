package io.celltwin.simulator.modbus;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.modbus.codec.Decoded;
import io.celltwin.modbus.codec.NotEncodableException;
import io.celltwin.modbus.codec.RegisterCodec;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.binding.ModbusArea;
import io.celltwin.model.binding.ModbusForm;
import io.celltwin.model.binding.RegisterEncoding;
import io.celltwin.model.binding.RegisterType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where and how a property stands in the tables of a Modbus device.
 *
 * @param property the property
 * @param form what its form says
 */
record RegisterField(ModelProperty property, ModbusForm form) {

    private static final RegisterCodec CODEC = new RegisterCodec();

    /**
     * Reads a form of the W3C WoT Modbus binding.
     *
     * @param form with an absolute {@code href}, from a Thing Description
     * @throws io.celltwin.model.binding.FormException if it makes no sense
     */
    static RegisterField of(ModelProperty property, JsonNode form) {
        return new RegisterField(property, ModbusForm.parse(form, property.schema()));
    }

    /** Its table. */
    ModbusArea area() {
        return form.area();
    }

    /** The address of its first item, counted from 0. */
    int address() {
        return form.start();
    }

    /** The address behind its last item. */
    int end() {
        return form.start() + form.quantity();
    }

    /**
     * Puts a value into a table; one that the type cannot hold becomes the nearest that it can.
     *
     * @param items the table, an item each; those beside the field's, and the bits beside its own, stay as they are
     * @param index where the field's first item is
     */
    void encode(Object value, short[] items, int index) {
        if (area().holdsBits()) {
            List<?> bits = isList() ? listOf(value) : List.of(value);
            for (int i = 0; i < form.quantity(); i++) {
                items[index + i] = (short) (Boolean.TRUE.equals(bits.get(i)) ? 1 : 0);
            }
            return;
        }
        byte[] bytes = bytes(items, index);
        try {
            CODEC.encode(nearestOrList(value), bytes, 0, bytes.length, form.encoding());
        } catch (NotEncodableException e) {
            throw new IllegalStateException(property.twinPath() + ": " + e.getMessage(), e);
        }
        for (int i = 0; i < form.quantity(); i++) {
            items[index + i] = (short) (bytes[2 * i] << Byte.SIZE | bytes[2 * i + 1] & 0xFF);
        }
    }

    /** The value in a table. */
    Decoded decode(short[] items, int index) {
        if (area().holdsBits()) {
            List<Boolean> bits = IntStream.range(index, index + form.quantity())
                    .mapToObj(i -> items[i] != 0)
                    .toList();
            return Decoded.good(isList() ? bits : bits.get(0));
        }
        byte[] bytes = bytes(items, index);
        return CODEC.decode(bytes, 0, bytes.length, form.encoding());
    }

    private byte[] bytes(short[] items, int index) {
        byte[] bytes = new byte[form.quantity() * 2];
        for (int i = 0; i < form.quantity(); i++) {
            bytes[2 * i] = (byte) (items[index + i] >> Byte.SIZE);
            bytes[2 * i + 1] = (byte) items[index + i];
        }
        return bytes;
    }

    private boolean isList() {
        return form.encoding().elements().isPresent();
    }

    /** As many elements as there is room for; a value alone fills them all. */
    private List<Object> listOf(Object value) {
        List<?> given = value instanceof List<?> list && !list.isEmpty() ? list : List.of(value);
        return IntStream.range(0, form.encoding().elements().orElseThrow())
                .<Object>mapToObj(i -> given.get(Math.min(i, given.size() - 1)))
                .toList();
    }

    private Object nearestOrList(Object value) {
        return isList() ? listOf(value).stream().map(this::nearest).toList() : nearest(value);
    }

    private Object nearest(Object value) {
        RegisterType type = form.encoding().type();
        if (type == RegisterType.STRING) {
            return shortened(String.valueOf(value));
        }
        if (type == RegisterType.HEX_BINARY) {
            return filled(String.valueOf(value));
        }
        if (type == RegisterType.BOOLEAN) {
            return Boolean.TRUE.equals(value);
        }
        if (type.isWholeNumber() && value instanceof Number number) {
            return Double.isNaN(number.doubleValue()) ? scaled(BigInteger.ZERO) : bounded(number, type);
        }
        return value;
    }

    private BigDecimal bounded(Number number, RegisterType type) {
        BigDecimal exact = Double.isInfinite(number.doubleValue())
                ? BigDecimal.valueOf(Math.copySign(Double.MAX_VALUE, number.doubleValue()))
                : new BigDecimal(number.toString());
        BigDecimal one = scaled(type.lowest());
        BigDecimal other = scaled(form.encoding()
                .bits()
                .map(bits -> BigInteger.ONE.shiftLeft(bits.length()).subtract(BigInteger.ONE))
                .map(type.highest()::min)
                .orElseGet(type::highest));
        return exact.max(one.min(other)).min(one.max(other));
    }

    private BigDecimal scaled(BigInteger raw) {
        RegisterEncoding encoding = form.encoding();
        return new BigDecimal(raw).multiply(encoding.scale()).add(encoding.offset());
    }

    /** As many hexadecimal digits as there is room for. */
    private String filled(String digits) {
        int length = form.quantity() * 4;
        return (digits + "0".repeat(length)).substring(0, length);
    }

    /** Cut behind the last character that has room. */
    private String shortened(String text) {
        String cut = text;
        while (cut.getBytes(form.encoding().charset()).length > form.quantity() * 2) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut.stripTrailing();
    }
}
