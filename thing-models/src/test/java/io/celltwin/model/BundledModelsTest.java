package io.celltwin.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundledModelsTest {

    private static final Path SOURCES = Path.of("src/main/resources/thing-models");

    private final ModelCatalog catalog = ModelCatalog.bundled();

    static Iterable<String> allNames() {
        return new BundledModels().names();
    }

    @ParameterizedTest
    @MethodSource("allNames")
    void everyModelLoadsAndIsValidByTheW3cSchema(String fileName) {
        ThingModel model = catalog.get(fileName);

        assertThat(model.fileName()).isEqualTo(fileName);
        assertThat(W3cSchemas.thingModel()
                        .violations(new BundledModels().read(fileName).orElseThrow()))
                .isEmpty();
        assertThat(W3cSchemas.thingModel().violations(model.document())).isEmpty();
    }

    @Test
    void theIndexNamesEveryFile() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(ModelFileName::matches))
                    .containsExactlyInAnyOrderElementsOf(allNames());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"electrode-coater-1.0.0", "electrolyte-filler-1.0.0"})
    void aCoaterAndAFillerHaveAtLeastTwentyMeasuredValuesOfTheirOwn(String name) {
        Set<String> general = catalog.get("machine-1.0.0").properties().stream()
                .map(ModelProperty::twinPath)
                .collect(Collectors.toSet());

        assertThat(catalog.get(name).properties())
                .filteredOn(property -> !property.forms().isEmpty())
                .filteredOn(property -> !general.contains(property.twinPath()))
                .hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void theFillersPumpHasTheEightValuesOfAPumpTestBed() {
        assertThat(catalog.get("electrolyte-filler-1.0.0").propertiesOfType("cell:ConditionIndicator"))
                .extracting(ModelProperty::name)
                .containsExactly(
                        "vibrationDriveEnd",
                        "vibrationNonDriveEnd",
                        "motorCurrent",
                        "pumpPressure",
                        "motorTemperature",
                        "fluidTemperature",
                        "motorVoltage",
                        "flowRate");
    }

    @Test
    void aFormationCabinetHasSixteenChannels() {
        ThingModel model = catalog.get("formation-cabinet-1.0.0");

        for (String value : List.of("voltage", "current", "temperature", "capacity", "step")) {
            assertThat(IntStream.rangeClosed(1, 16)
                            .mapToObj(channel ->
                                    model.property("/features/channel%02d/properties/%s".formatted(channel, value))))
                    .allMatch(property -> property.isPresent());
        }
        assertThat(model.processStep()).contains("formation");
    }

    @Test
    void aPackHasWhatABatteryManagementSystemMeasures() {
        ThingModel model = catalog.get("battery-pack-1.0.0");

        assertThat(model.propertiesOfType("cell:CellVoltage")).hasSize(12);
        assertThat(model.propertiesOfType("cell:CellTemperature")).hasSize(4);
        for (String type : List.of(
                "PackVoltage",
                "PackCurrent",
                "PackTemperature",
                "NominalCapacity",
                "OperatingTime",
                "CycleCount",
                "BatteryState")) {
            assertThat(model.propertiesOfType("cell:" + type))
                    .as(type)
                    .hasSize(1)
                    .allSatisfy(property -> assertThat(property.forms()).isNotEmpty());
        }
        assertThat(model.types()).containsExactlyInAnyOrder("cell:Battery", "cell:BatteryPack");
    }

    @Test
    void everyMachineSaysItsStateItsBatchAndItsEnergy() {
        for (String name : List.of("electrode-coater", "calender", "electrolyte-filler", "formation-cabinet")) {
            ThingModel model = catalog.get(name + "-1.0.0");
            for (String type : List.of("MachineState", "CurrentBatch", "ActivePower", "EnergyTotal")) {
                assertThat(model.propertiesOfType("cell:" + type))
                        .as(name + " " + type)
                        .hasSize(1)
                        .allSatisfy(property -> assertThat(property.forms()).isNotEmpty());
            }
            assertThat(model.propertiesOfType("cell:ProcessValue")).as(name).isNotEmpty();
            assertThat(model.properties()).as(name).anyMatch(ModelProperty::writable);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"electrolyte-filler-1.0.0", "battery-pack-1.0.0"})
    void noTwoValuesShareARegister(String name) {
        Map<String, String> taken = new HashMap<>();
        for (ModelProperty property : catalog.get(name).properties()) {
            for (JsonNode form : property.forms()) {
                for (String register : registers(form)) {
                    assertThat(taken.put(register, property.name()))
                            .as(property.name() + " at " + register)
                            .isNull();
                }
            }
        }
        assertThat(taken).isNotEmpty();
    }

    @Test
    void everyUnitHasASymbolForPeople() {
        for (ThingModel model : catalog.all()) {
            for (ModelProperty property : model.properties()) {
                assertThat(property.unit().symbol())
                        .as(model + " " + property.name())
                        .doesNotMatch("[A-Z]+[a-z]*-.*|[A-Z]{3,}.*");
            }
        }
    }

    private static List<String> registers(JsonNode form) {
        String[] href = form.path("href").asText().split("\\?quantity=");
        int first = Integer.parseInt(href[0]);
        int count = href.length > 1 ? Integer.parseInt(href[1]) : 1;
        String area = form.has("modv:entity")
                ? form.path("modv:entity").asText()
                : Map.of("readHoldingRegisters", "HoldingRegister", "readDiscreteInput", "DiscreteInput")
                        .get(form.path("modv:function").asText());
        List<String> registers = new ArrayList<>();
        IntStream.range(first, first + count).forEach(register -> registers.add(area + " " + register));
        return registers;
    }
}
