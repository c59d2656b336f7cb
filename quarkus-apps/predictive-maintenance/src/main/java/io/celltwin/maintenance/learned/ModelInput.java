package io.celltwin.maintenance.learned;

import java.util.List;

/**
 * A value that a failure model needs.
 *
 * @param name as a Thing Model's {@code cell:inputs} name it
 * @param unit local name of its QUDT unit; empty if it has none
 * @param words of a text, each standing for its place in this list; empty for a number
 */
public record ModelInput(String name, String unit, List<String> words) {

    /** Copies the words. */
    public ModelInput {
        words = List.copyOf(words);
        if (name.isBlank()) {
            throw new IllegalArgumentException("an input has no name");
        }
    }

    /** Whether it is a text. */
    boolean isText() {
        return !words.isEmpty();
    }
}
