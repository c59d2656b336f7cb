package io.celltwin.history.query;

import io.celltwin.history.error.InvalidQueryException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of a request, each at most once, and none that is not known: a misspelt one would else be passed over. */
public final class QueryParameters {

    private static final int LONGEST_VALUE = 20_000;

    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * @param given name and value of each
     * @param known the names that mean something
     * @throws InvalidQueryException if one is unknown, stands twice or is too long
     */
    public QueryParameters(Iterable<Map.Entry<String, String>> given, Set<String> known) {
        for (Map.Entry<String, String> parameter : given) {
            String name = parameter.getKey();
            if (!known.contains(name)) {
                throw new InvalidQueryException("There is no parameter '" + Shortened.of(name) + "' here; there are "
                        + String.join(", ", known.stream().sorted().toList()) + ".");
            }
            if (parameter.getValue().length() > LONGEST_VALUE) {
                throw new InvalidQueryException("'" + name + "' is longer than " + LONGEST_VALUE + " characters.");
            }
            if (values.put(name, parameter.getValue()) != null) {
                throw new InvalidQueryException("'" + name + "' stands in the query more than once.");
            }
        }
    }

    /** Whether it is given. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Its value; empty if it is not given. */
    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Its value. */
    String required(String name, String example) {
        return text(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new InvalidQueryException("'" + name + "' is needed, such as " + example + "."));
    }

    /** A whole number. */
    Optional<Integer> number(String name, int least, int most) {
        return text(name).map(text -> {
            if (text.matches("\\d{1,9}")) {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            }
            throw new InvalidQueryException("'" + name + "' must be a whole number from " + least + " to " + most
                    + ", not '" + Shortened.of(text) + "'.");
        });
    }

    /** Texts between commas; none if it is not given. */
    List<String> list(String name) {
        List<String> items = new ArrayList<>();
        text(name).ifPresent(text -> {
            for (String item : text.split(",", -1)) {
                if (item.isBlank()) {
                    throw new InvalidQueryException("'" + name + "' has an empty item.");
                }
                items.add(item.strip());
            }
        });
        return items;
    }
}
