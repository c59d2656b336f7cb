package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Checks that a property's form says enough for a protocol adapter to act on it. */
final class FormCheck {

    private static final Set<String> OPERATIONS =
            Set.of("readproperty", "writeproperty", "observeproperty", "unobserveproperty");

    private FormCheck() {}

    /**
     * @param form the form
     * @param definition the property that the form belongs to
     * @param place the form's place; takes what is wrong
     */
    static void check(JsonNode form, JsonNode definition, Problems.Place place) {
        checkOperations(form, place);
        String href = form.path("href").asText("");
        if (href.isEmpty()) {
            place.problem("needs 'href'");
            return;
        }
        // What stands for a placeholder is not known yet; a digit fits wherever one is allowed.
        String sample = Placeholders.sample(href, "0");
        URI uri;
        try {
            uri = new URI(sample);
        } catch (URISyntaxException e) {
            place.child("href").problem("'" + href + "' is no URI: " + e.getReason());
            return;
        }
        if (ModbusForm.applies(form, uri)) {
            ModbusForm.check(form, definition, uri, place);
        } else if (OpcUaForm.applies(uri)) {
            OpcUaForm.check(form, uri, place);
        } else if (!uri.isAbsolute()) {
            place.problem("a relative href needs modv:entity or modv:function (Modbus) or '?id=' (OPC-UA)");
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
