package io.celltwin.adapter.opcua.value;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.adapter.opcua.failure.StatusNames;
import java.lang.reflect.Array;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.milo.opcua.sdk.core.types.DynamicEnumType;
import org.eclipse.milo.opcua.sdk.core.types.DynamicOptionSetType;
import org.eclipse.milo.opcua.sdk.core.types.DynamicStructType;
import org.eclipse.milo.opcua.sdk.core.types.DynamicUnionType;
import org.eclipse.milo.opcua.stack.core.types.UaEnumeratedType;
import org.eclipse.milo.opcua.stack.core.types.UaStructuredType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.Matrix;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.OptionSetUInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.XmlElement;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UByte;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.ULong;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.eclipse.milo.opcua.stack.core.types.structured.StructureDefinition;
import org.eclipse.milo.opcua.stack.core.types.structured.StructureField;

/**
 * Turns values of OPC-UA's types (OPC 10000-6, 5.1.2) into those of a reading:
 * <ul>
 * <li>whole numbers into {@code Long}, floating-point numbers into {@code Double},</li>
 * <li>what is neither number nor truth value into a {@code String},</li>
 * <li>arrays into a {@code List}, matrices into lists of lists,</li>
 * <li>structures into a {@code Map} by field. A field that is left out, and those of a union that do not hold, are there with
 * null: a twin is told by merges, in which a field that is merely not named stays what it was,</li>
 * <li>whole numbers of 64 bits into their digits where the model says {@code string},</li>
 * <li>enumerations into their number, or their name where the model says {@code string}.</li>
 * </ul>
 * What has no counterpart (not a number, a number that is too large, a type that the server does not describe) is refused by a reason
 * that names the type.
 */
public final class VariantConverter {

    /** A server that nests deeper is either broken or hostile. */
    private static final int DEEPEST = 32;

    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

    private final StructureSource structures;

    /**
     * @param structures decodes the server's structures
     */
    public VariantConverter(StructureSource structures) {
        this.structures = structures;
    }

    /**
     * @param variant a value from a server
     * @param schema the data schema of the property that is to hold it
     * @return what it is in a reading
     * @throws NotConvertibleException if it has no counterpart there
     */
    public Object convert(Variant variant, JsonNode schema) throws NotConvertibleException {
        Object value = variant.value();
        if (value == null) {
            throw new NotConvertibleException("no value");
        }
        return any(value, schema, 0);
    }

    private Object any(Object value, JsonNode schema, int depth) throws NotConvertibleException {
        if (depth > DEEPEST) {
            throw new NotConvertibleException("the value is nested deeper than %d levels".formatted(DEEPEST));
        }
        if (value instanceof Matrix matrix) {
            Object nested = matrix.nestedArrayValue();
            if (nested == null) {
                throw new NotConvertibleException("no value");
            }
            return list(nested, schema, depth);
        }
        return value.getClass().isArray() ? list(value, schema, depth) : scalar(value, schema, depth);
    }

