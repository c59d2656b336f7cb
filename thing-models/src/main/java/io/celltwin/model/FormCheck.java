package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.model.binding.FormException;
import io.celltwin.model.binding.FormProtocol;
import io.celltwin.model.binding.ModbusForm;
import io.celltwin.model.binding.OpcUaAlarmSource;
import io.celltwin.model.binding.OpcUaForm;
import io.celltwin.model.binding.OpcUaMethod;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks that a form says enough for a protocol adapter to act on it. */
final class FormCheck {

    /** What a placeholder at the beginning stands for is the device's address, or a part of it. */
    private static final Pattern LEADING_PLACEHOLDER = Pattern.compile("^\\{\\{[^}]*\\}\\}(?=/)");

    private static final Pattern PLACEHOLDER_IN_QUANTITY = Pattern.compile("\\?quantity=[^#]*\\{\\{.*$");

    private FormCheck() {}

    /**
     * @param form the form
     * @param definition the property, action or event that the form belongs to
     * @param kind which of them it is
     * @param place the form's place; takes what is wrong
     */
    static void check(JsonNode form, JsonNode definition, AffordanceKind kind, Problems.Place place) {
        if (!(form instanceof ObjectNode object)) {
            place.problem("must be an object");
            return;
        }
        checkOperations(form, kind, place);
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
                    case MODBUS -> checkModbus(sample, definition, kind, place);
                    case OPC_UA -> checkOpcUa(sample, definition, kind);
                }
            }
        } catch (FormException e) {
            e.problems().forEach(place::problem);
        }
    }

    private static void checkModbus(JsonNode form, JsonNode definition, AffordanceKind kind, Problems.Place place) {
        if (kind == AffordanceKind.PROPERTY) {
            ModbusForm.parse(form, definition);
        } else {
            place.problem("Modbus has properties only");
        }
    }

    private static void checkOpcUa(JsonNode form, JsonNode definition, AffordanceKind kind) {
        switch (kind) {
            case PROPERTY -> OpcUaForm.parse(form);
            case ACTION -> OpcUaMethod.parse(form, definition);
            case EVENT -> OpcUaAlarmSource.parse(form);
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

    private static void checkOperations(JsonNode form, AffordanceKind kind, Problems.Place place) {
        if (!form.has("op")) {
            place.problem("needs 'op'");
        }
        for (JsonNode op : JsonText.items(form.get("op"))) {
            if (!kind.allows(op.asText())) {
                place.child("op").problem("'" + op.asText() + "' is no operation on " + kind.text());
            }
        }
    }
}
