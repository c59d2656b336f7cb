package io.celltwin.lifecycle.passport;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a value of an attribute is like. It takes nothing that the document's schema refuses, and nothing empty: a blank text
 * or a list of nothing would only look like a value.
 */
@FunctionalInterface
interface Form {

    /** Whether that is such a value. */
    boolean accepts(JsonNode value);

    static Form text() {
        return text(10_000);
    }

    /** Text of at most so many characters. */
    static Form text(int most) {
        return value -> value.isTextual()
                && !value.textValue().isBlank()
                && value.textValue().length() <= most;
    }

    /** Text all of which fits the pattern. */
    static Form matching(String pattern) {
        Pattern whole = Pattern.compile(pattern);
        return value -> value.isTextual() && whole.matcher(value.textValue()).matches();
    }

    /** A day that there is, such as {@code 2026-02-28}. */
    static Form date() {
        Form written = matching("\\d{4}-\\d{2}-\\d{2}");
        return value -> written.accepts(value) && isDay(value.textValue());
    }

    private static boolean isDay(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** A time with day, hour, minute, second and zone (RFC 3339), that there is. */
    static Form dateTime() {
        Form written = matching("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})");
        return value -> written.accepts(value) && isTime(value.textValue());
    }

    private static boolean isTime(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            return Math.abs(time.getOffset().getTotalSeconds()) < 14 * 3600;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** An absolute URI (RFC 3986). */
    static Form uri() {
        return value -> value.isTextual() && isUri(value.textValue());
    }

    private static boolean isUri(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() && text.equals(uri.toASCIIString());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** An object with whatever members, but not without any. */
    static Form object() {
        return value -> value.isObject() && !value.isEmpty();
    }

    /** Nothing. */
    static Form never() {
        return value -> false;
    }

    static Form oneOf(String... texts) {
        Set<String> allowed = Set.of(texts);
        return value -> value.isTextual() && allowed.contains(value.textValue());
    }

    static Form number() {
        return value -> value.isNumber() && Double.isFinite(value.doubleValue());
    }

    static Form notNegative() {
        return value -> number().accepts(value) && value.doubleValue() >= 0;
    }

    /** A number without fraction from 0 on. */
    static Form wholeNumber(long most) {
        return value -> value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= 0
                && value.longValue() <= most;
    }

    /** From 0 to 100. */
    static Form percentage() {
        return value -> notNegative().accepts(value) && value.doubleValue() <= 100;
    }

    static Form flag() {
        return JsonNode::isBoolean;
    }

    /** A list with something in it, and nothing twice. */
    static Form listOf(Form element) {
        return list -> {
            if (!list.isArray() || list.isEmpty()) {
                return false;
            }
            Set<JsonNode> seen = new HashSet<>();
            for (JsonNode value : list) {
                if (!element.accepts(value) || !seen.add(value)) {
                    return false;
                }
            }
            return true;
        };
    }

    /** An object without members yet. */
    static Structure structure() {
        return new Structure(Map.of(), Map.of());
    }

    /**
     * An object with these members and no others.
     *
     * @param required what it must have
     * @param optional what it may have
     */
    record Structure(Map<String, Form> required, Map<String, Form> optional) implements Form {

        Structure with(String name, Form form) {
            return new Structure(plus(required, name, form), optional);
        }

        Structure optionally(String name, Form form) {
            return new Structure(required, plus(optional, name, form));
        }

        @Override
        public boolean accepts(JsonNode value) {
            if (!value.isObject()) {
                return false;
            }
            int known = 0;
            for (Map.Entry<String, Form> member : required.entrySet()) {
                if (!value.has(member.getKey()) || !member.getValue().accepts(value.get(member.getKey()))) {
                    return false;
                }
                known++;
            }
            for (Map.Entry<String, Form> member : optional.entrySet()) {
                if (value.has(member.getKey())) {
                    if (!member.getValue().accepts(value.get(member.getKey()))) {
                        return false;
                    }
                    known++;
                }
            }
            return known == value.size();
        }

        private static Map<String, Form> plus(Map<String, Form> forms, String name, Form form) {
            Map<String, Form> more = new LinkedHashMap<>(forms);
            more.put(name, form);
            return more;
        }
    }
}