    private List<Object> list(Object array, JsonNode schema, int depth) throws NotConvertibleException {
        JsonNode items = schema.path("items");
        int length = Array.getLength(array);
        List<Object> list = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            try {
                list.add(element(Array.get(array, i), items, depth));
            } catch (NotConvertibleException e) {
                throw new NotConvertibleException("element %d: %s".formatted(i, e.getMessage()));
            }
        }
        return list;
    }

    private Object element(Object element, JsonNode schema, int depth) throws NotConvertibleException {
        if (element == null) {
            throw new NotConvertibleException("no value");
        }
        return any(element, schema, depth + 1);
    }

    private Object scalar(Object value, JsonNode schema, int depth) throws NotConvertibleException {
        if (value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof OptionSetUInteger<?> bits) {
            return number(bits.getValue(), schema);
        }
        if (value instanceof Number number) {
            return number(number, schema);
        }
        if (value instanceof Variant variant) {
            return element(variant.value(), schema, depth);
        }
        if (value instanceof DataValue data) {
            return data(data, schema, depth);
        }
        if (value instanceof ExtensionObject object) {
            return Decimals.isDecimal(object)
                    ? Decimals.convert(object, wantsText(schema))
                    : structure(structures.decode(object), schema, depth);
        }
        if (value instanceof UaEnumeratedType constant) {
            return constant(constant, schema);
        }
        if (value instanceof UaStructuredType structure) {
            return structure(structure, schema, depth);
        }
        String text = text(value);
        if (text == null) {
            throw new NotConvertibleException("values of type %s are not supported"
                    .formatted(value.getClass().getSimpleName()));
        }
        return text;
    }

    private Object data(DataValue data, JsonNode schema, int depth) throws NotConvertibleException {
        if (!data.statusCode().isGood()) {
            throw new NotConvertibleException(StatusNames.of(data.statusCode()));
        }
        return element(data.value().value(), schema, depth);
    }

    private Object structure(UaStructuredType value, JsonNode schema, int depth) throws NotConvertibleException {
        if (value instanceof DynamicStructType structure) {
            return fields(structure.getDataTypeDefinition(), structure.getMembers(), schema, depth);
        }
        if (value instanceof DynamicUnionType union) {
            Map<String, Object> chosen = new LinkedHashMap<>();
            union.getValue().ifPresent(field -> chosen.put(field.fieldName(), field.fieldValue()));
            return fields(union.getDataTypeDefinition(), chosen, schema, depth);
        }
        if (value instanceof DynamicOptionSetType bits) {
            return names(bits);
        }
        // Described once, it is one of the above.
        return structure(structures.describe(value), schema, depth);
    }

    private Map<String, Object> fields(
            StructureDefinition definition, Map<String, Object> members, JsonNode schema, int depth)
            throws NotConvertibleException {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (StructureField field : definition.getFields()) {
            Object member = members.get(field.getName());
            try {
                fields.put(
                        field.getName(),
                        isAbsent(member)
                                ? null
                                : any(member, schema.path("properties").path(field.getName()), depth + 1));
            } catch (NotConvertibleException e) {
                throw new NotConvertibleException("field %s: %s".formatted(field.getName(), e.getMessage()));
            }
        }
        return fields;
    }

    private static boolean isAbsent(Object member) {
        return member == null
                || isNullText(member)
                || member instanceof DateTime time && time.isNull()
                || member instanceof Variant variant && variant.value() == null
                || member instanceof ExtensionObject object && object.isNull()
                || member instanceof Matrix matrix && matrix.isNull();
    }

    private static List<String> names(DynamicOptionSetType bits) {
        byte[] value = bits.getValue().bytesOrEmpty();
        List<String> names = new ArrayList<>();
        for (int bit = 0; bit < value.length * Byte.SIZE; bit++) {
            if ((value[bit / Byte.SIZE] >> bit % Byte.SIZE & 1) == 1) {
                names.add(bits.getName(bit).orElse("bit " + bit));
            }
        }
        return names;
    }

    private static Object constant(UaEnumeratedType constant, JsonNode schema) throws NotConvertibleException {
        if (!wantsText(schema)) {
            return (long) constant.getValue();
        }
        String name = constant instanceof DynamicEnumType dynamic ? dynamic.getName() : constant.getName();
        if (name == null) {
            throw new NotConvertibleException(
                    "%d is no value of the enumeration %s".formatted(constant.getValue(), constant.getTypeName()));
        }
        return name;
    }

    private static Object number(Number number, JsonNode schema) throws NotConvertibleException {
        if (number instanceof Double value) {
            return finite(value);
        }
        if (number instanceof Float value) {
            // 3.3f widened to double would be 3.299999952316284: the shortest decimal that means the same float is what
            // the device's maker had in mind.
            return Float.isFinite(value) ? Double.valueOf(value.toString()) : finite(value.doubleValue());
        }
        if (wantsText(schema) && (number instanceof Long || number instanceof ULong)) {
            // Many readers of JSON take numbers for doubles, which do not hold all of these.
            return number.toString();
        }
        if (number instanceof ULong value && value.toBigInteger().bitLength() >= Long.SIZE) {
            throw new NotConvertibleException("UInt64 %s is too large".formatted(value));
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
        throw new NotConvertibleException("numbers of type %s are not supported"
                .formatted(number.getClass().getSimpleName()));
    }

    private static boolean wantsText(JsonNode schema) {
        return schema.path("type").asText().equals("string");
    }

    private static Double finite(Double value) throws NotConvertibleException {
        if (value.isNaN()) {
            throw new NotConvertibleException("not a number");
        }
        if (value.isInfinite()) {
            throw new NotConvertibleException("infinite");
        }
        return value;
    }

    /** Null of a type that Java has no null for (OPC 10000-6, 5.1.11). */
    private static boolean isNullText(Object value) {
        return value instanceof LocalizedText text && text.text() == null
                || value instanceof ByteString bytes && bytes.isNull()
                || value instanceof XmlElement element && element.isNull()
                || value instanceof QualifiedName name && name.name() == null;
    }

    private static String text(Object value) throws NotConvertibleException {
        if (isNullText(value)) {
            throw new NotConvertibleException("no value");
        }
        if (value instanceof LocalizedText text) {
            return text.text();
        }
        if (value instanceof DateTime time) {
            // The beginning of OPC-UA's calendar, 1601, stands for no time (OPC 10000-6, 5.2.2.5).
            if (time.isNull()) {
                throw new NotConvertibleException("no value");
            }
            if (time.getUtcTime() < 0) {
                throw new NotConvertibleException("a time before 1601");
            }
            Instant instant = time.getJavaInstant();
            // Its end stands for every later time, and for one that never comes.
            if (!instant.isBefore(END_OF_TIME)) {
                throw new NotConvertibleException("a time beyond the year 9999");
            }
            return instant.toString();
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
