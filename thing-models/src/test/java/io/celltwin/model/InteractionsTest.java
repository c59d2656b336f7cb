package io.celltwin.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Actions and events of a model. */
class InteractionsTest {

    private static final String HEAD = """
        {"@context": ["https://www.w3.org/ns/wot-next/td", {"cell": "https://celltwin.io/vocab#",
            "modv": "https://www.w3.org/2019/wot/modbus#", "uav": "http://opcfoundation.org/UA/WoT-Binding/"}],
        "@type": "tm:ThingModel", "title": "Test", "version": {"model": "1.0.0"},
        """;
    private static final String CLEAN = """
        'actions': {'clean': {'title': 'Clean', 'uav:componentOf': 'nsu=urn:a;s=Dryer',
            'input': {'type': 'object', 'properties': {'seconds': {'type': 'integer'}}},
            'forms': [{'href': '/?id=nsu=urn:a;s=Clean', 'op': 'invokeaction'}]}}
        """;
    private static final String ALARMS = """
        'events': {'dryer': {'title': 'Alarms',
            'forms': [{'href': '/?id=i=2253', 'op': 'subscribeevent', 'cell:eventSource': 'nsu=urn:a;s=Dryer'}]}}
        """;

    @TempDir
    private Path directory;

    @Test
    void aDevicesDescriptionHasThemWithItsOwnAddress() {
        ThingModel model = read(CLEAN + "," + ALARMS);
        ThingDescription description = model.describe("demo:coater", URI.create("opc.tcp://10.0.0.8:4840/line"));
        assertThat(description
                        .forms(model.action("clean").orElseThrow())
                        .get(0)
                        .path("href")
                        .asText())
                .isEqualTo("opc.tcp://10.0.0.8:4840/line/?id=nsu=urn:a;s=Clean");
        assertThat(description.forms(model.events().get(0))).hasSize(1);
        JsonNode json = description.json();
        assertThat(json.at("/actions/clean/forms/0/op").asText()).isEqualTo("invokeaction");
        assertThat(json.at("/events/dryer/forms/0/href").asText())
                .startsWith("opc.tcp://10.0.0.8:4840/line/?id=i=2253");
        assertThat(W3cSchemas.thingDescription().violations(json)).isEmpty();
        assertThat(W3cSchemas.thingModel().violations(model.document())).isEmpty();
    }

    @Test
    void aDeviceOfAnotherProtocolHasNoneOfThem() {
        ThingModel model = read(CLEAN);
        ThingDescription description = model.describe("demo:coater", URI.create("modbus+tcp://10.0.0.8:502/1"));
        assertThat(description.forms(model.action("clean").orElseThrow())).isEmpty();
        assertThat(description.json().has("actions")).isFalse();
    }

    @Test
    void aTwinsModelHasItsActionsWithoutTheDevicesForms() {
        JsonNode action = read(CLEAN).twinModel().at("/actions/clean");
        assertThat(action.path("title").asText()).isEqualTo("Clean");
        assertThat(action.at("/input/properties/seconds/type").asText()).isEqualTo("integer");
        assertThat(action.has("forms")).isFalse();
        assertThat(action.has("uav:componentOf")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        'actions': {'write': {'title': 'W'}} | 'write' is a command that every device has
        'actions': {'a/b': {'title': 'W'}} | the name of an action must match
        'actions': {'a': {}} | needs 'title', a text
        'actions': {'a': 1} | must be an object
        'actions': {'a': {'title': 'A', 'input': 1}} | /actions/a/input: must be an object
        'actions': {'a': {'title': 'A', 'forms': [{'href': '/?id=i=1', 'op': 'invokeaction'}]}} | needs 'uav:componentOf'
        'actions': {'a': {'title': 'A', 'uav:componentOf': 'x', 'forms': [{'href': '/?id=i=1', 'op': 'invokeaction'}]}} | needs 'uav:componentOf'
        'actions': {'a': {'title': 'A', 'uav:componentOf': 'i=1', 'input': {'type': 'number'}, 'forms': [{'href': '/?id=i=1', 'op': 'invokeaction'}]}} | must be of the type object
        'actions': {'a': {'title': 'A', 'uav:componentOf': 'i=1', 'forms': [{'href': '/?id=i=1', 'op': 'writeproperty'}]}} | 'writeproperty' is no operation on an action
        'actions': {'a': {'title': 'A', 'forms': [{'href': '1', 'op': 'invokeaction', 'modv:entity': 'Coil'}]}} | Modbus has properties only
        'events': {'e': {'title': 'E', 'forms': [{'href': '/?id=x', 'op': 'subscribeevent'}]}} | is no node id
        'events': {'e': {'title': 'E', 'forms': [{'href': '/?id=i=1', 'op': 'subscribeevent', 'cell:eventSource': 7}]}} | must be a node id or a list
        'events': {'e': {'title': 'E', 'forms': [{'href': '/?id=i=1', 'op': 'subscribeevent', 'cell:eventSource': ['x']}]}} | 'x' is no node id
        'events': {'dryer': {'title': 'E'}, 'dryer_2': {'title': 'E'}} | would begin as those of the event 'dryer'
        'properties': {'p': {'title': 'P', 'type': 'integer', 'cell:alarmLimits': [{'cell:id': 'dryer_hot', 'cell:above': 1, 'cell:severity': 'info', 'cell:message': 'm'}]}}, 'events': {'dryer': {'title': 'E'}} | begin with 'dryer_'
        """)
    void aFaultyOneIsRefused(String members, String problem) {
        assertThatThrownBy(() -> read(members))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(problem);
    }

    private ThingModel read(String members) {
        return new ModelFolder(directory)
                .file("test-1.0.0.tm.jsonld", HEAD + members.replace('\'', '"') + "}")
                .read("test");
    }
}
