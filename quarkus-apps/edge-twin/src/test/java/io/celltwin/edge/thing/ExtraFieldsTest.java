package io.celltwin.edge.thing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.edge.error.EdgeTwinException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtraFieldsTest {
    private static final JsonPointer ATTRIBUTES = JsonPointer.of("/attributes");
    private static final JsonPointer OF_A = JsonPointer.of("/features/a/properties/test");

    @ParameterizedTest
    @ValueSource(strings = {"{{ feature:id }}", "{{feature:id}}"})
    void thePlaceholderStandsForTheFeatureThatTheSignalIsAbout(String placeholder) {
        assertThat(fields(placeholder, "/features/a/properties/test", "1")).containsExactlyInAnyOrder(ATTRIBUTES, OF_A);
    }

    @Test
    void itStandsForEachFeatureThatTheSignalTellsOf() {
        assertThat(fields("/features", "{\"a\":{},\"b\":null}"))
                .containsExactlyInAnyOrder(ATTRIBUTES, OF_A, JsonPointer.of("/features/b/properties/test"));
        assertThat(fields("/", "{\"features\":{\"a\":{}}}")).containsExactlyInAnyOrder(ATTRIBUTES, OF_A);
    }

    @Test
    void whereThereIsNoFeatureItStandsForNone() {
        assertThat(fields("/attributes/x", "1")).containsExactly(ATTRIBUTES);
        assertThat(fields("/", "null")).containsExactly(ATTRIBUTES);
        assertThat(fields("/", "{\"features\":null}")).containsExactly(ATTRIBUTES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attributes/{{ feature:id }}",
                "features/{{ thing:id }}/properties",
                "features/x{{ feature:id }}",
                "features/{{ feature:id }}/properties/{{ feature:id }}",
                "features/{{ feature:id | fn:upper() }}/properties"
            })
    void whatWouldNotBeUnderstoodIsRefused(String field) {
        assertThatThrownBy(() -> ExtraFields.parse(field))
                .isInstanceOf(EdgeTwinException.class)
                .hasMessageContaining("placeholder");
    }

    private static Set<JsonPointer> fields(String path, String value) {
        return fields("{{ feature:id }}", path, value);
    }

    private static Set<JsonPointer> fields(String placeholder, String path, String value) {
        return ExtraFields.of(
                        ExtraFields.parse("attributes,features/" + placeholder + "/properties/test")
                                .getJsonFieldSelector(),
                        JsonPointer.of(path),
                        Optional.of(JsonFactory.readFrom(value)))
                .getPointers();
    }
}
