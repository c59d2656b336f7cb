package io.celltwin.adapter.modbus;

import io.celltwin.adapter.device.FormTerms;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a form of the W3C WoT Modbus binding says of reading a property.
 *
 * @param range what to read
 * @param encoding what the bytes mean
 * @param pollingTime {@code modv:pollingTime}: how often to read
 * @param timeout {@code modv:timeout}: how long to wait for the answer
 */
public record ModbusForm(
        RegisterRange range, Encoding encoding, Optional<Duration> pollingTime, Optional<Duration> timeout) {

    private static final Pattern PATH = Pattern.compile("/(\\d{1,3})/(\\d{1,6})");
    private static final Pattern QUERY = Pattern.compile("quantity=(\\d{1,5})");

    /**
     * Reads a form.
     *
     * @param device the device, which the form's href is relative to
     * @param terms the form
     * @return what it says
     * @throws io.celltwin.adapter.device.DeviceConfigurationException if it makes no sense, naming the property and the term
     */
    public static ModbusForm parse(ModbusAddress device, FormTerms terms) {
        var href = resolve(device, terms);
        var path = PATH.matcher(href.getPath());
        if (!path.matches()) {
            throw terms.problem("href %s is not of the form unit/address?quantity=n".formatted(href));
        }
        var area = area(terms);
        var quantity = quantity(href, terms);
        var type = type(terms, area, quantity);
        var range = range(terms, area, path, quantity.orElse(Math.max(1, type.registers())));
        checkQuantity(terms, range, type);
        var encoding = new Encoding(
                type,
                new RegisterOrder(
                        terms.flag("modv:mostSignificantByte").orElse(true),
                        terms.flag("modv:mostSignificantWord").orElse(true)),
                terms.integer("cell:bit", 0, 15).orElse(0),
                terms.number("cell:scale").orElse(BigDecimal.ONE),
                terms.number("cell:offset").orElse(BigDecimal.ZERO));
        return new ModbusForm(
                range, encoding, terms.milliseconds("modv:pollingTime"), terms.milliseconds("modv:timeout"));
    }

    private static URI resolve(ModbusAddress device, FormTerms terms) {
        URI href;
        try {
            href = device.base().resolve(terms.href());
        } catch (IllegalArgumentException e) {
            throw terms.problem("href %s is not a URI".formatted(terms.href()));
        }
        if (!ModbusAddress.SCHEME.equalsIgnoreCase(href.getScheme())
                || !device.host().equalsIgnoreCase(href.getHost())
                || device.port() != ModbusAddress.portOf(href)) {
            throw terms.problem("href %s leads away from the device at %s".formatted(href, device.base()));
        }
        return href;
    }

    // modv:entity wins over modv:function where a form has both, says the binding.
    private static RegisterArea area(FormTerms terms) {
        var entity = terms.text("modv:entity");
        if (entity.isPresent()) {
            return RegisterArea.ofEntity(entity.get())
                    .orElseThrow(() -> terms.problem("modv:entity %s is unknown".formatted(entity.get())));
        }
        var function = terms.text("modv:function")
                .orElseThrow(() -> terms.problem("neither modv:entity nor modv:function is given"));
        return RegisterArea.ofReadFunction(function)
                .orElseThrow(
                        () -> terms.problem("modv:function %s does not read registers or bits".formatted(function)));
    }

    private static Optional<Integer> quantity(URI href, FormTerms terms) {
        if (href.getQuery() == null) {
            return Optional.empty();
        }
        var query = QUERY.matcher(href.getQuery());
        if (!query.matches()) {
            throw terms.problem("href %s: the query must be quantity=n".formatted(href));
        }
        return Optional.of(Integer.parseInt(query.group(1)));
    }

    private static RegisterRange range(FormTerms terms, RegisterArea area, Matcher path, int count) {
        // People count registers from 1, and so does the binding unless the form says otherwise; the wire counts from
        // 0.
        int first = terms.flag("modv:zeroBasedAddressing").orElse(false) ? 0 : 1;
        try {
            return new RegisterRange(
                    Integer.parseInt(path.group(1)), area, Integer.parseInt(path.group(2)) - first, count);
        } catch (IllegalArgumentException e) {
            throw terms.problem(e.getMessage());
        }
    }

    private static ValueType type(FormTerms terms, RegisterArea area, Optional<Integer> quantity) {
        var name = terms.text("modv:type");
        if (name.isEmpty() && area.holdsBits()) {
            return ValueType.BOOLEAN;
        }
        var type = name.map(given -> typeNamed(terms, given, quantity))
                .orElseThrow(() -> terms.problem("registers need modv:type"));
        if (area.holdsBits() && type != ValueType.BOOLEAN && type != ValueType.BIT) {
            throw terms.problem("modv:type %s does not fit bits".formatted(name.get()));
        }
        return type;
    }

    private static ValueType typeNamed(FormTerms terms, String name, Optional<Integer> quantity) {
        if (name.equals("xsd:integer")) {
            return switch (quantity.orElse(1)) {
                case 1 -> ValueType.INT16;
                case 2 -> ValueType.INT32;
                case 4 -> ValueType.INT64;
                default -> throw terms.problem("xsd:integer takes 1, 2 or 4 registers");
            };
        }
        return Arrays.stream(ValueType.values())
                .filter(type -> type.names().contains(name))
                .findFirst()
                .orElseThrow(() -> terms.problem("modv:type %s is unknown; known are xsd:integer, %s"
                        .formatted(
                                name,
                                Arrays.stream(ValueType.values())
                                        .flatMap(type -> type.names().stream())
                                        .collect(Collectors.joining(", ")))));
    }

    private static void checkQuantity(FormTerms terms, RegisterRange range, ValueType type) {
        int width = range.area().holdsBits() ? 1 : type.registers();
        if (type != ValueType.STRING && range.count() != width) {
            throw terms.problem("quantity %d does not fit %s, which takes %d"
                    .formatted(range.count(), type.names().get(0), width));
        }
    }
}
