package io.celltwin.lifecycle.canonical;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON in its one canonical form, RFC 8785 (JCS): no white space, members in the order of their UTF-16 units, numbers as
 * ECMAScript writes them. So whoever has the same values has the same bytes, whatever wrote them.
 *
 * <p>Two things that JSON does not know are written nevertheless, so that every record has a form: a whole number beyond
 * 2<sup>53</sup> with all its digits, and a number that is none ({@code NaN}, an infinity) as its name in quotes.
 */
public final class CanonicalJson {

    private CanonicalJson() {}

    /**
     * The canonical bytes of a value.
     *
     * @param value null, text, a number, a truth value, a collection of values or a map from text to values
     * @throws IllegalArgumentException if it is or holds anything else
     */
    public static byte[] bytes(Object value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    /** As above, as text. */
    public static String text(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof CharSequence text) {
            writeText(text, out);
        } else if (value instanceof Number number) {
            CanonicalNumber.write(number, out);
        } else if (value instanceof Map<?, ?> map) {
            writeObject(map, out);
        } else if (value instanceof Collection<?> list) {
            writeArray(list, out);
        } else {
            throw new IllegalArgumentException("A " + value.getClass().getSimpleName()
                    + " has no form in JSON; text, numbers, lists and maps have.");
        }
    }

    /** Section 3.2.3: sorted by the UTF-16 units of the names, which is how Java compares text. */
    private static void writeObject(Map<?, ?> map, StringBuilder out) {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((name, value) -> sorted.put((String) name, value));
        out.append('{');
        Iterator<Map.Entry<String, Object>> members = sorted.entrySet().iterator();
        while (members.hasNext()) {
            Map.Entry<String, Object> member = members.next();
            writeText(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out);
            if (members.hasNext()) {
                out.append(',');
            }
        }
        out.append('}');
    }

    private static void writeArray(Collection<?> list, StringBuilder out) {
        out.append('[');
        Iterator<?> elements = list.iterator();
        while (elements.hasNext()) {
            write(elements.next(), out);
            if (elements.hasNext()) {
                out.append(',');
            }
        }
        out.append(']');
    }

    /** Section 3.2.2.2. */
    private static void writeText(CharSequence text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            switch (unit) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (unit < ' ') {
                        out.append("\\u%04x".formatted((int) unit));
                    } else {
                        out.append(unit);
                    }
                }
            }
        }
        out.append('"');
    }
}
