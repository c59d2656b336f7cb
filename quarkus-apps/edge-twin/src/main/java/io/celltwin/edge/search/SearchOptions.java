package io.celltwin.edge.search;

import io.celltwin.edge.search.query.ConditionParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.ditto.base.model.exceptions.InvalidRqlExpressionException;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.thingsearch.model.signals.commands.exceptions.InvalidOptionException;

/**
 * The options of a search: {@code sort(+attributes/a,-thingId),size(50),cursor(...)}, or the {@code limit(0,50)} of
 * old.
 *
 * @param sort what to sort by; things that are equal by it are sorted by their id
 * @param size how many things make a page, if it was given
 * @param limit which part of the result is wanted, if it was given
 * @param cursor where to go on, as an earlier page said
 */
record SearchOptions(List<SortKey> sort, Optional<Integer> size, Optional<Limit> limit, Optional<String> cursor) {
    static final int DEFAULT_SIZE = 25;
    static final int LARGEST_SIZE = 200;
    private static final int MOST_SORT_KEYS = 32;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

    SearchOptions {
        sort = List.copyOf(sort);
    }

    /**
     * Reads the options.
     *
     * @throws InvalidRqlExpressionException if they are no options
     * @throws InvalidOptionException if their values are out of bounds
     */
    static SearchOptions parse(String text) {
        List<SortKey> sort = List.of();
        Optional<Integer> size = Optional.empty();
        Optional<Limit> limit = Optional.empty();
        Optional<String> cursor = Optional.empty();
        for (String option : split(text)) {
            int open = option.indexOf('(');
            if (open < 0 || !option.endsWith(")")) {
                throw malformed("The search option '" + option + "' is not of the form 'name(value)'.");
            }
            String argument = option.substring(open + 1, option.length() - 1);
            switch (option.substring(0, open).strip()) {
                case "sort" -> sort = sort(argument);
                case "size" -> size = Optional.of(once(size, "size", size(argument)));
                case "limit" -> limit = Optional.of(limit(argument));
                case "cursor" -> cursor = Optional.of(once(cursor, "cursor", argument.strip()));
                default -> throw malformed("There is no search option '" + option.substring(0, open) + "'.");
            }
        }
        return new SearchOptions(sort, size, limit, cursor);
    }

    /** How many things are wanted. */
    int count() {
        return limit.map(Limit::count).or(() -> size).orElse(DEFAULT_SIZE);
    }

    /** How many things of the result are left out before. */
    int offset() {
        return limit.map(Limit::offset).orElse(0);
    }

    /** The sort keys, up to one by which no two things are equal. */
    static List<SortKey> unambiguous(List<SortKey> sort) {
        List<SortKey> keys = new ArrayList<>();
        for (SortKey key : sort) {
            keys.add(key);
            if (key.isById()) {
                return keys;
            }
        }
        keys.add(SortKey.BY_ID);
        return keys;
    }

    private static <T> T once(Optional<T> before, String name, T value) {
        if (before.isPresent()) {
            throw invalid("There may not be more than 1 '" + name + "' option.");
        }
        return value;
    }

    /** Cuts at each comma that stands in no parentheses. */
    private static List<String> split(String text) {
        List<String> options = new ArrayList<>();
        int start = 0;
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
            if (c == ',' && depth == 0) {
                options.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        if (!text.isBlank()) {
            options.add(text.substring(start).strip());
        }
        return options;
    }

    /**
     * Reads the keys to sort by.
     *
     * @throws InvalidRqlExpressionException if they are no options
     * @throws InvalidOptionException if their values are out of bounds
     */
    static List<SortKey> sort(String argument) {
        List<SortKey> keys = new ArrayList<>();
        int at = 0;
        do {
            // A plus sign that was not encoded in the address comes as a blank.
            char sign = at < argument.length() ? argument.charAt(at) : 0;
            if (sign != '+' && sign != '-' && sign != ' ') {
                throw malformed("The search option 'sort' needs fields, each after a '+' or a '-'.");
            }
            at++;
            StringBuilder name = new StringBuilder();
            while (at < argument.length() && argument.charAt(at) != ',') {
                boolean escaped = argument.charAt(at) == '\\' && at + 1 < argument.length();
                name.append(argument.charAt(escaped ? at + 1 : at));
                at += escaped ? 2 : 1;
            }
            if (name.indexOf("+") == 0 || name.indexOf("-") == 0) {
                throw malformed("The search option 'sort' needs one '+' or '-' before each field.");
            }
            keys.add(sortKey(name.toString(), sign != '-'));
            at++;
        } while (at <= argument.length());
        if (keys.size() > MOST_SORT_KEYS) {
            throw invalid("The search option 'sort' has more than " + MOST_SORT_KEYS + " fields.");
        }
        return keys;
    }

    private static SortKey sortKey(String name, boolean ascending) {
        try {
            return new SortKey(ConditionParser.sortField(name), name, ascending);
        } catch (IllegalArgumentException | JsonRuntimeException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static int size(String argument) {
        int size = number("size", argument);
        if (size == 0) {
            throw invalid("The option 'size' must be a positive integer.");
        }
        return bounded("size", size);
    }

    private static Limit limit(String argument) {
        String[] parts = argument.split(",", -1);
        if (parts.length != 2) {
            throw malformed("The search option 'limit' needs an offset and a count.");
        }
        return new Limit(number("limit", parts[0]), bounded("limit", number("limit", parts[1])));
    }

    private static int bounded(String option, int count) {
        if (count > LARGEST_SIZE) {
            throw invalid("Parameter <%s> must be less than or equal to <%d> but it was <%d>!"
                    .formatted(option, LARGEST_SIZE, count));
        }
        return count;
    }

    private static int number(String option, String text) {
        if (!DIGITS.matcher(text.strip()).matches()) {
            throw malformed("The search option '" + option + "' needs a number, not '" + text + "'.");
        }
        return Integer.parseInt(text.strip());
    }

    /** It is no list of options at all, which Ditto's parser tells as it tells a filter that is none. */
    private static InvalidRqlExpressionException malformed(String message) {
        return InvalidRqlExpressionException.newBuilder().message(message).build();
    }

    private static InvalidOptionException invalid(String message) {
        return InvalidOptionException.newBuilder().message(message).build();
    }

    /**
     * A part of a result.
     *
     * @param offset how many things come before it
     * @param count how many things it has at most
     */
    record Limit(int offset, int count) {}
}
