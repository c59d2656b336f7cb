package io.celltwin.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.wot.model.ThingModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
                        .isPresent();
            }
        });
    }

    /** Ditto 3.9 opens at most 32 requests to one host, fails those above, and then refuses to make the thing. */
    @Test
    void allKindsTogetherNeedFewerDocumentsThanDittoFetchesAtOnce() {
        Set<String> fetched = new HashSet<>();
        List.of("battery-pack-1.0.0", "formation-cabinet-1.0.0", "electrode-coater-1.0.0", "calender-1.0.0")
                .forEach(name -> {
                    ObjectNode thing = catalog.get(name).twinModels(BASE).get(name + ".tm.jsonld");
                    fetched.add(BASE + name + ".tm.jsonld");
                    thing.path("links")
                            .forEach(link -> fetched.add(link.path("href").asText()));
                });

        assertThat(fetched).hasSizeLessThan(32);
    }

    @Test
    void instancesOfOneSubmodelShareADocumentAndKeepTheirOwnAlarmLimits() {
        JsonNode links = catalog.get("formation-cabinet-1.0.0")
                .twinModels(BASE)
                .get("formation-cabinet-1.0.0.tm.jsonld")
                .path("links");
        List<JsonNode> channels = StreamSupport.stream(links.spliterator(), false)
                .filter(link -> link.path("instanceName").asText().startsWith("channel"))
                .toList();

        assertThat(channels).hasSize(16);
        assertThat(channels)
                .extracting(link -> link.path("href").asText())
                .containsOnly(BASE + "formation-channel-1.0.0.as-feature.tm.jsonld");
        assertThat(channels.get(6).at("/cell:alarmLimits/voltage/0/cell:id").asText())
                .isEqualTo("channel07Overvoltage");
        ObjectNode shared = catalog.served("formation-channel-1.0.0.as-feature.tm.jsonld", BASE)
                .orElseThrow();
        assertThat(shared.toString()).doesNotContain("{{").doesNotContain("forms");
        assertThat(shared.at("/properties/observedAt/format").asText()).isEqualTo("date-time");
    }

    /** Twins that were made before name it. */
    @Test
    void theDocumentOfOneFeatureOfOneKindIsStillServed() {
        ObjectNode channel = catalog.served("formation-cabinet-1.0.0.channel07.tm.jsonld", BASE)
                .orElseThrow();

        assertThat(channel.at("/properties/voltage/cell:alarmLimits/0/cell:id").asText())
                .isEqualTo("channel07Overvoltage");
    }

    @Test
    void aFeatureThatTheKindAddsToHasADocumentOfItsOwn(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("press-1.0.0.tm.jsonld"), """
                {"@context": ["https://www.w3.org/2022/wot/td/v1.1", {"cell": "https://celltwin.io/vocab#"}],
                 "@type": "tm:ThingModel", "title": "Press", "version": {"model": "1.0.0"},
                 "links": [
                   {"rel": "tm:submodel", "href": "lifecycle-1.0.0.tm.jsonld", "instanceName": "lifecycle"},
                   {"rel": "tm:submodel", "href": "maintenance-1.0.0.tm.jsonld", "instanceName": "maintenance"}],
                 "properties": {"strokes": {"title": "Strokes", "type": "integer", "cell:feature": "maintenance"}}}
                """);

        JsonNode links =
                new ModelCatalog(directory).get("press-1.0.0").twinModel().path("links");

        assertThat(links.findValuesAsText("href"))
                .containsExactlyInAnyOrder("lifecycle-1.0.0.as-feature.tm.jsonld", "press-1.0.0.maintenance.tm.jsonld");
    }

    @Test
    void dittosOwnLibraryReadsTheModelAndItsFeatures() {
        ObjectNode document =
                catalog.get("electrode-coater-1.0.0").twinModels(BASE).get("electrode-coater-1.0.0.tm.jsonld");

        ThingModel model = org.eclipse.ditto.wot.model.ThingModel.fromJson(JsonObject.of(document.toString()));

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
