package io.celltwin.model.binding;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Takes typed terms out of one form and gathers what is wrong with them, so that its author sees all of it at once. A term of
 * the wrong type is reported and answered as if it were not there.
 */
final class FormTerms {

    private final JsonNode form;
    private final List<FormProblem> problems = new ArrayList<>();

    FormTerms(JsonNode form) {
        this.form = form;
    }

    boolean has(String term) {
        return form.hasNonNull(term);
    }

    Optional<String> text(String term) {
        return checked(term, JsonNode::isTextual, "a text").map(JsonNode::textValue);
    }

    Optional<Boolean> flag(String term) {
        return checked(term, JsonNode::isBoolean, "true or false").map(JsonNode::booleanValue);
    }

    Optional<BigDecimal> number(String term) {
        return checked(term, FormTerms::isFinite, "a number").map(JsonNode::decimalValue);
    }

    Optional<Integer> integer(String term, int least, int greatest) {
        return whole(term, least, greatest, "a whole number from %d to %d".formatted(least, greatest));
    }

    Optional<Duration> milliseconds(String term, int least) {
        return whole(term, least, Integer.MAX_VALUE, "a whole number of milliseconds, %d or more".formatted(least))
                .map(Duration::ofMillis);
    }

    /** Reports what is wrong with one term. */
    void problem(String term, String reason) {
        problems.add(new FormProblem("/" + term, reason));
    }

    /** Reports what is wrong with the form as a whole. */
    void problem(String reason) {
        problems.add(new FormProblem("", reason));
    }

    /** @throws FormException if anything was reported */
    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new FormException(problems);
        }
    }

    private Optional<Integer> whole(String term, int least, int greatest, String expected) {
        return checked(
                        term,
                        value -> value.canConvertToExactIntegral()
                                && value.canConvertToInt()
                                && value.intValue() >= least
                                && value.intValue() <= greatest,
                        expected)
                .map(JsonNode::intValue);
    }

    private Optional<JsonNode> checked(String term, Predicate<JsonNode> valid, String expected) {
        if (!has(term)) {
            return Optional.empty();
        }
        JsonNode value = form.get(term);
        if (!valid.test(value)) {
            problem(term, "must be %s, not %s".formatted(expected, value));
            return Optional.empty();
        }
        return Optional.of(value);
    }

    private static boolean isFinite(JsonNode value) {
        return value.isNumber() && Double.isFinite(value.doubleValue());
    }
}
