package io.celltwin.mongodb;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Turns values into texts that are in the same order, so that a range of values is a range of texts. Values that differ may
 * have the same text: numbers without what follows the point, texts that begin with the same 64 letters. So what an index
 * finds is looked at once more; what it does not find is not there.
 *
 * <p>
 * Each text begins with a letter for the kind of value. What has no text of its own (objects, binary data, not a number) has
 * that of the rest, which belongs to every answer. What is missing, or null, has none: nobody asks an index for it.
 */
final class IndexTerms {
    /** Of all values that are in no order. */
    static final String REST = "z";

    private static final int LONGEST_PREFIX = 64;
    /** Behind every text of a kind. */
    private static final String END = "\uffff";

    private IndexTerms() {}

    /**
     * The text of a value that an index can be asked for.
     *
     * @return nothing if it cannot
     */
    static Optional<String> of(Object value) {
        if (value instanceof String text) {
            return Optional.of("s" + text.substring(0, Math.min(text.length(), LONGEST_PREFIX)));
        }
        if (value instanceof Number number) {
            double whole = number.doubleValue();
            return Double.isNaN(whole) ? Optional.empty() : Optional.of("n" + ordered(whole));
        }
        if (value instanceof Instant time) {
            return Optional.of("t" + hex(time.toEpochMilli() ^ Long.MIN_VALUE));
        }
        if (value instanceof Boolean truth) {
            return Optional.of(truth ? "b1" : "b0");
        }
        if (value instanceof ObjectId id) {
            return Optional.of("i" + id.getHexData());
        }
        return Optional.empty();
    }

    /** Whether values of its kind are in an order by which a range can be asked for. */
    static boolean isOrdered(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Instant;
    }

    /** The first text of a kind. */
    static String first(String term) {
        return term.substring(0, 1);
    }

    /** A text behind the last one of a kind. */
    static String last(String term) {
        return term.charAt(0) + END;
    }

    /**
     * The texts of all values that a document has at a path, through arrays as MongoDB goes: all elements, and the one of
     * that number.
     *
     * @return with more than one if there is an array on the way
     */
    static Set<String> at(Document document, List<String> path) {
        Set<String> terms = new TreeSet<>();
        collect(document, path, terms);
        return terms;
    }

    /** Whether there is an array on the way, or at its end. */
    static boolean hasArray(Object value, List<String> path) {
        if (value instanceof Collection) {
            return true;
        }
        return !path.isEmpty()
                && value instanceof Document document
                && hasArray(document.get(path.get(0)), path.subList(1, path.size()));
    }

    private static void collect(Object value, List<String> path, Set<String> terms) {
        if (value instanceof Collection<?> elements) {
            for (Object element : elements) {
                collect(element, path, terms);
            }
            if (!path.isEmpty() && path.get(0).matches("[0-9]{1,9}")) {
                elements.stream()
                        .skip(Integer.parseInt(path.get(0)))
                        .findFirst()
                        .ifPresent(element -> collect(element, path.subList(1, path.size()), terms));
            }
        } else if (path.isEmpty()) {
            if (Missing.isNeitherNullNorMissing(value)) {
                terms.add(of(value).orElse(REST));
            }
        } else if (value instanceof Document document) {
            collect(document.get(path.get(0)), path.subList(1, path.size()), terms);
        }
    }

    /** The library holds 1 and 1.5 for equal if one of them is a large whole number. */
    private static String ordered(double value) {
        double whole = (value < 0 ? Math.ceil(value) : Math.floor(value)) + 0.0;
        long bits = Double.doubleToLongBits(whole);
        return hex(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
    }

    private static String hex(long bits) {
        return "%016x".formatted(bits);
    }
}
