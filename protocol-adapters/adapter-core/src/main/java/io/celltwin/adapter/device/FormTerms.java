package io.celltwin.adapter.device;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.model.ModelProperty;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Typed access to the terms of one WoT form, for drivers. Every accessor answers empty for a term that is not given and
 * throws {@link DeviceConfigurationException}, naming property and term, for one of the wrong type or out of range.
 */
public final class FormTerms {

    private final ModelProperty property;
    private final JsonNode form;

    /**
     * @param property the property that the form belongs to
     * @param form the form
     */
    public FormTerms(ModelProperty property, JsonNode form) {
        this.property = property;
        this.form = form;
    }

    /**
     * @return the property that the form belongs to
     */
    public ModelProperty property() {
        return property;
    }

    /**
     * @return the form's target, as written
     */
    public String href() {
        return text("href").orElseThrow(() -> problem("form without href"));
    }

    /**
     * @return whether the form is for reading: it says so, or it says nothing of operations
     */
    boolean isForReading() {
        var operations = form.path("op");
        return operations.isMissingNode() || isReading(operations) || anyReading(operations);
    }

    /**
     * @param term the term's name
     * @return its value, a string
     */
    public Optional<String> text(String term) {
        return checked(term, JsonNode::isTextual, "a string").map(JsonNode::textValue);
    }

    /**
     * @param term the term's name
     * @return its value, a boolean
     */
    public Optional<Boolean> flag(String term) {
        return checked(term, JsonNode::isBoolean, "true or false").map(JsonNode::booleanValue);
    }

    /**
     * @param term the term's name
     * @return its value, a number
     */
    public Optional<BigDecimal> number(String term) {
        return checked(term, JsonNode::isNumber, "a number").map(JsonNode::decimalValue);
    }

    /**
     * @param term the term's name
     * @param least the least value allowed
     * @param greatest the greatest value allowed
     * @return its value, a whole number
     */
    public Optional<Integer> integer(String term, int least, int greatest) {
        return checked(
                        term,
                        value -> value.canConvertToExactIntegral()
                                && value.canConvertToInt()
                                && value.intValue() >= least
                                && value.intValue() <= greatest,
                        "a whole number from %d to %d".formatted(least, greatest))
                .map(JsonNode::intValue);
    }

    /**
     * @param term the term's name
     * @return its value, a positive whole number of milliseconds
     */
    public Optional<Duration> milliseconds(String term) {
        return integer(term, 1, Integer.MAX_VALUE).map(Duration::ofMillis);
    }

    /**
     * @param what what is wrong
     * @return the failure to throw, which names the property
     */
    public DeviceConfigurationException problem(String what) {
        return new DeviceConfigurationException("property %s: %s".formatted(property.name(), what));
    }

    private Optional<JsonNode> checked(String term, Predicate<JsonNode> valid, String expected) {
        var value = form.path(term);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!valid.test(value)) {
            throw problem("%s must be %s, not %s".formatted(term, expected, value));
        }
        return Optional.of(value);
    }

    private static boolean anyReading(JsonNode operations) {
        for (var operation : operations) {
            if (isReading(operation)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isReading(JsonNode operation) {
        return operation.asText().equals("readproperty") || operation.asText().equals("observeproperty");
    }
}
