package io.celltwin.edge.search;

import io.celltwin.edge.search.query.ConditionParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private static final String NUMBER = "[+-], Digit19 or Digit";

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
        if (text.isBlank()) {
            return new SearchOptions(sort, size, limit, cursor);
        }
        OptionScanner in = new OptionScanner(text.strip());
        String expected = "WhiteSpace or Options";
        do {
            switch (in.option(expected, "sort", "size", "limit", "cursor")) {
                case "sort" -> sort = sort(in);
                case "size" -> size = Optional.of(once(size, "size", size(in)));
                case "limit" -> limit = Optional.of(limit(in));
                default -> cursor = Optional.of(once(cursor, "cursor", cursor(in)));
            }
            expected = "Sort, Limit, Cursor or Size";
        } while (in.hasNext());
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

    /**
     * Reads the keys to sort by.
     *
     * @throws InvalidRqlExpressionException if they are no options
     * @throws InvalidOptionException if their values are out of bounds
     */
    static List<SortKey> sort(String argument) {
        return sort(new OptionScanner(argument));
    }

    private static List<SortKey> sort(OptionScanner in) {
        List<SortKey> keys = new ArrayList<>();
        do {
            boolean ascending = in.isAscending();
            keys.add(sortKey(in.until(",)"), ascending));
        } while (in.skip(','));
        in.expect(')', "',' or ')'");
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

    private static int size(OptionScanner in) {
        int size = in.number("Digits");
        in.expect(')', "Digit or ')'");
        if (size == 0) {
            throw invalid("The option 'size' must be a positive integer.");
        }
        return bounded("size", size);
    }

    private static Limit limit(OptionScanner in) {
        int offset = in.number(NUMBER);
        in.expect(',', "Digits, WhiteSpace or ','");
        int count = in.number(NUMBER);
        in.expect(')', "Digits, WhiteSpace or ')'");
        return new Limit(offset, bounded("limit", count));
    }

    private static String cursor(OptionScanner in) {
        String cursor = in.until(")").strip();
        in.expect(')', "')'");
        return cursor;
    }

    private static int bounded(String option, int count) {
        if (count > LARGEST_SIZE) {
            throw invalid("Parameter <%s> must be less than or equal to <%d> but it was <%d>!"
                    .formatted(option, LARGEST_SIZE, count));
        }
        return count;
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
