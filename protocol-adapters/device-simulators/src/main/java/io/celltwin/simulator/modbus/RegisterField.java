package io.celltwin.simulator.modbus;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.model.ModelProperty;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where and how a property stands in the tables of a Modbus device.
 *
 * @param property the property
 * @param area its table
 * @param address of its first item, counted from 0
 * @param encoding of its registers; one boolean register for a bit
 */
record RegisterField(ModelProperty property, RegisterArea area, int address, RegisterEncoding encoding) {

    private static final Pattern PATH = Pattern.compile("/(\\d{1,3})/(\\d{1,5})");
    private static final Pattern QUANTITY = Pattern.compile("quantity=(\\d{1,4})");

    /**
     * Reads a form of the W3C WoT Modbus binding.
     *
     * @param form with an absolute {@code href}, from a Thing Description
     * @throws IllegalArgumentException if the form is none of the binding
     */
    static RegisterField of(ModelProperty property, JsonNode form) {
        URI href = URI.create(form.path("href").asText());
        Matcher path = PATH.matcher(href.getPath());
        if (!path.matches()) {
            throw new IllegalArgumentException("A Modbus href needs /<unit>/<address>: " + href);
        }
        int address = Integer.parseInt(path.group(2))
                - (form.path("modv:zeroBasedAddressing").asBoolean(true) ? 0 : 1);
        int quantity = 1;
        if (href.getQuery() != null) {
            Matcher query = QUANTITY.matcher(href.getQuery());
            quantity = query.matches() ? Integer.parseInt(query.group(1)) : 1;
        }
        RegisterArea area = form.has("modv:entity")
                ? RegisterArea.ofEntity(form.path("modv:entity").asText())
                : RegisterArea.ofFunction(form.path("modv:function").asText());
        String type = area.bits() ? "xsd:boolean" : form.path("modv:type").asText();
        return new RegisterField(
                property,
                area,
                address,
                new RegisterEncoding(
                        type,
                        area.bits() ? 1 : quantity,
                        form.path("modv:mostSignificantWord").asBoolean(true),
                        form.path("modv:mostSignificantByte").asBoolean(true),
                        form.path("cell:scale").asDouble(1),
                        form.path("cell:offset").asDouble(0)));
    }

    /** The address behind its last item. */
    int end() {
        return address + encoding.words();
    }
}
