package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.celltwin.model.binding.FormException;
import io.celltwin.model.binding.FormProtocol;
import io.celltwin.model.binding.ModbusForm;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Derives a Thing Description from a resolved model (W3C WoT Thing Description 1.1, "Derivation to Thing Description
 * Instances").
 */
record ThingDescriptionBuilder(
        String fileName,
        ObjectNode document,
        List<Affordance> affordances,
        List<ModelAction> actions,
        List<ModelEvent> events) {

    private static final List<String> COPIED = List.of(
            "title",
            "titles",
            "description",
            "descriptions",
            "support",
            "created",
            "modified",
            "securityDefinitions",
            "security",
            "cell:processStep");

    ThingDescription build(String thingId, URI address, Map<String, JsonNode> values) {
        Map<String, JsonNode> all = new HashMap<>(values);
        String base = withoutTrailingSlash(address.toString());
        all.put(Placeholders.ADDRESS, TextNode.valueOf(base));
        Placeholders placeholders = new Placeholders(Map.copyOf(all));
        ObjectNode td = JsonText.object();
        td.set("@context", context());
        ArrayNode types = td.putArray("@type");
        JsonText.items(document.get("@type")).forEach(type -> addInstanceType(types, type.asText()));
        td.put("id", urn(thingId));
        COPIED.stream().filter(document::has).forEach(name -> td.set(name, placeholders.fill(document.get(name))));
        if (!td.has("security")) {
            td.putObject("securityDefinitions").putObject("nosec_sc").put("scheme", "nosec");
            td.put("security", "nosec_sc");
        }
        String version = document.path("version").path("model").asText();
        td.putObject("version").put("instance", version).put("model", version);
        td.put("base", base + "/");
        Map<String, List<JsonNode>> forms = addProperties(td.putObject("properties"), base, placeholders);
        Map<String, List<JsonNode>> interactions = new HashMap<>();
        for (ModelAction action : actions) {
            addInteraction(
                    td, AffordanceKind.ACTION, action.name(), action.definition(), base, placeholders, interactions);
        }
        for (ModelEvent event : events) {
            addInteraction(
                    td, AffordanceKind.EVENT, event.name(), event.definition(), base, placeholders, interactions);
        }
        refuseUnfilled(td, "");
        return new ThingDescription(td, forms, interactions);
    }

    private static void addInteraction(
            ObjectNode td,
            AffordanceKind kind,
            String name,
            JsonNode definition,
            String base,
            Placeholders placeholders,
            Map<String, List<JsonNode>> formsOfInteractions) {
        List<JsonNode> forms = new ArrayList<>();
        for (JsonNode modelled : JsonText.items(definition.get("forms"))) {
            if (isFor(modelled, base)) {
                ObjectNode form = (ObjectNode) placeholders.fill(modelled);
                form.put("href", absolute(base, form.path("href").asText()));
                forms.add(form);
            }
        }
        if (!forms.isEmpty()) {
            ObjectNode described = (ObjectNode) placeholders.fill(definition);
            described.putArray("forms").addAll(forms);
            td.withObjectProperty(kind.member()).set(name, described);
            formsOfInteractions.put(ThingDescription.key(kind, name), List.copyOf(forms));
        }
    }

    private Map<String, List<JsonNode>> addProperties(ObjectNode properties, String base, Placeholders placeholders) {
        Map<String, List<JsonNode>> formsByTwinPath = new HashMap<>();
        for (Affordance affordance : affordances) {
            ModelProperty property = affordance.property();
            if (property.forms().isEmpty()) {
                continue;
            }
            List<JsonNode> forms = new ArrayList<>();
            ObjectNode definition = (ObjectNode) placeholders.fill(property.schema());
            DescribedForms described = new DescribedForms(definition);
            for (int i = 0; i < property.forms().size(); i++) {
                JsonNode modelled = property.forms().get(i);
                if (!isFor(modelled, base)) {
                    continue;
                }
                ObjectNode form = (ObjectNode) placeholders.fill(modelled);
                form.put("href", absolute(base, form.path("href").asText()));
                if (FormProtocol.of(form).filter(FormProtocol.MODBUS::equals).isPresent()) {
                    String pointer = "/properties/" + affordance.key() + "/forms/" + i;
                    refuseUnfilled(form, pointer);
                    OctetStreamForm modbus = new OctetStreamForm(modbusForm(form, definition, pointer));
                    modbus.complete(form);
                    described.add(form, modbus);
                } else {
                    described.add(form);
                }
                forms.add(form);
            }
            if (forms.isEmpty()) {
                continue;
            }
            described.result().ifPresent(result -> properties.set(affordance.key(), result));
            formsByTwinPath.put(property.twinPath(), List.copyOf(forms));
        }
        return formsByTwinPath;
    }

    private ArrayNode context() {
        ArrayNode context = JsonText.array();
        JsonText.items(document.get("@context")).forEach(item -> context.add(item.deepCopy()));
        context.addObject().put(OctetStreamForm.BITS_PREFIX, OctetStreamForm.BITS_NAMESPACE);
        return context;
    }

    /**
     * An OPC-UA href {@code /?id=...} is relative to the whole server address (OPC 10101, 6.2), which may have a path that
     * RFC 3986 would cut off; so the two are put together as texts.
     */
    private static String absolute(String base, String href) {
        if (FormProtocol.schemeOf(href).isPresent()) {
            return href;
        }
        return href.startsWith("/") ? base + href : base + "/" + href;
    }

    /** A Ditto id may hold characters that a URI may not. */
    private static String urn(String thingId) {
        try {
            return new URI("urn", thingId, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + thingId + "' cannot be written as a URN", e);
        }
    }

    /** A relative form says where a value is in a device of its own protocol; in others there is no such place. */
    private static boolean isFor(JsonNode form, String base) {
        String href = form.path("href").asText();
        if (FormProtocol.schemeOf(href).isPresent() || Placeholders.startsWithOne(href)) {
            return true;
        }
        Optional<FormProtocol> device = FormProtocol.schemeOf(base).flatMap(FormProtocol::ofScheme);
        return device.isEmpty() || device.equals(FormProtocol.of(form));
    }

    private ModbusForm modbusForm(ObjectNode form, JsonNode definition, String pointer) {
        try {
            return ModbusForm.parse(form, definition);
        } catch (FormException e) {
            throw new ModelException(e.problems().stream()
                    .map(problem -> new ModelProblem(fileName, pointer + problem.pointer(), problem.reason()))
                    .toList());
        }
    }

    private static void addInstanceType(ArrayNode types, String type) {
        switch (type) {
            case "tm:ThingModel" -> {
                // A description is no model.
            }
            case "uav:objectType" -> types.add("uav:object");
            default -> types.add(type);
        }
    }

    private void refuseUnfilled(JsonNode node, String pointer) {
        if (node instanceof ObjectNode object) {
            object.properties()
                    .forEach(field -> refuseUnfilled(field.getValue(), JsonText.pointer(pointer, field.getKey())));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                refuseUnfilled(node.get(i), pointer + "/" + i);
            }
        } else if (node.isTextual()) {
            String unfilled = Placeholders.firstIn(node.textValue());
            if (unfilled != null) {
                throw new ModelException(fileName, pointer, "the placeholder {{" + unfilled + "}} has no value");
            }
        }
    }

    private static String withoutTrailingSlash(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
