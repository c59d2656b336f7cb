package io.celltwin.simulator.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import io.celltwin.simulator.device.DeviceValues;
import io.celltwin.simulator.device.Setpoints;
import io.celltwin.simulator.device.SimulatedProcess;
import io.celltwin.simulator.device.SimulatedSignal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What another WoT consumer, node-wot, reads by the Thing Description that we make. Left out where Node.js or its libraries are
 * missing: {@code npm install --prefix system-tests/peers}.
 */
@Timeout(120)
class NodeWotTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path LIBRARIES =
            Path.of("../../system-tests/peers/node_modules").toAbsolutePath().normalize();

    /** Names of types, how many registers they take, their JSON type, and what a consumer is to see. */
    private static final Map<String, Kind> KINDS = Map.of(
            "int8", new Kind(1, "integer", -2L, "-2"),
            "uint8", new Kind(1, "integer", 254L, "254"),
            "int16", new Kind(1, "integer", -12_345L, "-12345"),
            "uint16", new Kind(1, "integer", 54_321L, "54321"),
            "int32", new Kind(2, "integer", -1_234_567_890L, "-1234567890"),
            "uint32", new Kind(2, "integer", 4_123_456_789L, "4123456789"),
            "float32", new Kind(2, "number", 1234.5, "1234.5"),
            "float64", new Kind(4, "number", -0.123456789, "-0.123456789"),
            "float16", new Kind(1, "number", -2.5, "-2.5"),
            "bcd16", new Kind(1, "integer", 4711L, "4711"));

    @TempDir
    private Path directory;

    private final Map<String, Object> held = new HashMap<>();
    private final Map<String, String> expected = new HashMap<>();
    private final ObjectNode model = JSON.createObjectNode();
    private int address;

    private record Kind(int registers, String jsonType, Object value, String seen) {}

    @BeforeAll
    static void needsNode() throws InterruptedException {
        try {
            Process node = node("-e", "require('@node-wot/binding-modbus')");
            node.getInputStream().transferTo(OutputStream.nullOutputStream());
            assumeTrue(node.waitFor() == 0, "node-wot is not installed: npm install --prefix system-tests/peers");
        } catch (IOException e) {
            assumeTrue(false, "Node.js is not installed");
        }
    }

    @Test
    void everyTypeInEveryOrderIsReadRightByOthers() throws Exception {
        describeAllTypes();
        Files.write(directory.resolve("all-types-1.0.0.tm.jsonld"), JSON.writeValueAsBytes(model));
        ThingModel read = new ModelCatalog(directory).get("all-types-1.0.0");

        try (ModbusDevice device =
                new ModbusDevice("demo:all", read, new DeviceValues(read, new Holding(), new Setpoints()), 0)) {
            Path description = directory.resolve("td.json");
            Files.write(
                    description,
                    JSON.writeValueAsBytes(
                            read.describe("demo:all", device.address()).json()));
            JsonNode seen = readWithNode(description);

            assertThat(seen).hasSameSizeAs(expected.keySet());
            expected.forEach((name, value) -> assertThat(
                            seen.path(name).asText().stripTrailing().replace("\0", ""))
                    .as(name)
                    .isEqualTo(value));
        }
    }

    private void describeAllTypes() {
        model.putArray("@context")
                .add("https://www.w3.org/2022/wot/td/v1.1")
                .addObject()
                .put("cell", "https://celltwin.io/vocab#")
                .put("unit", "http://qudt.org/vocab/unit/")
                .put("modv", "https://www.w3.org/2019/wot/modbus#");
        model.put("@type", "tm:ThingModel")
                .put("title", "All types")
                .putObject("version")
                .put("model", "1.0.0");
        model.putObject("properties");
        for (int order = 0; order < 4; order++) {
            for (Map.Entry<String, Kind> kind : KINDS.entrySet()) {
                Kind of = kind.getValue();
                add(kind.getKey() + order, of.jsonType(), kind.getKey(), order, of.value(), of.seen());
                address += of.registers();
            }
            add("scaled" + order, "number", "int16", order, -15.5, "245")
                    .put("cell:scale", 0.1)
                    .put("cell:offset", -40);
            address++;
            add("bit" + order, "boolean", "bit", order, true, "true").put("cell:bit", 11);
            address++;
            add("field" + order, "integer", "uint16", order, 5L, "5")
                    .put("cell:bit", 6)
                    .put("cell:bitLength", 3);
            address++;
            add("text" + order, "string", "string", order, "Ruhe", "Ruhe").put("href", address + "?quantity=4");
            address += 4;
            add("latin" + order, "string", "string", order, "Grün", "Grün")
                    .put("href", address + "?quantity=4")
                    .put("cell:charset", "ISO-8859-1");
            address += 4;
        }
        add("coil", "boolean", "boolean", 0, true, "true").put("modv:entity", "Coil");
        add("input", "boolean", "boolean", 0, false, "false").put("modv:entity", "DiscreteInput");
    }

    private ObjectNode add(String name, String jsonType, String type, int order, Object value, String seen) {
        held.put(name, value);
        expected.put(name, seen);
        ObjectNode property = ((ObjectNode) model.get("properties")).putObject(name);
        property.put("title", name).put("type", jsonType).put("unit", "unit:UNITLESS");
        return property.putArray("forms")
                .addObject()
                .put("href", String.valueOf(address))
                .put("op", "readproperty")
                .put("modv:entity", "HoldingRegister")
                .put("modv:type", type)
                .put("modv:zeroBasedAddressing", true)
                .put("modv:mostSignificantByte", order % 2 == 0)
                .put("modv:mostSignificantWord", order < 2);
    }

    private static Process node(String... arguments) throws IOException {
        ProcessBuilder node = new ProcessBuilder("node").redirectError(ProcessBuilder.Redirect.DISCARD);
        node.command().addAll(List.of(arguments));
        node.environment().put("NODE_PATH", LIBRARIES.toString());
        return node.start();
    }

    private static JsonNode readWithNode(Path description) throws IOException, InterruptedException {
        Path script = Path.of("src", "test", "resources", "read-with-node-wot.js");
        Process node = node(script.toString(), description.toString());
        String read = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(node.exitValue()).as("what node says").isZero();
        return JSON.readTree(read);
    }

    private final class Holding implements SimulatedProcess {

        @Override
        public void advance(double seconds) {
            // Time changes nothing here.
        }

        @Override
        public Optional<SimulatedSignal> signal(ModelProperty property) {
            return Optional.of(() -> held.get(property.name()));
        }

        @Override
        public String dataSource() {
            return "a test";
        }
    }
}
