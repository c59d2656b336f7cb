package io.celltwin.model.binding;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the {@code href} of a Modbus form says.
 *
 * @param target the device that an absolute one names
 * @param address the address as written, not yet the one on the wire
 * @param quantity how many items, if it says so
 */
record ModbusPlace(Optional<ModbusAddress> target, int address, Optional<Integer> quantity) {

    static final String HREF = "href";

    private static final Pattern ITEM = Pattern.compile("/?(\\d{1,5})");
    private static final Pattern ABSOLUTE = Pattern.compile("(.*)/(\\d{1,5})");
    private static final Pattern UNIT = Pattern.compile(".*/(\\d{1,3})");
    private static final Pattern QUANTITY = Pattern.compile("quantity=(\\d{1,5})");
    private static final int HIGHEST_UNIT = 255;

    /** Reports what is wrong; empty if that leaves no place. */
    static Optional<ModbusPlace> read(FormTerms terms) {
        if (!terms.has(HREF)) {
            terms.problem("needs 'href'");
        }
        return terms.text(HREF).flatMap(href -> read(terms, href));
    }

    private static Optional<ModbusPlace> read(FormTerms terms, String href) {
        try {
            new URI(href);
        } catch (URISyntaxException e) {
            terms.problem(HREF, "'%s' is no URI: %s".formatted(href, e.getReason()));
            return Optional.empty();
        }
        Optional<String> scheme = FormProtocol.schemeOf(href);
        if (scheme.isPresent() && scheme.flatMap(ModbusScheme::of).isEmpty()) {
            terms.problem(HREF, "'%s' is no address of a Modbus device".formatted(href));
            return Optional.empty();
        }
        if (href.indexOf('#') >= 0 || href.startsWith("//")) {
            terms.problem(HREF, "'%s' is not of the form <address>?quantity=<number>".formatted(href));
            return Optional.empty();
        }
        int query = href.indexOf('?');
        String path = query < 0 ? href : href.substring(0, query);
        Optional<Integer> quantity = query < 0 ? Optional.empty() : quantity(terms, href.substring(query + 1));
        return scheme.isPresent() ? absolute(terms, path, quantity) : relative(terms, path, quantity);
    }

    private static Optional<ModbusPlace> relative(FormTerms terms, String path, Optional<Integer> quantity) {
        Matcher item = ITEM.matcher(path);
        if (!item.matches()) {
            terms.problem(HREF, "a Modbus href ends in the address, a number; relative to the device it is that alone");
            return Optional.empty();
        }
        return Optional.of(new ModbusPlace(Optional.empty(), Integer.parseInt(item.group(1)), quantity));
    }

    private static Optional<ModbusPlace> absolute(FormTerms terms, String path, Optional<Integer> quantity) {
        Matcher parts = ABSOLUTE.matcher(path);
        Matcher unit = UNIT.matcher(parts.matches() ? parts.group(1) : "");
        if (!unit.matches()) {
            terms.problem(HREF, "an absolute Modbus href ends in /<unit>/<address>, two numbers");
            return Optional.empty();
        }
        Optional<ModbusAddress> target = ModbusAddress.parse(parts.group(1));
        if (target.isEmpty()) {
            terms.problem(
                    HREF,
                    Integer.parseInt(unit.group(1)) > HIGHEST_UNIT
                            ? "unit id %s is not within 0 to 255".formatted(unit.group(1))
                            : "'%s' is no address of a Modbus device".formatted(path));
            return Optional.empty();
        }
        return Optional.of(new ModbusPlace(target, Integer.parseInt(parts.group(2)), quantity));
    }

    private static Optional<Integer> quantity(FormTerms terms, String query) {
        Matcher matcher = QUANTITY.matcher(query);
        if (!matcher.matches()) {
            terms.problem(HREF, "after '?' a Modbus href has 'quantity=<number>' and nothing else");
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(matcher.group(1)));
    }
}
