package io.celltwin.lifecycle.rest;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Texts as requests have them. */
final class RequestText {
    private static final int LONGEST = 500;

    private RequestText() {}

    /**
     * A text that has to be there.
     *
     * @param name of the field, for the message
     * @throws IllegalArgumentException if it is none that can be kept and read, with a message for the caller
     */
    static String of(String name, String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST) {
            throw new IllegalArgumentException(name + " must be a text of 1 to " + LONGEST + " characters.");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(name + " must not have control characters.");
        }
        if (!text.equals(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))) {
            throw new IllegalArgumentException(name + " must not have halves of characters.");
        }
        return text;
    }

    /** A text that may be absent. */
    static Optional<String> optional(String name, String text) {
        return Optional.ofNullable(text).map(told -> of(name, told));
    }
}
