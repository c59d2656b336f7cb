package io.celltwin.model.binding;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/**
 * What a form of the W3C WoT Modbus binding says of one property.
 *
 * @param target the device that an absolute {@code href} names; empty for one that is relative to the device's address
 * @param area where the value is
 * @param function {@code modv:function}, if the form names one
 * @param start the address of its first item as it goes over the wire, from 0
 * @param quantity how many items it takes; the last address is 65535 at most
 * @param encoding what the items mean
 * @param pollingTime {@code modv:pollingTime}: how often to read
 * @param timeout {@code modv:timeout}: how long to wait for an answer
 */
public record ModbusForm(
        Optional<ModbusAddress> target,
        ModbusArea area,
        Optional<ModbusFunction> function,
        int start,
        int quantity,
        RegisterEncoding encoding,
        Optional<Duration> pollingTime,
        Optional<Duration> timeout) {

    /** Nobody needs a register more often, and a typing error must not keep a processor busy. */
    public static final Duration SHORTEST_POLLING_TIME = Duration.ofMillis(10);

    private static final String ENTITY = "modv:entity";
    private static final String FUNCTION = "modv:function";
    private static final int ADDRESSES = 0x10000;

    /**
     * Reads and checks a form.
     *
     * @param form the form, its {@code href} absolute or relative to the device's address
     * @param schema the property that the form belongs to; its {@code type} counts, and that of its {@code items}
     * @return what the form says
     * @throws FormException if it makes no sense
     */
    public static ModbusForm parse(JsonNode form, JsonNode schema) {
        FormTerms terms = new FormTerms(form);
        Optional<ModbusPlace> place = ModbusPlace.read(terms);
        Optional<ModbusFunction> function = function(terms);
        Optional<ModbusArea> area = area(terms, function, FormOperations.of(form));
        Optional<Duration> pollingTime =
                terms.milliseconds("modv:pollingTime", Math.toIntExact(SHORTEST_POLLING_TIME.toMillis()));
        Optional<Duration> timeout = terms.milliseconds("modv:timeout", 1);
        boolean zeroBased = terms.flag("modv:zeroBasedAddressing").orElse(false);
        Optional<RegisterMeaning> meaning = place.isPresent() && area.isPresent()
                ? RegisterMeaning.read(terms, schema, area.get(), place.get().quantity())
                : Optional.empty();
        // People count registers from 1, and so does the binding unless the form says otherwise; the wire counts from
        // 0.
        int start = place.map(ModbusPlace::address).orElse(0) - (zeroBased ? 0 : 1);
        if (place.isEmpty() || area.isEmpty()) {
            RegisterMeaning.checkTerms(terms);
        }
        if (place.isPresent() && area.isPresent()) {
            int quantity = meaning.map(RegisterMeaning::quantity)
                    .or(() -> place.get().quantity())
                    .orElse(1);
            checkRange(terms, area.get(), start, quantity);
        }
        terms.throwIfAny();
        if (meaning.isEmpty()) {
            throw new IllegalStateException("a form whose items mean nothing has a problem");
        }
        return new ModbusForm(
                place.get().target(),
                area.get(),
                function,
                start,
                meaning.get().quantity(),
                meaning.get().encoding(),
                pollingTime,
                timeout);
    }

    private static Optional<ModbusArea> area(
            FormTerms terms, Optional<ModbusFunction> function, FormOperations operations) {
        Optional<ModbusArea> named = entity(terms);
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
                    ModbusPlace.HREF,
                    "one Modbus read takes 1 to %d items of this kind, not %d".formatted(area.maxItems(), quantity));
        } else if (start < 0) {
            terms.problem(ModbusPlace.HREF, "addresses begin at 1, unless modv:zeroBasedAddressing is true");
        } else if (start > ADDRESSES - quantity) {
            terms.problem(
                    ModbusPlace.HREF,
                    "%d items from address %d: on the wire, which counts from 0, an address is at most 65535"
                            .formatted(quantity, start));
        }
    }
}
