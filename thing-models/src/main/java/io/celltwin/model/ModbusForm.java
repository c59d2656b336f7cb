package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks a form by the W3C WoT Modbus binding. */
final class ModbusForm {

    private static final String SCHEME = "modbus+tcp";
    /** Ends in the address; unit and host may stand before it. */
    private static final Pattern ADDRESS = Pattern.compile("(?:.*/)?(\\d{1,5})");

    private static final Pattern QUANTITY = Pattern.compile("quantity=(\\d{1,4})");
    private static final Map<String, String> ENTITY_OF_FUNCTION = Map.of(
            "readCoil",
            "Coil",
            "writeSingleCoil",
            "Coil",
            "writeMultipleCoils",
            "Coil",
            "readDiscreteInput",
            "DiscreteInput",
            "readHoldingRegisters",
            "HoldingRegister",
            "writeSingleHoldingRegister",
            "HoldingRegister",
            "writeMultipleHoldingRegisters",
            "HoldingRegister",
            "readInputRegisters",
            "InputRegister");
    private static final Set<String> BIT_ENTITIES = Set.of("Coil", "DiscreteInput");
    /** Registers of 16 bit that a type takes; 0: as many as the quantity says. */
    private static final Map<String, Integer> REGISTERS = Map.ofEntries(
            Map.entry("xsd:byte", 1),
            Map.entry("xsd:unsignedByte", 1),
            Map.entry("xsd:short", 1),
            Map.entry("xsd:unsignedShort", 1),
            Map.entry("xsd:int", 2),
            Map.entry("xsd:unsignedInt", 2),
            Map.entry("xsd:float", 2),
            Map.entry("xsd:long", 4),
            Map.entry("xsd:unsignedLong", 4),
            Map.entry("xsd:double", 4),
            Map.entry("xsd:integer", 0),
            Map.entry("xsd:decimal", 0),
            Map.entry("xsd:string", 0),
            Map.entry("xsd:hexBinary", 0),
            Map.entry("xsd:boolean", 1));

    private static final Set<String> TEXT_TYPES = Set.of("xsd:string", "xsd:hexBinary");

    private ModbusForm() {}

    static boolean applies(JsonNode form, URI href) {
        return SCHEME.equals(href.getScheme()) || form.has("modv:entity") || form.has("modv:function");
    }

    static void check(JsonNode form, JsonNode definition, URI href, Problems.Place place) {
        String entity = entity(form, place);
        boolean bits = BIT_ENTITIES.contains(entity);
        Problems.Place hrefPlace = place.child("href");
        Matcher address = ADDRESS.matcher(href.getPath() == null ? "" : href.getPath());
        int quantity = 1;
        if (href.getQuery() != null) {
            Matcher matcher = QUANTITY.matcher(href.getQuery());
            if (matcher.matches()) {
                quantity = Integer.parseInt(matcher.group(1));
            } else {
                hrefPlace.problem("after '?' a Modbus href has 'quantity=<number>' and nothing else");
            }
        }
        int most = bits ? 2000 : 125;
        if (quantity < 1 || quantity > most) {
            hrefPlace.problem("one Modbus read takes 1 to " + most + " items of this kind, not " + quantity);
        }
        if (!address.matches()) {
            hrefPlace.problem("a Modbus href ends in the address, a number");
        } else if (Integer.parseInt(address.group(1)) + quantity > 65536) {
            hrefPlace.problem("a Modbus address is at most 65535");
        }
        checkType(form, definition, bits, quantity, place);
        checkScale(form, place);
        checkBit(form, place);
        if (writes(form) && ("InputRegister".equals(entity) || "DiscreteInput".equals(entity))) {
            place.child("op").problem(entity + " cannot be written");
        }
    }

    private static String entity(JsonNode form, Problems.Place place) {
        if (form.has("modv:entity")) {
            String entity = form.path("modv:entity").asText();
            if (!ENTITY_OF_FUNCTION.containsValue(entity)) {
                place.child("modv:entity").problem("'" + entity + "' is no Modbus entity");
            }
            return entity;
        }
        String function = form.path("modv:function").asText("");
        String entity = ENTITY_OF_FUNCTION.get(function);
        if (entity == null) {
            place.child("modv:function")
                    .problem("'" + function + "' is no Modbus function; expected modv:entity or one of "
                            + ENTITY_OF_FUNCTION.keySet().stream().sorted().toList());
            return "";
        }
        return entity;
    }

    private static void checkType(
            JsonNode form, JsonNode definition, boolean bits, int quantity, Problems.Place place) {
        String jsonType = definition.path("type").asText();
        if (bits) {
            if (!"boolean".equals(jsonType) || quantity != 1) {
                place.problem("one coil or discrete input gives one 'boolean'");
            }
            return;
        }
        String type = form.path("modv:type").asText("");
        Integer registers = REGISTERS.get(type);
        Problems.Place typePlace = place.child("modv:type");
        if (registers == null) {
            typePlace.problem(
                    type.isEmpty() ? "a register needs modv:type" : "'" + type + "' is no type of the binding");
            return;
        }
        if (registers > 0 && registers != quantity) {
            typePlace.problem(type + " takes " + registers + " registers, the href says " + quantity);
        }
        boolean fits = switch (jsonType) {
            case "string" -> TEXT_TYPES.contains(type);
            case "boolean" -> type.equals("xsd:boolean");
            case "number", "integer" -> !TEXT_TYPES.contains(type) && !type.equals("xsd:boolean");
            default -> false;
        };
        if (!fits) {
            typePlace.problem(type + " cannot give a value of type '" + jsonType + "'");
        }
    }

    private static void checkScale(JsonNode form, Problems.Place place) {
        JsonNode scale = form.get("cell:scale");
        if (scale != null && (!scale.isNumber() || scale.doubleValue() == 0)) {
            place.child("cell:scale").problem("must be a number other than 0");
        }
        JsonNode offset = form.get("cell:offset");
        if (offset != null && !offset.isNumber()) {
            place.child("cell:offset").problem("must be a number");
        }
    }

    private static void checkBit(JsonNode form, Problems.Place place) {
        JsonNode bit = form.get("cell:bit");
        if (bit != null
                && (!bit.isInt()
                        || bit.intValue() < 0
                        || bit.intValue() > 15
                        || !"xsd:boolean".equals(form.path("modv:type").asText()))) {
            place.child("cell:bit").problem("must be 0 to 15, and only xsd:boolean in a register has it");
        }
    }

    private static boolean writes(JsonNode form) {
        for (JsonNode op : JsonText.items(form.get("op"))) {
            if ("writeproperty".equals(op.asText())) {
                return true;
            }
        }
        return false;
    }
}
