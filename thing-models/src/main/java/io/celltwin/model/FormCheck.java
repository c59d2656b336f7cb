package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.model.binding.FormException;
import io.celltwin.model.binding.FormProtocol;
import io.celltwin.model.binding.ModbusForm;
import io.celltwin.model.binding.OpcUaForm;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks that a property's form says enough for a protocol adapter to act on it. */
final class FormCheck {

    private static final Set<String> OPERATIONS =
            Set.of("readproperty", "writeproperty", "observeproperty", "unobserveproperty");
    /** What a placeholder at the beginning stands for is the device's address, or a part of it. */
    private static final Pattern LEADING_PLACEHOLDER = Pattern.compile("^\\{\\{[^}]*\\}\\}(?=/)");

    private static final Pattern PLACEHOLDER_IN_QUANTITY = Pattern.compile("\\?quantity=[^#]*\\{\\{.*$");

    private FormCheck() {}

    /**
     * @param form the form
     * @param definition the property that the form belongs to
     * @param place the form's place; takes what is wrong
     */
    static void check(JsonNode form, JsonNode definition, Problems.Place place) {
        if (!(form instanceof ObjectNode object)) {
            place.problem("must be an object");
            return;
        }
        checkOperations(form, place);
        String href = form.path("href").asText("");
        if (href.isEmpty()) {
            place.problem("needs 'href'");
            return;
        }
        ObjectNode sample = sample(object, href);
        Optional<FormProtocol> protocol = FormProtocol.of(sample);
        try {
            if (protocol.isEmpty()) {
                checkOther(form, href, sample.path("href").asText(), place);
            } else {
                switch (protocol.get()) {
                    case MODBUS -> ModbusForm.parse(sample, definition);
                    case OPC_UA -> OpcUaForm.parse(sample);
                }
            }
        } catch (FormException e) {
            e.problems().forEach(place::problem);
        }
    }

    /** The form with its href as it may look once its placeholders are filled. */
    private static ObjectNode sample(ObjectNode form, String href) {
        if (Placeholders.firstIn(href) == null) {
            return form;
        }
        String relative = LEADING_PLACEHOLDER.matcher(href).replaceFirst("");
        String known = PLACEHOLDER_IN_QUANTITY.matcher(relative).replaceFirst("");
        // What stands for a placeholder is not known yet; a digit fits wherever one is allowed.
        return ((ObjectNode) JsonText.object().setAll(form)).put("href", Placeholders.sample(known, "1"));
    }

    private static void checkOther(JsonNode form, String href, String sample, Problems.Place place) {
        URI uri;
        try {
            uri = new URI(sample);
        } catch (URISyntaxException e) {
            place.child("href").problem("'" + href + "' is no URI: " + e.getReason());
            return;
        }
        if (!uri.isAbsolute()) {
            place.problem("a relative href needs modv:entity or modv:function (Modbus) or '?id=' (OPC-UA)");
        } else if (FormProtocol.usesModbusTerms(form)) {
            place.child("href")
                    .problem("'" + href + "' is no address of a Modbus device, which modv:entity and modv:function are"
                            + " for");
        }
    }

    private static void checkOperations(JsonNode form, Problems.Place place) {
        if (!form.has("op")) {
            place.problem("needs 'op'");
        }
        for (JsonNode op : JsonText.items(form.get("op"))) {
            if (!OPERATIONS.contains(op.asText())) {
                place.child("op").problem("'" + op.asText() + "' is no operation on a property");
            }
        }
    }
}
