package io.celltwin.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThingDescriptionTest {

    private final ModelCatalog catalog = ModelCatalog.bundled();

    @ParameterizedTest
    @CsvSource({
        "electrode-coater-1.0.0,opc.tcp://10.0.0.8:4840",
        "calender-1.0.0,opc.tcp://10.0.0.8:4840/UA/Line",
        "electrolyte-filler-1.0.0,modbus+tcp://10.0.0.7:502/3",
        "formation-cabinet-1.0.0,opc.tcp://10.0.0.8:4840",
        "battery-pack-1.0.0,modbus+tcp://10.0.0.7:502/4"
    })
    void theDescriptionOfADeviceIsValidAndComplete(String name, URI address) {
        ThingModel model = catalog.get(name);

        ThingDescription description = model.describe("demo:device-1", address);

        JsonNode json = description.json();
        assertThat(W3cSchemas.thingDescription().violations(json)).isEmpty();
        assertThat(json.toString()).doesNotContain("{{").doesNotContain("\"tm:");
        assertThat(json.path("id").asText()).isEqualTo("urn:demo:device-1");
        List<ModelProperty> fromDevice =
                model.properties().stream().filter(p -> !p.forms().isEmpty()).toList();
        assertThat(json.path("properties")).hasSize(fromDevice.size());
        for (ModelProperty property : fromDevice) {
            assertThat(description.forms(property))
                    .isNotEmpty()
                    .allSatisfy(form -> assertThat(form.path("href").asText()).startsWith(address + "/"));
        }
    }

    @Test
    void aModbusHrefIsWhatTheBindingSays() {
        ThingModel model = catalog.get("electrolyte-filler-1.0.0");
        ModelProperty current =
                model.property("/features/pump/properties/motorCurrent").orElseThrow();

        JsonNode form = model.describe("demo:filler-1", URI.create("modbus+tcp://127.0.0.1:1502/3"))
                .forms(current)
                .get(0);

        assertThat(form.path("href").asText()).isEqualTo("modbus+tcp://127.0.0.1:1502/3/4?quantity=2");
        assertThat(form.path("contentType").asText()).isEqualTo("application/octet-stream;length=4;byteSeq=BIG_ENDIAN");
        assertThat(form.path("modv:entity").asText()).isEqualTo("InputRegister");
        assertThat(form.path("modv:pollingTime").asInt()).isEqualTo(100);
    }

    @Test
    void whatAFormLeavesToUsIsSaidToOtherConsumers(@TempDir Path directory) {
        ThingModel model = press(
                directory,
                "number",
                "{'href': '40', 'op': 'readproperty', 'modv:entity': 'HoldingRegister', 'modv:type': 'float32'}");

        JsonNode form = model.describe("demo:m", URI.create("modbus+tcp://plc:502/1"))
                .forms(model.properties().get(0))
                .get(0);

        assertThat(form.path("href").asText()).isEqualTo("modbus+tcp://plc:502/1/39?quantity=2");
        assertThat(form.path("modv:zeroBasedAddressing").asBoolean()).isTrue();
        assertThat(form.path("modv:type").asText()).isEqualTo("xsd:float");
    }

    @Test
    void ourBitIsABooleanToOtherConsumers(@TempDir Path directory) {
        ThingModel model = press(
                directory,
                "boolean",
                "{'href': '40', 'op': 'readproperty', 'modv:entity': 'HoldingRegister', 'modv:type': 'bit'}");

        JsonNode form = model.describe("demo:m", URI.create("modbus+tcp://plc:502/1"))
                .forms(model.properties().get(0))
                .get(0);

        assertThat(form.path("modv:type").asText()).isEqualTo("xsd:boolean");
        assertThat(form.path("cell:bit").asInt(-1)).isZero();
    }

    @Test
    void aDeviceHasOnlyTheRelativeFormsOfItsOwnProtocol(@TempDir Path directory) {
        ThingModel model = press(
                directory,
                "boolean",
                "{'href': '/?id=ns=2;s=On', 'op': 'readproperty'}, {'href': '7', 'op': 'readproperty',"
                        + " 'modv:entity': 'Coil'}");
        ModelProperty property = model.properties().get(0);

        assertThat(model.describe("demo:m", URI.create("modbus+tcp://plc:502/1"))
                        .forms(property))
                .extracting(form -> form.path("href").asText())
                .containsExactly("modbus+tcp://plc:502/1/6");
        assertThat(model.describe("demo:o", URI.create("opc.tcp://plc:4840")).forms(property))
                .extracting(form -> form.path("href").asText())
                .containsExactly("opc.tcp://plc:4840/?id=ns=2;s=On");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            integer | 'modv:type': 'int16'  | integer | length=2;byteSeq=BIG_ENDIAN;signed=true
            number  | 'modv:type': 'uint16' | integer | length=2;byteSeq=BIG_ENDIAN;signed=false
            number  | 'modv:type': 'uint16', 'modv:mostSignificantByte': false | integer | length=2;byteSeq=BIG_ENDIAN_BYTE_SWAP;signed=false
            number  | 'modv:type': 'int32', 'modv:mostSignificantWord': false | integer | length=4;byteSeq=LITTLE_ENDIAN_BYTE_SWAP;signed=true
            number  | 'modv:type': 'uint32', 'modv:mostSignificantWord': false, 'modv:mostSignificantByte': false | integer | length=4;byteSeq=LITTLE_ENDIAN;signed=false
            number  | 'modv:type': 'float32', 'modv:mostSignificantByte': false | number | length=4;byteSeq=BIG_ENDIAN_BYTE_SWAP
            number  | 'modv:type': 'float16' | number | length=2;byteSeq=BIG_ENDIAN
            integer | 'modv:type': 'bcd32' | string | length=4;byteSeq=BIG_ENDIAN;charset=hex
            string  | 'modv:type': 'xsd:string', 'cell:charset': 'ISO-8859-1' | string | length=2;byteSeq=BIG_ENDIAN;charset=latin1
            """)
    void otherConsumersAreToldLengthSignednessAndOrder(
            String type, String terms, String toldType, String parameters, @TempDir Path directory) {
        ThingModel model = press(
                directory,
                type,
                "{'href': '40', 'op': 'readproperty', 'modv:entity': 'HoldingRegister', " + terms + "}");

        JsonNode told = model.describe("demo:m", URI.create("modbus+tcp://plc:502/1"))
                .json()
                .at("/properties/p");

        assertThat(told.path("type").asText()).isEqualTo(toldType);
        assertThat(told.at("/forms/0/contentType").asText()).isEqualTo("application/octet-stream;" + parameters);
    }

    @Test
    void ofAScaledNumberOtherConsumersAreToldTheRawOneThatTheyGet(@TempDir Path directory) {
        ThingModel model = new ModelFolder(directory)
                .property(
                        "press",
                        "{'title': 'P', 'type': 'number', 'unit': 'unit:V', 'minimum': -10, 'maximum': 20, 'forms': [{"
                                + "'href': '40', 'op': 'readproperty', 'modv:entity': 'HoldingRegister',"
                                + " 'modv:type': 'int16', 'cell:scale': -0.5, 'cell:offset': 1}]}")
                .read("press");

        JsonNode told = model.describe("demo:m", URI.create("modbus+tcp://plc:502/1"))
                .json()
                .at("/properties/p");

        assertThat(told.path("type").asText()).isEqualTo("integer");
        assertThat(told.path("minimum").asDouble()).isEqualTo(-38);
        assertThat(told.path("maximum").asDouble()).isEqualTo(22);
        assertThat(told.has("unit")).isFalse();
        assertThat(told.path("cell:scaledUnit").asText()).isEqualTo("unit:V");
    }

    @Test
    void whatCannotBeToldToOthersIsLeftOutOfTheDescriptionAndReadAllTheSame(@TempDir Path directory) {
        ThingModel model = press(
                directory,
                "integer",
                "{'href': '40', 'op': 'readproperty', 'modv:entity': 'HoldingRegister', 'modv:type': 'bcd32',"
                        + " 'modv:mostSignificantWord': false}");

        ThingDescription description = model.describe("demo:m", URI.create("modbus+tcp://plc:502/1"));

        assertThat(description.json().path("properties")).isEmpty();
        assertThat(description.forms(model.properties().get(0))).hasSize(1);
    }

    private static ThingModel press(Path directory, String type, String forms) {
        return new ModelFolder(directory)
                .property("press", "{'title': 'P', 'type': '" + type + "', 'unit': 'unit:V', 'forms': [" + forms + "]}")
                .read("press");
    }

    @Test
    void aTextInRegistersHasNoEnumBecauseAConsumerSeesItsPadding() {
        JsonNode filler = catalog.get("electrolyte-filler-1.0.0")
                .describe("demo:f", URI.create("modbus+tcp://plc:502/1"))
                .json();
        JsonNode coater = catalog.get("electrode-coater-1.0.0")
                .describe("demo:c", URI.create("opc.tcp://plc:4840"))
                .json();

        assertThat(filler.at("/properties/machineState").has("enum")).isFalse();
        assertThat(coater.at("/properties/machineState").has("enum")).isTrue();
    }

    @Test
    void anOpcUaHrefKeepsThePathOfTheServer() {
        ThingModel model = catalog.get("formation-cabinet-1.0.0");
        ModelProperty voltage =
                model.property("/features/channel07/properties/voltage").orElseThrow();

        ThingDescription description = model.describe("demo:formation-1", URI.create("opc.tcp://plc:4840/UA/Line/"));

        assertThat(description.forms(voltage).get(0).path("href").asText())
                .isEqualTo(
                        "opc.tcp://plc:4840/UA/Line/?id=nsu=urn:celltwin:formation-cabinet;s=Channel.channel07.Voltage");
        assertThat(description.json().path("properties").has("channel07_voltage"))
                .isTrue();
        assertThat(description.json().path("@type").toString())
                .contains("uav:object")
                .doesNotContain("objectType");
    }

    @Test
    void aValueThatNoDeviceGivesIsNotInTheDescription() {
        ThingModel model = catalog.get("battery-pack-1.0.0");
        ModelProperty health =
                model.property("/features/health/properties/stateOfHealth").orElseThrow();

        ThingDescription description = model.describe("demo:pack-1", URI.create("modbus+tcp://127.0.0.1:1502/4"));

        assertThat(description.forms(health)).isEmpty();
        assertThat(description.json().path("properties").has("health_stateOfHealth"))
                .isFalse();
    }

    @Test
    void aPlaceholderWithoutAValueIsNamed(@TempDir Path directory) {
        ThingModel model = new ModelFolder(directory)
                .property(
                        "press",
                        "{'title': 'P', 'type': 'boolean', 'forms': [{'href': '{{COIL}}', 'op': 'readproperty',"
                                + "'modv:entity': 'Coil'}]}")
                .read("press");

        assertThatThrownBy(() -> model.describe("demo:m", URI.create("modbus+tcp://plc:502/1"), Map.of()))
                .isInstanceOf(ModelException.class)
                .hasMessage("press-1.0.0.tm.jsonld#/properties/p/forms/0/href: the placeholder {{COIL}} has no value");
    }

    @Test
    void anIdWithCharactersThatAUriMayNotHoldIsEscaped() {
        JsonNode json = catalog.get("battery-pack-1.0.0")
                .describe("demo:pack ü", URI.create("modbus+tcp://plc:502/1"))
                .json();

        assertThat(json.path("id").asText()).isEqualTo("urn:demo:pack%20%C3%BC");
    }
}
