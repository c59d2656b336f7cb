package io.celltwin.model.binding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a form of the W3C WoT Modbus binding says of one property.
 *
 * @param target the device that an absolute {@code href} names; empty for one that is relative to the device's address
 * @param area where the value is
 * @param start the address of its first item as it goes over the wire, from 0
 * @param quantity how many items it takes; the last address is 65535 at most
 * @param encoding what the items mean
 * @param pollingTime {@code modv:pollingTime}: how often to read
 * @param timeout {@code modv:timeout}: how long to wait for an answer
 */
public record ModbusForm(
        Optional<ModbusAddress> target,
        ModbusArea area,
        int start,
        int quantity,
        RegisterEncoding encoding,
        Optional<Duration> pollingTime,
        Optional<Duration> timeout) {

    /** Nobody needs a register more often, and a typing error must not keep a processor busy. */
    public static final Duration SHORTEST_POLLING_TIME = Duration.ofMillis(10);

    private static final String HREF = "href";
    private static final String ENTITY = "modv:entity";
    private static final String FUNCTION = "modv:function";
    private static final String TYPE = "modv:type";
    private static final String BIT = "cell:bit";
    private static final String SCALE = "cell:scale";
    private static final String OFFSET = "cell:offset";
    private static final Pattern ABSOLUTE_PATH = Pattern.compile("/(\\d{1,3})/(\\d{1,5})");
    private static final Pattern RELATIVE_PATH = Pattern.compile("/?(\\d{1,5})");
    private static final Pattern QUANTITY = Pattern.compile("quantity=(\\d{1,5})");
    private static final int ADDRESSES = 0x10000;
    private static final int HIGHEST_BIT = 15;

    /**
     * Reads and checks a form.
     *
     * @param form the form, its {@code href} absolute or relative to the device's address
     * @param schema the property that the form belongs to; its {@code type} counts
     * @return what the form says
     * @throws FormException if it makes no sense
     */
    public static ModbusForm parse(JsonNode form, JsonNode schema) {
        FormTerms terms = new FormTerms(form);
        Optional<Place> place = Place.read(terms);
        Optional<ModbusArea> area = area(terms, FormOperations.of(form));
        Optional<Duration> pollingTime =
                terms.milliseconds("modv:pollingTime", Math.toIntExact(SHORTEST_POLLING_TIME.toMillis()));
        Optional<Duration> timeout = terms.milliseconds("modv:timeout", 1);
        RegisterOrder order = new RegisterOrder(
                terms.flag("modv:mostSignificantByte").orElse(true),
                terms.flag("modv:mostSignificantWord").orElse(true));
        BigDecimal scale = terms.number(SCALE).orElse(BigDecimal.ONE);
        if (scale.signum() == 0) {
            terms.problem(SCALE, "must be a number other than 0");
        }
        BigDecimal offset = terms.number(OFFSET).orElse(BigDecimal.ZERO);
        Optional<Integer> bit = terms.integer(BIT, 0, HIGHEST_BIT);
        if (place.isEmpty() || area.isEmpty()) {
            terms.throwIfAny();
            throw new IllegalStateException("a form without a place or an area has a problem");
        }
        Optional<RegisterType> type = area.get().holdsBits()
                ? bitType(terms, schema, place.get().quantity())
                : registerType(terms, schema, place.get().quantity());
        boolean first = terms.flag("modv:zeroBasedAddressing").orElse(false);
        // People count registers from 1, and so does the binding unless the form says otherwise; the wire counts from
        // 0.
        int start = place.get().address() - (first ? 0 : 1);
        int quantity = place.get()
                .quantity()
                .orElse(type.map(RegisterType::registers)
                        .filter(registers -> registers > 0)
                        .orElse(1));
        checkRange(terms, area.get(), start, quantity);
        type.ifPresent(known -> checkMeaning(terms, area.get(), known));
        terms.throwIfAny();
        boolean oneBit = terms.text(TYPE).filter(RegisterType.BIT::equals).isPresent()
                && !area.get().holdsBits();
        return new ModbusForm(
                place.get().target(),
                area.get(),
                start,
                quantity,
                new RegisterEncoding(type.orElseThrow(), order, bit(bit, oneBit), scale, offset),
                pollingTime,
                timeout);
    }

    /**
     * Writes out what the form leaves to be derived or says by a name of ours, so that every other consumer of the binding
     * reads the same: the quantity, which would be 1 where none is given, and the type's name in XML Schema.
     *
     * @param form the form that this was read from, its {@code href} without a fragment; it is changed
     */
    public void complete(ObjectNode form) {
        String href = form.path(HREF).asText();
        if (quantity > 1 && href.indexOf('?') < 0) {
            form.put(HREF, href + "?quantity=" + quantity);
        }
        String type = form.path(TYPE).asText("xsd:");
        if (!type.startsWith("xsd:")) {
            form.put(TYPE, encoding.type().term());
            encoding.bit().ifPresent(bit -> form.put(BIT, bit));
        }
    }

    private static OptionalInt bit(Optional<Integer> given, boolean oneBit) {
        if (given.isPresent()) {
            return OptionalInt.of(given.get());
        }
        return oneBit ? OptionalInt.of(0) : OptionalInt.empty();
    }

    private static Optional<ModbusArea> area(FormTerms terms, FormOperations operations) {
        Optional<ModbusArea> named = entity(terms);
        Optional<ModbusFunction> function = function(terms);
        if (!terms.has(ENTITY) && !terms.has(FUNCTION)) {
            terms.problem("needs modv:entity or modv:function");
        }
        if (!terms.has(ENTITY)) {
            function.ifPresent(known -> checkFunction(terms, known, operations));
        } else if (named.isPresent() && function.isPresent() && function.get().area() != named.get()) {
            terms.problem(
                    FUNCTION,
                    "%s is for %s, modv:entity says %s"
                            .formatted(
                                    function.get().term(),
                                    function.get().area().entity(),
                                    named.get().entity()));
        }
        Optional<ModbusArea> area = terms.has(ENTITY) ? named : function.map(ModbusFunction::area);
        if (terms.has("op") && operations.writes()) {
            area.filter(known -> !known.isWritable())
                    .ifPresent(known -> terms.problem("op", known.entity() + " cannot be written"));
        }
        return area;
    }

    private static Optional<ModbusArea> entity(FormTerms terms) {
        Optional<String> name = terms.text(ENTITY);
        Optional<ModbusArea> area = name.flatMap(ModbusArea::ofEntity);
        if (name.isPresent() && area.isEmpty()) {
            terms.problem(ENTITY, "'" + name.get() + "' is no Modbus entity");
        }
        return area;
    }

    private static Optional<ModbusFunction> function(FormTerms terms) {
        Optional<String> name = terms.text(FUNCTION);
        Optional<ModbusFunction> function = name.flatMap(ModbusFunction::of);
        if (name.isPresent() && function.isEmpty()) {
            terms.problem(
                    FUNCTION,
                    "'%s' is no Modbus function; expected modv:entity or one of %s"
                            .formatted(name.get(), ModbusFunction.terms()));
        }
        return function;
    }

    /** Where no entity lets the function be chosen by the operation, the form's one function has to do for all of them. */
    private static void checkFunction(FormTerms terms, ModbusFunction function, FormOperations operations) {
        if (operations.reads() && function.writes()) {
            terms.problem(FUNCTION, function.term() + " does not read; name the modv:entity instead");
        }
        if (terms.has("op")
                && operations.writes()
                && !function.writes()
                && function.area().isWritable()) {
            terms.problem(FUNCTION, function.term() + " does not write; name the modv:entity instead");
        }
    }

    private static void checkRange(FormTerms terms, ModbusArea area, int start, int quantity) {
        if (quantity < 1 || quantity > area.maxItems()) {
            terms.problem(
                    HREF,
                    "one Modbus read takes 1 to %d items of this kind, not %d".formatted(area.maxItems(), quantity));
        } else if (start < 0) {
            terms.problem(HREF, "addresses begin at 1, unless modv:zeroBasedAddressing is true");
        } else if (start > ADDRESSES - quantity) {
            terms.problem(
                    HREF,
                    "%d items from address %d: on the wire, which counts from 0, an address is at most 65535"
                            .formatted(quantity, start));
        }
    }

    private static Optional<RegisterType> bitType(FormTerms terms, JsonNode schema, Optional<Integer> quantity) {
        if (!"boolean".equals(schema.path("type").asText()) || quantity.orElse(1) != 1) {
            terms.problem("one coil or discrete input gives one 'boolean'");
        }
        Optional<String> name = terms.text(TYPE);
        if (name.isPresent()
                && !name.get().equals(RegisterType.BIT)
                && RegisterType.named(name.get()).orElse(null) != RegisterType.BOOLEAN) {
            terms.problem(TYPE, name.get() + " does not fit a coil or discrete input, which is xsd:boolean");
        }
        return Optional.of(RegisterType.BOOLEAN);
    }

    private static Optional<RegisterType> registerType(FormTerms terms, JsonNode schema, Optional<Integer> quantity) {
        if (!terms.has(TYPE)) {
            terms.problem(TYPE, "a register needs modv:type");
            return Optional.empty();
        }
        Optional<String> name = terms.text(TYPE);
        Optional<RegisterType> type = name.flatMap(given -> typeNamed(terms, given, quantity));
        if (type.isEmpty()) {
            return type;
        }
        int registers = type.get().registers();
        if (registers > 0 && quantity.orElse(registers) != registers) {
            terms.problem(
                    TYPE, "%s takes %d registers, the href says %d".formatted(name.get(), registers, quantity.get()));
        }
        String jsonType = schema.path("type").asText();
        boolean fits = switch (jsonType) {
            case "string" -> type.get().isText();
            case "boolean" -> type.get() == RegisterType.BOOLEAN;
            case "number", "integer" -> type.get().isNumber();
            default -> false;
        };
        if (!fits) {
            terms.problem(TYPE, "%s cannot give a value of type '%s'".formatted(name.get(), jsonType));
        }
        return type;
    }

    private static Optional<RegisterType> typeNamed(FormTerms terms, String name, Optional<Integer> quantity) {
        switch (name) {
            case RegisterType.BIT -> {
                return Optional.of(RegisterType.BOOLEAN);
            }
            case RegisterType.INTEGER -> {
                return integerOf(terms, quantity.orElse(1));
            }
            case RegisterType.DECIMAL -> {
                terms.problem(TYPE, "xsd:decimal says nothing of bytes; take an integer with cell:scale, or a float");
                return Optional.empty();
            }
            default -> {
                Optional<RegisterType> type = RegisterType.named(name);
                if (type.isEmpty()) {
                    terms.problem(
                            TYPE,
                            "'%s' is no type of the binding; known are %s".formatted(name, RegisterType.allNames()));
                }
                return type;
            }
        }
    }

    private static Optional<RegisterType> integerOf(FormTerms terms, int quantity) {
        return switch (quantity) {
            case 1 -> Optional.of(RegisterType.INT16);
            case 2 -> Optional.of(RegisterType.INT32);
            case 4 -> Optional.of(RegisterType.INT64);
            default -> {
                terms.problem(TYPE, "xsd:integer takes 1, 2 or 4 registers, the href says %d".formatted(quantity));
                yield Optional.empty();
            }
        };
    }

    /** Terms that would be passed over, so that the value would not be what the author meant. */
    private static void checkMeaning(FormTerms terms, ModbusArea area, RegisterType type) {
        if (terms.has(BIT) && (area.holdsBits() || type != RegisterType.BOOLEAN)) {
            terms.problem(BIT, "only a boolean in a register has a bit");
        }
        for (String term : new String[] {SCALE, OFFSET}) {
            if (terms.has(term) && !type.isNumber()) {
                terms.problem(term, "only a number can be scaled");
            }
        }
    }

    /**
     * What an href says.
     *
     * @param address the address as written, not yet the one on the wire
     */
    private record Place(Optional<ModbusAddress> target, int address, Optional<Integer> quantity) {

        static Optional<Place> read(FormTerms terms) {
            Optional<String> text = terms.text(HREF);
            if (!terms.has(HREF)) {
                terms.problem("needs 'href'");
            }
            return text.flatMap(href -> uri(terms, href)).flatMap(href -> read(terms, href));
        }

        private static Optional<URI> uri(FormTerms terms, String href) {
            try {
                return Optional.of(new URI(href));
            } catch (URISyntaxException e) {
                terms.problem(HREF, "'%s' is no URI: %s".formatted(href, e.getReason()));
                return Optional.empty();
            }
        }

        private static Optional<Place> read(FormTerms terms, URI href) {
            if (href.isAbsolute()
                    && (!ModbusAddress.SCHEME.equalsIgnoreCase(href.getScheme()) || href.getHost() == null)) {
                terms.problem(HREF, "'%s' is no address of a Modbus device".formatted(href));
                return Optional.empty();
            }
            if (href.getFragment() != null || (!href.isAbsolute() && href.getAuthority() != null)) {
                terms.problem(HREF, "'%s' is not of the form <address>?quantity=<number>".formatted(href));
                return Optional.empty();
            }
            Matcher path = (href.isAbsolute() ? ABSOLUTE_PATH : RELATIVE_PATH)
                    .matcher(href.getPath() == null ? "" : href.getPath());
            Optional<Integer> quantity = quantity(terms, href.getQuery());
            if (!path.matches()) {
                terms.problem(
                        HREF,
                        href.isAbsolute()
                                ? "an absolute Modbus href ends in /<unit>/<address>, two numbers"
                                : "a Modbus href ends in the address, a number; relative to the device it is that alone");
                return Optional.empty();
            }
            int address = Integer.parseInt(path.group(path.groupCount()));
            if (!href.isAbsolute()) {
                return Optional.of(new Place(Optional.empty(), address, quantity));
            }
            int unit = Integer.parseInt(path.group(1));
            if (unit > ModbusAddress.MAX_UNIT) {
                terms.problem(HREF, "unit id %d is not within 0 to 255".formatted(unit));
                return Optional.empty();
            }
            ModbusAddress target = new ModbusAddress(href.getHost(), ModbusAddress.portOf(href), unit);
            return Optional.of(new Place(Optional.of(target), address, quantity));
        }

        private static Optional<Integer> quantity(FormTerms terms, String query) {
            if (query == null) {
                return Optional.empty();
            }
            Matcher matcher = QUANTITY.matcher(query);
            if (!matcher.matches()) {
                terms.problem(HREF, "after '?' a Modbus href has 'quantity=<number>' and nothing else");
                return Optional.empty();
            }
            return Optional.of(Integer.parseInt(matcher.group(1)));
        }
    }
}
