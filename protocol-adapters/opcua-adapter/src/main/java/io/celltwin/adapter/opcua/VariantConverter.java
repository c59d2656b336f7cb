package io.celltwin.adapter.opcua;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.XmlElement;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UByte;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.ULong;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;

/**
 * Turns values of OPC-UA's built-in types (OPC 10000-6, 5.1.2) into those of a reading: whole numbers into {@code Long},
 * floating-point numbers into {@code Double}, everything that is neither number nor truth value into a {@code String},
 * one-dimensional arrays into a {@code List}.
 */
final class VariantConverter {

    /**
     * A value has no counterpart in a reading. Its message is fit for users.
     */
    static final class NotConvertible extends Exception {

        private static final long serialVersionUID = 1L;

        NotConvertible(String message) {
            // May happen with every change of a value: no stack trace.
            super(message, null, false, false);
        }
    }

    /**
     * @param variant a value from a server
     * @return what it is in a reading
     * @throws NotConvertible if it has no counterpart there
     */
    Object convert(Variant variant) throws NotConvertible {
        Object value = variant.value();
        return value != null && value.getClass().isArray() ? list(value) : scalar(value);
    }

    private static Object list(Object array) throws NotConvertible {
        int length = Array.getLength(array);
        List<Object> list = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            try {
                list.add(scalar(Array.get(array, i)));
            } catch (NotConvertible e) {
                throw new NotConvertible("element %d: %s".formatted(i, e.getMessage()));
            }
        }
        return list;
    }

    private static Object scalar(Object value) throws NotConvertible {
        if (value == null) {
            throw new NotConvertible("no value");
        }
        if (value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Variant variant) {
            return scalar(variant.value());
        }
        String text = text(value);
        if (text == null) {
            throw new NotConvertible("values of type %s are not supported"
                    .formatted(value.getClass().getSimpleName()));
        }
        return text;
    }

    private static Object number(Number number) throws NotConvertible {
        if (number instanceof Double value) {
            return finite(value);
        }
        if (number instanceof Float value) {
            // 3.3f widened to double would be 3.299999952316284: the shortest decimal that means the same float is what
            // the device's maker had in mind.
            return Float.isFinite(value) ? Double.valueOf(value.toString()) : finite(value.doubleValue());
        }
        if (number instanceof ULong value && value.toBigInteger().bitLength() >= Long.SIZE) {
            throw new NotConvertible("%s is too large".formatted(value));
        }
        if (number instanceof Byte
                || number instanceof Short
                || number instanceof Integer
                || number instanceof Long
                || number instanceof UByte
                || number instanceof UShort
                || number instanceof UInteger
                || number instanceof ULong) {
            return number.longValue();
        }
        throw new NotConvertible("numbers of type %s are not supported"
                .formatted(number.getClass().getSimpleName()));
    }

    private static Double finite(Double value) throws NotConvertible {
        if (value.isNaN()) {
            throw new NotConvertible("not a number");
        }
        if (value.isInfinite()) {
            throw new NotConvertible("infinite");
        }
        return value;
    }

    private static String text(Object value) {
        if (value instanceof LocalizedText text) {
            return text.text() == null ? "" : text.text();
        }
        if (value instanceof DateTime time) {
            return time.getJavaInstant().toString();
        }
        if (value instanceof ByteString bytes) {
            return Base64.getEncoder().encodeToString(bytes.bytesOrEmpty());
        }
        if (value instanceof UUID) {
            return value.toString();
        }
        if (value instanceof QualifiedName name) {
            return name.toParseableString();
        }
        if (value instanceof NodeId node) {
            return node.toParseableString();
        }
        if (value instanceof ExpandedNodeId node) {
            return node.toParseableString();
        }
        if (value instanceof StatusCode status) {
            return StatusNames.of(status);
        }
        return value instanceof XmlElement element ? element.getFragmentOrEmpty() : null;
    }
}
