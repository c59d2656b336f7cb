package io.celltwin.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The models that are served for twins: what Ditto follows from a twin's definition. */
class TwinModelTest {

    private static final String BASE = "http://127.0.0.1:8080/models/";

    private final ModelCatalog catalog = ModelCatalog.bundled();

    static Iterable<String> allNames() {
        return new BundledModels().names();
    }

    @ParameterizedTest
    @MethodSource("allNames")
    void everyServedModelIsValidAndEveryLinkInItLeadsToAnother(String fileName) {
        Map<String, ObjectNode> served = catalog.get(fileName).twinModels(BASE);

        assertThat(served).containsKey(fileName);
        served.forEach((name, document) -> {
            assertThat(W3cSchemas.thingModel().violations(document)).as(name).isEmpty();
            for (JsonNode link : document.path("links")) {
                String href = link.path("href").asText();
                assertThat(href).startsWith(BASE);
                assertThat(catalog.served(href.substring(BASE.length()), BASE))
                        .as(href)
                        .contains(served.get(href.substring(BASE.length())));
            }
        });
    }

    @Test
    void dittosOwnLibraryReadsTheModelAndItsFeatures() {
        ObjectNode document =
                catalog.get("electrode-coater-1.0.0").twinModels(BASE).get("electrode-coater-1.0.0.tm.jsonld");

        var model = org.eclipse.ditto.wot.model.ThingModel.fromJson(JsonObject.of(document.toString()));

        assertThat(model.getLinks().orElseThrow().stream()
                        .map(link -> link.toJson()
                                .getValue("instanceName")
                                .orElseThrow()
                                .asString()))
                .contains("dryer", "connection", "alarms", "maintenance", "status", "energy");
        assertThat(model.getProperties().orElseThrow())
                .containsKey("serialNumber")
                .doesNotContainKey("webSpeed");
        assertThat(model.getTmOptional()).isPresent();
    }

    @Test
    void aFeatureWithMeasuredValuesHasItsTimeAndQuality() {
        ObjectNode dryer =
                catalog.served("electrode-coater-1.0.0.dryer.tm.jsonld", BASE).orElseThrow();

        assertThat(dryer.path("title").asText()).isEqualTo("Dryer");
        assertThat(dryer.at("/properties/zone1Temperature/unit").asText()).isEqualTo("unit:DEG_C");
        assertThat(dryer.at("/properties/observedAt/format").asText()).isEqualTo("date-time");
        assertThat(dryer.at("/properties/quality/properties").has("zone1Temperature"))
                .isTrue();
        assertThat(dryer.toString()).doesNotContain("\"forms\"").doesNotContain("{{");
    }

    @Test
    void withoutABaseTheLinksAreRelative() {
        JsonNode link =
                catalog.get("formation-cabinet-1.0.0").twinModel().path("links").get(0);

        assertThat(link.path("href").asText()).isEqualTo("formation-cabinet-1.0.0.status.tm.jsonld");
    }

    @Test
    void theVocabularyIsServedToo() {
        assertThat(catalog.served("cell-context.jsonld", BASE).orElseThrow().path("@graph"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                ".tm.jsonld",
                "absent-1.0.0.tm.jsonld",
                "electrode-coater-1.0.0.oven.tm.jsonld",
                "../models.index",
                "electrode-coater-1.0.0"
            })
    void nothingElseIsServed(String fileName) {
        assertThat(catalog.served(fileName, BASE)).isEmpty();
    }
}
