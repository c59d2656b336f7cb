package io.celltwin.edge.thing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.auth.DittoAuthorizationContextType;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.protocol.ProtocolFactory;
import org.eclipse.ditto.protocol.TopicPath;
import org.eclipse.ditto.things.model.ThingId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    @CsvSource(
            delimiter = '#',
            value = {
                "attributes/{{ feature:id }}                        ; /attributes/A",
                "features/x{{ feature:id }}                         ; /features/xA",
                "features/{{ feature:id | fn:lower() }}/properties  ; /features/a/properties",
                "features/{{ thing:name }}                          ; /features/pump",
                "features/{{ entity:namespace }}                    ; /features/plant",
                "attributes/{{ header:key }}                        ; /attributes/speed",
                "attributes/{{ topic:channel }}                     ; /attributes/twin",
                "attributes/{{ resource:type }}                     ; /attributes/thing",
                "attributes/{{ request:subjectId }}                 ; /attributes/celltwin:anna"
            })
    void allPlaceholdersOfDittoAreKnown(String fieldAndOutcome) {
        String[] parts = fieldAndOutcome.split(";");

        assertThat(of(parts[0].strip(), "/features/A", "{}")).containsExactly(JsonPointer.of(parts[1].strip()));
    }

    @Test
    void aFieldWhosePlaceholderComesToNothingIsLeftOut() {
        assertThat(of("attributes/{{ header:absent }},policyId", "/features/A", "{}"))
                .containsExactly(JsonPointer.of("/policyId"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"features/{{ bogus:id }}", "attributes/{{ feature:name }}"})
    void whatWouldNotBeUnderstoodIsRefused(String field) {
        assertThatThrownBy(() -> ExtraFields.parse(field))
                .isInstanceOfSatisfying(
                        DittoRuntimeException.class,
                        error -> assertThat(error.getHttpStatus()).isEqualTo(HttpStatus.BAD_REQUEST));
    }

    private static Set<JsonPointer> fields(String path, String value) {
        return fields("{{ feature:id }}", path, value);
    }

    private static Set<JsonPointer> fields(String placeholder, String path, String value) {
        return of("attributes,features/" + placeholder + "/properties/test", path, value);
    }

    private static Set<JsonPointer> of(String wanted, String path, String value) {
        ThingId thing = ThingId.of("plant:pump");
        DittoHeaders headers = DittoHeaders.newBuilder()
                .putHeader("key", "speed")
                .authorizationContext(AuthorizationContext.newInstance(
                        DittoAuthorizationContextType.UNSPECIFIED, AuthorizationSubject.newInstance("celltwin:anna")))
                .build();
        TopicPath topic = ProtocolFactory.newTopicPathBuilder(thing)
                .things()
                .twin()
                .events()
                .modified()
                .build();
        return ExtraFields.of(
                        ExtraFields.parse(wanted).getJsonFieldSelector(),
                        new ExtraFields.OfSignal(
                                thing, headers, topic, JsonPointer.of(path), Optional.of(JsonFactory.readFrom(value))))
                .getPointers();
    }
}
