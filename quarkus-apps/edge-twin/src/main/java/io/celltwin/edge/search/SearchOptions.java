package io.celltwin.edge.search;

import io.celltwin.edge.error.UnsupportedFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.thingsearch.model.signals.commands.exceptions.InvalidOptionException;

/**
 * The options of a search: {@code sort(+attributes/a,-thingId),size(50),cursor(...)}.
 *
 * @param sort what to sort by; by id in the end
 * @param size how many things make a page
 * @param cursor where to go on, as an earlier page said
 */
record SearchOptions(List<SortKey> sort, int size, Optional<String> cursor) {
    static final int DEFAULT_SIZE = 25;
    static final int LARGEST_SIZE = 200;
    private static final Pattern OPTION =
            Pattern.compile("\\s*(?<name>[a-z]+)\\(\\s*(?<argument>[^()]*?)\\s*\\)\\s*(,|$)");

    /**
     * Reads the options.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if they are not such
     */
    static SearchOptions parse(String text) {
        List<SortKey> sort = List.of();
        int size = DEFAULT_SIZE;
        Optional<String> cursor = Optional.empty();
        Matcher options = OPTION.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!options.find(end) || options.start() != end) {
                throw invalid("The options '" + text + "' cannot be understood.");
            }
            String argument = options.group("argument");
            switch (options.group("name")) {
                case "sort" -> sort = sort(argument);
                case "size" -> size = size(argument);
                case "cursor" -> cursor = Optional.of(argument);
                case "limit" -> throw UnsupportedFeature.SEARCH_LIMIT.error();
                default -> throw invalid("There is no search option '" + options.group("name") + "'.");
            }
            end = options.end();
        }
        return new SearchOptions(sort, size, cursor);
    }

    private static List<SortKey> sort(String argument) {
        List<SortKey> keys = new ArrayList<>();
        for (String key : argument.split(",")) {
            String field = key.strip();
            boolean descending = field.startsWith("-");
            String path = descending || field.startsWith("+") ? field.substring(1) : field;
            if (path.isEmpty()) {
                throw invalid("The search option 'sort' needs a field.");
            }
            keys.add(new SortKey(JsonPointer.of(path), !descending));
        }
        return keys;
    }

    private static int size(String argument) {
        try {
            int size = Integer.parseInt(argument);
            if (size >= 1 && size <= LARGEST_SIZE) {
                return size;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw invalid("The search option 'size' must be from 1 to " + LARGEST_SIZE + ", not '" + argument + "'.");
    }

    private static InvalidOptionException invalid(String message) {
        return InvalidOptionException.newBuilder().message(message).build();
    }
}
