package io.celltwin.model.binding;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Part of an array, as OPC-UA writes it (NumericRange, OPC 10000-4, 7.27): the first element is 0, {@code 2:4} are three elements, and a
 * comma stands between the dimensions of a matrix.
 *
 * @param text as OPC-UA writes it
 */
public record OpcUaIndexRange(String text) {

    private static final Pattern FORM = Pattern.compile("\\d{1,9}(?::\\d{1,9})?(?:,\\d{1,9}(?::\\d{1,9})?)*");

    /**
     * @param text for example {@code 3}, {@code 2:4} or {@code 0,1:2}
     * @return empty if it is no range
     */
    static Optional<OpcUaIndexRange> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        for (String dimension : text.split(",")) {
            int colon = dimension.indexOf(':');
            if (colon >= 0
                    && Integer.parseInt(dimension.substring(0, colon))
                            >= Integer.parseInt(dimension.substring(colon + 1))) {
                return Optional.empty();
            }
        }
        return Optional.of(new OpcUaIndexRange(text));
    }

    /**
     * @return whether it means one element, which a server none the less tells as an array
     */
    public boolean isOneElement() {
        return text.indexOf(':') < 0;
    }

    /**
     * @return how many elements it means, of all dimensions
     */
    public long elements() {
        long product = 1;
        for (String dimension : text.split(",")) {
            int colon = dimension.indexOf(':');
            if (colon >= 0) {
                long length = Long.parseLong(dimension.substring(colon + 1))
                        - Long.parseLong(dimension.substring(0, colon))
                        + 1;
                product = product > Long.MAX_VALUE / length ? Long.MAX_VALUE : product * length;
            }
        }
        return product;
    }
}
