package io.celltwin.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.model.schema.DataSchema.Restriction;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * {@code minLength}, {@code maxLength} (in characters, as JSON Schema counts) and {@code pattern}.
 *
 * @param longest a text of more characters does not fit
 * @param shortest a text of fewer characters does not fit
 * @param pattern must be found in it
 */
record TextRestriction(long shortest, long longest, Optional<Pattern> pattern) implements Restriction {

    /** What is longer is not matched against a pattern: matching takes a stack as deep as the text is long. */
    private static final int LONGEST_MATCHED = 4096;

    static Optional<Restriction> of(JsonNode schema) {
        long shortest = schema.path("minLength").asLong(0);
        long longest = schema.path("maxLength").asLong(Long.MAX_VALUE);
        Optional<Pattern> pattern = pattern(schema.path("pattern"));
        return shortest <= 0 && longest == Long.MAX_VALUE && pattern.isEmpty()
                ? Optional.empty()
                : Optional.of(new TextRestriction(shortest, longest, pattern));
    }

    @Override
    public String problemOrNull(Object value) {
        if (!(value instanceof String text)) {
            return null;
        }
        if (text.length() > longest && text.codePointCount(0, text.length()) > longest) {
            return "longer than %d characters".formatted(longest);
        }
        if (text.length() < shortest || text.codePointCount(0, text.length()) < shortest) {
            return "shorter than %d characters".formatted(shortest);
        }
        if (pattern.isEmpty()) {
            return null;
        }
        return text.length() <= LONGEST_MATCHED && pattern.get().matcher(text).find()
                ? null
                : "not of the form that the model asks for";
    }

    private static Optional<Pattern> pattern(JsonNode pattern) {
        try {
            return pattern.isTextual() ? Optional.of(Pattern.compile(pattern.textValue())) : Optional.empty();
        } catch (PatternSyntaxException e) {
            // The expressions of ECMAScript and Java differ in corners; what cannot be checked restricts nothing.
            return Optional.empty();
        }
    }
}
