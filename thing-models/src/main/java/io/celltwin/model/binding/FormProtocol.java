package io.celltwin.model.binding;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The protocols whose forms this package knows. */
public enum FormProtocol {
    MODBUS(Arrays.stream(ModbusScheme.values()).map(ModbusScheme::text).toList()),
    OPC_UA(List.of(OpcUaForm.SCHEME));

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*", Pattern.DOTALL);

    private final List<String> schemes;

    FormProtocol(List<String> schemes) {
        this.schemes = schemes;
    }

    /**
     * The protocol of a form: that of its scheme, or, where its {@code href} is relative to the device's address, the one whose
     * words it uses.
     *
     * @return empty for a form of a protocol that this package does not know, and for one that cannot be told
     */
    public static Optional<FormProtocol> of(JsonNode form) {
        String href = form.path("href").asText("");
        Optional<String> scheme = schemeOf(href);
        if (scheme.isPresent()) {
            return ofScheme(scheme.get());
        }
        if (usesModbusTerms(form)) {
            return Optional.of(MODBUS);
        }
        return href.contains("?id=") ? Optional.of(OPC_UA) : Optional.empty();
    }

    /** The protocol of addresses with this scheme, in upper or lower case. */
    public static Optional<FormProtocol> ofScheme(String scheme) {
        for (FormProtocol protocol : values()) {
            if (protocol.schemes.contains(scheme.toLowerCase(Locale.ROOT))) {
                return Optional.of(protocol);
            }
        }
        return Optional.empty();
    }

    /** The scheme of an absolute {@code href}, in lower case; empty for a relative one. */
    public static Optional<String> schemeOf(String href) {
        Matcher scheme = SCHEME.matcher(href);
        return scheme.matches() ? Optional.of(scheme.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    /** Whether a form names an area or a function of a Modbus device. */
    public static boolean usesModbusTerms(JsonNode form) {
        return form.has("modv:entity") || form.has("modv:function");
    }
}
