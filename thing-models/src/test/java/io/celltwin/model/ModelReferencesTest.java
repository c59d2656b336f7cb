package io.celltwin.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelReferencesTest {

    @TempDir
    private Path directory;

    private ModelFolder folder;

    @BeforeEach
    void folder() {
        folder = new ModelFolder(directory);
    }

    @Test
    void anExtendingModelAddsAndOverridesDeepInside() {
        folder.model(
                "base",
                "'properties': {'kept': {'title': 'Kept', 'type': 'string'},"
                        + "'changed': {'title': 'Old', 'type': 'number', 'minimum': 0, 'maximum': 10}}");
        folder.model(
                "special",
                extending("base") + ", 'properties': {'changed': {'maximum': 20},"
                        + "'added': {'title': 'Added', 'type': 'boolean'}}");

        ThingModel model = folder.read("special");

        assertThat(model.properties()).extracting(ModelProperty::name).containsExactly("kept", "changed", "added");
        ModelProperty changed = model.property("/attributes/changed").orElseThrow();
        assertThat(changed.title()).isEqualTo("Old");
        assertThat(changed.minimum()).contains(0.0);
        assertThat(changed.maximum()).contains(20.0);
    }

    @Test
    void nullInAnExtendingModelTakesAPropertyAway() {
        folder.property("base", "{'title': 'P', 'type': 'string'}");
        folder.model("special", extending("base") + ", 'properties': {'p': null}");

        assertThat(folder.read("special").properties()).isEmpty();
    }

    @Test
    void theTypesOfBothModelsCountAndTheLinkIsCarriedOut() {
        folder.file("base-1.0.0.tm.jsonld", """
                {"@context": ["https://www.w3.org/ns/wot-next/td", {"cell": "https://celltwin.io/vocab#"}],
                 "@type": ["tm:ThingModel", "cell:Machine"], "title": "Base", "version": {"model": "1.0.0"}}""");
        folder.model("special", extending("base"));

        ThingModel model = folder.read("special");

        assertThat(model.types()).containsExactly("cell:Machine");
        assertThat(model.document().has("links")).isFalse();
    }

    @Test
    void aReferenceImportsADefinitionAndItsNeighboursOverride() {
        folder.property("library", "{'title': 'Temperature', 'type': 'number', 'unit': 'unit:DEG_C', 'maximum': 100}");
        folder.model(
                "user",
                "'properties': {'oven': {'tm:ref': 'library-1.0.0.tm.jsonld#/properties/p', 'maximum': 300},"
                        + "'room': {'tm:ref': '#/properties/oven', 'title': 'Room'}}");

        ThingModel model = folder.read("user");

        ModelProperty room = model.property("/attributes/room").orElseThrow();
        assertThat(room.title()).isEqualTo("Room");
        assertThat(room.unit()).isEqualTo(new Unit("http://qudt.org/vocab/unit/DEG_C", "°C"));
        assertThat(room.maximum()).contains(300.0);
        assertThat(model.document().toString()).doesNotContain("tm:ref");
    }

    @Test
    void twoModelsMayImportFromEachOther() {
        folder.model(
                "a",
                "'properties': {'x': {'title': 'X', 'type': 'string'},"
                        + "'y': {'tm:ref': 'b-1.0.0.tm.jsonld#/properties/y'}}");
        folder.model(
                "b",
                "'properties': {'y': {'title': 'Y', 'type': 'string'},"
                        + "'x': {'tm:ref': 'a-1.0.0.tm.jsonld#/properties/x'}}");

        assertThat(folder.read("a").properties())
                .extracting(ModelProperty::title)
                .containsExactly("X", "Y");
    }

    @Test
    void aReferenceMayBeAUrlWhoseLastSegmentIsTheFile() {
        folder.property("library", "{'title': 'T', 'type': 'string'}");
        folder.property("user", "{'tm:ref': 'https://plant.example/models/library-1.0.0.tm.jsonld#/properties/p'}");

        assertThat(folder.read("user").property("/attributes/p").orElseThrow().title())
                .isEqualTo("T");
    }

    @Test
    void submodelInstancesBecomeFeaturesWithTheirPlaceholdersFilled() {
        folder.property(
                "channel",
                "{'title': '{{INSTANCE_NAME}}', 'type': 'number', 'unit': 'unit:V', 'forms': [{"
                        + "'href': '{{REGISTER}}?quantity=2', 'op': 'readproperty', 'modv:entity': 'HoldingRegister',"
                        + "'modv:type': 'xsd:float', 'modv:pollingTime': '{{POLL}}'}]}");
        folder.model(
                "cabinet",
                "'links': [" + submodel("left", "'REGISTER': 10, 'POLL': 250") + ","
                        + submodel("right", "'REGISTER': 20, 'POLL': 500") + "]");

        ThingModel model = folder.read("cabinet");

        ModelProperty right = model.property("/features/right/properties/p").orElseThrow();
        assertThat(right.feature()).isEqualTo(Optional.of("right"));
        assertThat(right.title()).isEqualTo("right");
        assertThat(right.forms().get(0).path("href").asText()).isEqualTo("20?quantity=2");
        assertThat(right.forms().get(0).path("modv:pollingTime").isInt())
                .as("keeps its JSON type")
                .isTrue();
        assertThat(model.properties()).hasSize(2);
    }

    @Test
    void placeholdersOfADeviceAreFilledInItsDescription() {
        folder.property(
                "press",
                "{'title': 'P', 'type': 'boolean', 'forms': [{'href': '{{COIL}}', 'op': 'readproperty',"
                        + "'modv:entity': 'Coil'}]}");

        ThingDescription description = folder.read("press")
                .describe("demo:m", URI.create("modbus+tcp://plc:502/1"), Map.of("COIL", IntNode.valueOf(7)));

        assertThat(description.json().at("/properties/p/forms/0/href").asText()).isEqualTo("modbus+tcp://plc:502/1/6");
    }

    private static String extending(String base) {
        return "'links': [{'rel': 'tm:extends', 'href': '" + base + "-1.0.0.tm.jsonld'}]";
    }

    private static String submodel(String instance, String placeholders) {
        return "{'rel': 'tm:submodel', 'href': 'channel-1.0.0.tm.jsonld', 'instanceName': '" + instance
                + "', 'cell:placeholders': {" + placeholders + "}}";
    }
}
