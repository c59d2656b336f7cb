package io.celltwin.model.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DataSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Arguments> fitting() {
        return Stream.of(
                Arguments.of("{'type':'number'}", 1.5),
                Arguments.of("{'type':'number'}", 1L),
                Arguments.of("{'type':'integer'}", 1L),
                Arguments.of("{'type':'integer'}", 5.0),
                Arguments.of("{'type':'integer'}", BigInteger.TEN),
                Arguments.of("{'type':'boolean'}", true),
                Arguments.of("{'type':'string'}", ""),
                Arguments.of("{'type':'array'}", List.of()),
                Arguments.of("{'type':'object'}", Map.of()),
                Arguments.of("{}", "whatever"),
                Arguments.of("{'type':'number','minimum':0,'maximum':10}", 10.0),
                Arguments.of("{'type':'number','exclusiveMinimum':0}", 0.1),
                Arguments.of("{'type':'number','multipleOf':0.1}", 0.3),
                Arguments.of("{'type':'string','enum':['Idle','Execute']}", "Idle"),
                Arguments.of("{'type':'integer','enum':[1,2]}", 2L),
                Arguments.of("{'type':'number','enum':[0.5,2]}", 2L),
                Arguments.of("{'type':'number','enum':[0.5,2]}", 2.0),
                Arguments.of("{'const':true}", true),
                Arguments.of("{'enum':[[1,2],{'a':1}]}", List.of(1L, 2L)),
                Arguments.of("{'enum':[[1,2],{'a':1}]}", Map.of("a", 1L)),
                Arguments.of("{'type':'string','minLength':1,'maxLength':2}", "\uD83D\uDE00\uD83D\uDE00"),
                Arguments.of("{'type':'string','pattern':'^[A-Z]+$'}", "ABC"),
                Arguments.of("{'type':'string','pattern':'['}", "a pattern that is none restricts nothing"),
                Arguments.of("{'type':'array','items':{'type':'integer'},'minItems':2,'maxItems':2}", List.of(1L, 2L)),
                Arguments.of("{'type':'array','items':[{'type':'integer'},{'type':'string'}]}", List.of(1L, "a", 1L)),
                Arguments.of(
                        "{'type':'object','properties':{'x':{'type':'number'}},'required':['x']}", Map.of("x", 1L)),
                Arguments.of("{'oneOf':[{'type':'string'},{'type':'integer'}]}", 3L));
    }

    @ParameterizedTest
    @MethodSource("fitting")
    void takesAValueThatFits(String schema, Object value) {
        assertThat(problem(schema, value)).isEmpty();
    }

    static Stream<Arguments> unfit() {
        return Stream.of(
                Arguments.of("{'type':'number'}", "12.5", "text, not a number as the model says"),
                Arguments.of("{'type':'number'}", true, "true or false, not a number as the model says"),
                Arguments.of("{'type':'number'}", List.of(1.0), "an array, not a number as the model says"),
                Arguments.of("{'type':'integer'}", true, "true or false, not a whole number as the model says"),
                Arguments.of("{'type':'integer'}", 1.5, "not a whole number, as the model says"),
                Arguments.of(
                        "{'type':'integer'}",
                        1e18,
                        "beyond 2^53, where a floating-point number stands for more than one whole number"),
                Arguments.of("{'type':'boolean'}", 1L, "a whole number, not true or false as the model says"),
                Arguments.of("{'type':'string'}", 1.0, "a number, not text as the model says"),
                Arguments.of("{'type':'array'}", 1L, "a whole number, not an array as the model says"),
                Arguments.of("{'type':'object'}", List.of(), "an array, not an object as the model says"),
                Arguments.of("{'type':'number'}", Double.NaN, "not a number"),
                Arguments.of("{}", Float.POSITIVE_INFINITY, "not a number"),
                Arguments.of("{}", List.of(1.0, List.of(Double.NaN)), "not a number"),
                Arguments.of("{}", Map.of("a", Double.NaN), "not a number"),
                Arguments.of("{'type':'number','minimum':0}", -0.1, "below minimum 0.0"),
                Arguments.of("{'type':'number','maximum':5}", 6L, "above maximum 5.0"),
                Arguments.of("{'type':'number','exclusiveMinimum':0}", 0L, "not above 0.0"),
                Arguments.of("{'type':'number','exclusiveMaximum':5}", 5.0, "not below 5.0"),
                Arguments.of("{'type':'integer','multipleOf':5}", 7L, "no multiple of 5.0"),
                Arguments.of("{'type':'string','enum':['Idle']}", "idle", "none of the values that the model names"),
                Arguments.of("{'enum':[1]}", "1", "none of the values that the model names"),
                Arguments.of("{'enum':[1]}", true, "none of the values that the model names"),
                Arguments.of("{'const':3}", 4L, "none of the values that the model names"),
                Arguments.of("{'enum':[[1,2]]}", List.of(1L), "none of the values that the model names"),
                Arguments.of("{'enum':[{'a':1}]}", Map.of("a", 2L), "none of the values that the model names"),
                Arguments.of("{'type':'string','maxLength':2}", "abc", "longer than 2 characters"),
                Arguments.of("{'type':'string','minLength':2}", "\uD83D\uDE00", "shorter than 2 characters"),
                Arguments.of(
                        "{'type':'string','pattern':'^[A-Z]+$'}", "abc", "not of the form that the model asks for"),
                Arguments.of(
                        "{'type':'array','items':{'type':'integer'}}",
                        List.of(1L, "a"),
                        "element 1: text, not a whole number as the model says"),
                Arguments.of(
                        "{'type':'array','items':[{},{'type':'integer'}]}",
                        List.of("a", "b"),
                        "element 1: text, not a whole number as the model says"),
                Arguments.of("{'type':'array','items':{'maximum':5}}", List.of(6L), "element 0: above maximum 5.0"),
                Arguments.of("{'type':'array','minItems':1}", List.of(), "fewer than 1 elements"),
                Arguments.of("{'type':'array','maxItems':1}", List.of(1L, 2L), "more than 1 elements"),
                Arguments.of(
                        "{'type':'object','properties':{'x':{'type':'number'}}}",
                        Map.of("x", "1"),
                        "member x: text, not a number as the model says"),
                Arguments.of("{'type':'object','required':['x']}", Map.of(), "has no member x"),
                Arguments.of(
                        "{'oneOf':[{'type':'number'},{'type':'integer'}]}",
                        3L,
                        "none of the alternatives that the model names, or more than one"));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void saysWhatIsWrongWithAValueThatDoesNotFit(String schema, Object value, String problem) {
        assertThat(problem(schema, value)).contains(problem);
    }

    @Test
    void takesAMissingElementForNoNumber() {
        assertThat(problem("{'type':'array','items':{'type':'number'}}", Arrays.asList(1.0, null)))
                .contains("element 1: nothing, not a number as the model says");
    }

    @Test
    void survivesATextThatAPatternCouldNotBeMatchedAgainst() {
        assertThat(problem("{'type':'string','pattern':'^(a|b)*$'}", "ab".repeat(1_000_000)))
                .contains("not of the form that the model asks for");
    }

    @Test
    void tellsAWholeNumberAsOneWhereTheModelSaysSo() {
        assertThat(DataSchema.of(schema("{'type':'integer'}")).normalized(5.0)).isEqualTo(5L);
        assertThat(DataSchema.of(schema("{'type':'number'}")).normalized(5.0)).isEqualTo(5.0);
        assertThat(DataSchema.of(schema("{'type':'integer'}")).normalized(5L)).isEqualTo(5L);
    }

    private static Optional<String> problem(String schema, Object value) {
        return DataSchema.of(schema(schema)).problem(value);
    }

    private static JsonNode schema(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
