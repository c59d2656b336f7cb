package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.model.binding.ModbusForm;
import io.celltwin.model.binding.RegisterEncoding;
import io.celltwin.model.binding.RegisterOrder;
import io.celltwin.model.binding.RegisterType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;

/**
 * Says what a Modbus form means in words that every consumer of the binding has: zero-based addresses, the quantity, the type's name in XML
 * Schema, and the media type {@code application/octet-stream} with length, byte sequence, signedness and character set.
 * <p>
 * Such a consumer gets what the registers hold, and knows nothing of our scale. So what it is told of the property is what it
 * gets: of a scaled number the raw one, with raw bounds and without the unit; of decimal digits a text. What cannot be said in those
 * words is left out of the description, since a value that is wrong and looks good is worse than none.
 *
 * @param modbus what the form says
 */
record OctetStreamForm(ModbusForm modbus) {

    /** The prefix by which consumers know bits within the bytes, and what it stands for. */
    static final String BITS_PREFIX = "ex";

    static final String BITS_NAMESPACE = "http://example.org/";

    private static final String BIT_OFFSET = BITS_PREFIX + ":bitOffset";
    private static final String BIT_LENGTH = BITS_PREFIX + ":bitLength";
    private static final String FUNCTION = "modv:function";
    private static final String HREF = "href";
    private static final int BITS_PER_BYTE = 8;
    private static final List<String> BOUNDS =
            List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");
    private static final List<String> VALUES = List.of("enum", "const", "default", "oneOf");

    /** Completes the form. */
    void complete(ObjectNode form) {
        String href = form.path(HREF).asText();
        int query = href.indexOf('?');
        String path = query < 0 ? href : href.substring(0, query);
        String device = path.substring(0, path.lastIndexOf('/') + 1);
        form.put(HREF, device + modbus.start() + (modbus.quantity() > 1 ? "?quantity=" + modbus.quantity() : ""));
        form.put("modv:zeroBasedAddressing", true);
        form.put("modv:entity", modbus.area().entity());
        if (modbus.function().filter(function -> !function.writes()).isPresent()) {
            // The entity says it too, and functions have had several names.
            form.remove(FUNCTION);
        }
        if (!modbus.area().holdsBits()) {
            form.put("modv:type", encoding().type().term());
            encoding().bits().ifPresent(bits -> form.put("cell:bit", bits.lowest()));
        }
        form.put("contentType", contentType());
    }

    /** Whether other consumers can be told how to read it. */
    boolean isForOthers() {
        boolean swapped = modbus.quantity() > 1 && !encoding().order().mostSignificantWordFirst();
        boolean unknowable =
                encoding().type().isDecimalDigits() || encoding().bits().isPresent();
        return modbus.area().holdsBits() || !(swapped && unknowable);
    }

    /** Changes a property to what a consumer gets. */
    void describe(ObjectNode definition) {
        if (isList()) {
            return;
        }
        RegisterType type = encoding().type();
        if (type.isText()) {
            // With its padding, so that it equals none of the texts that it stands for.
            definition.remove(VALUES);
        } else if (type.isDecimalDigits()) {
            definition.put("type", "string");
            definition.remove(BOUNDS);
            definition.remove(VALUES);
            toScaledUnit(definition);
        } else if (type.isNumber()) {
            definition.put("type", type.isWholeNumber() ? "integer" : "number");
            if (!encoding().unscaled()) {
                toRaw(definition);
            }
        }
        addBits(definition);
    }

    private void addBits(ObjectNode definition) {
        RegisterType type = encoding().type();
        if (modbus.area().holdsBits()) {
            return;
        }
        encoding()
                .bits()
                .ifPresentOrElse(
                        bits -> definition
                                .put(BIT_OFFSET, type.bits() - bits.lowest() - bits.length())
                                .put(BIT_LENGTH, bits.length()),
                        () -> {
                            if (type == RegisterType.INT8 || type == RegisterType.UINT8) {
                                definition.put(BIT_OFFSET, BITS_PER_BYTE).put(BIT_LENGTH, BITS_PER_BYTE);
                            }
                        });
    }

    private void toRaw(ObjectNode definition) {
        Optional<BigDecimal> minimum = raw(definition, "minimum");
        Optional<BigDecimal> maximum = raw(definition, "maximum");
        definition.remove(BOUNDS);
        definition.remove(VALUES);
        boolean turned = encoding().scale().signum() < 0;
        (turned ? maximum : minimum).ifPresent(bound -> definition.put("minimum", bound));
        (turned ? minimum : maximum).ifPresent(bound -> definition.put("maximum", bound));
        toScaledUnit(definition);
    }

    private static void toScaledUnit(ObjectNode definition) {
        JsonNode unit = definition.remove("unit");
        if (unit != null) {
            definition.set("cell:scaledUnit", unit);
        }
    }

    private Optional<BigDecimal> raw(ObjectNode definition, String bound) {
        return definition.path(bound).isNumber()
                ? Optional.of(definition
                        .get(bound)
                        .decimalValue()
                        .subtract(encoding().offset())
                        .divide(encoding().scale(), MathContext.DECIMAL64)
                        .stripTrailingZeros())
                : Optional.empty();
    }

    private String contentType() {
        int length = modbus.area().bytesFor(modbus.quantity());
        StringBuilder type = new StringBuilder("application/octet-stream;length=").append(length);
        if (!modbus.area().holdsBits()) {
            type.append(";byteSeq=").append(byteSequence());
            if (encoding().type().isWholeNumber() && !encoding().type().isDecimalDigits()) {
                type.append(";signed=").append(!encoding().type().isUnsigned());
            }
            charset().ifPresent(name -> type.append(";charset=").append(name));
        }
        return type.toString();
    }

    /** In one register, and in texts, words have no order. */
    private String byteSequence() {
        RegisterOrder order = encoding().order();
        boolean words = modbus.quantity() > 1
                && !encoding().type().isText()
                && !encoding().type().isDecimalDigits()
                && !order.mostSignificantWordFirst();
        if (words) {
            return order.mostSignificantByteFirst() ? "LITTLE_ENDIAN_BYTE_SWAP" : "LITTLE_ENDIAN";
        }
        return order.mostSignificantByteFirst() ? "BIG_ENDIAN" : "BIG_ENDIAN_BYTE_SWAP";
    }

    private Optional<String> charset() {
        if (encoding().type() == RegisterType.HEX_BINARY || encoding().type().isDecimalDigits()) {
            return Optional.of("hex");
        }
        if (!encoding().type().isText()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (encoding().charset().name()) {
                    case "UTF-8" -> "utf8";
                    case "US-ASCII" -> "ascii";
                    case "ISO-8859-1" -> "latin1";
                    case "UTF-16LE" -> "utf16le";
                    default -> encoding().charset().name();
                });
    }

    private boolean isList() {
        return encoding().elements().isPresent();
    }

    private RegisterEncoding encoding() {
        return modbus.encoding();
    }
}
