package io.celltwin.adapter.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.celltwin.adapter.contract.RecordingListener;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.Reading;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.encoding.DefaultEncodingContext;
import org.eclipse.milo.opcua.stack.core.encoding.binary.OpcUaBinaryEncoder;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.StructureType;
import org.eclipse.milo.opcua.stack.core.types.structured.EnumDefinition;
import org.eclipse.milo.opcua.stack.core.types.structured.EnumField;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.eclipse.milo.opcua.stack.core.types.structured.StructureDefinition;
import org.eclipse.milo.opcua.stack.core.types.structured.StructureField;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Structures, unions and enumerations are read by what the server says of their types. */
@Timeout(120)
class StructuresTest {

    private static TestServer server;
    private static NodeId stateType;
    private static NodeId batchType;
    private static NodeId recipeType;
    private static NodeId setpointType;

    @TempDir
    private Path models;

    private final OpcUaDriver driver = TestConfig.DEFAULT.driver();
    private final RecordingListener recorded = new RecordingListener();
    private DeviceLink link;

    @BeforeAll
    static void startServer() throws Exception {
        server = TestServer.start();
        server.nodes(nodes -> {
            stateType = nodes.type("State", NodeIds.Enumeration, new EnumDefinition(new EnumField[] {
                constant(0, "Idle"), constant(7, "Running")
            }));
            batchType = nodes.type(
                    "Batch",
                    NodeIds.Structure,
                    structure(
                            nodes.encoding("Batch"),
                            StructureType.Structure,
                            field("number", NodeIds.UInt32, -1, false),
                            field("weights", NodeIds.Float, 1, false)));
            recipeType = nodes.type(
                    "Recipe",
                    NodeIds.Structure,
                    structure(
                            nodes.encoding("Recipe"),
                            StructureType.StructureWithOptionalFields,
                            field("name", NodeIds.String, -1, false),
                            field("state", stateType, -1, false),
                            field("batch", batchType, -1, false),
                            field("limits", NodeIds.Range, -1, false),
                            field("comment", NodeIds.String, -1, true),
                            field("speed", NodeIds.Double, -1, true)));
            setpointType = nodes.type(
                    "Setpoint",
                    NodeIds.Union,
                    structure(
                            nodes.encoding("Setpoint"),
                            StructureType.Union,
                            field("current", NodeIds.Double, -1, false),
                            field("program", NodeIds.String, -1, false)));
        });
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void stop() {
        if (link != null) {
            link.close();
        }
        driver.stop();
    }

    @Test
    void aStructureIsAnObjectOfItsFieldsAndAFieldThatIsLeftOutIsNull() throws Exception {
        server.nodes(nodes -> nodes.add("recipe", recipeType, recipe(nodes, 7)));

        connect(new TestModel().property("recipe").with("type", "object"));

        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("name", "NMC-7");
        expected.put("state", 7L);
        expected.put("batch", Map.of("number", 4294967295L, "weights", List.of(1.5, 3.3)));
        expected.put("limits", Map.of("Low", 1.0, "High", 2.0));
        expected.put("comment", null);
        expected.put("speed", 12.5);
        assertThat(recorded.cycle(0).get("recipe")).satisfies(reading -> {
            assertThat(reading.badReason()).isEmpty();
            assertThat(reading.value()).isEqualTo(expected);
        });
    }

    @Test
    void aNodeThatComesBackWithAnotherEnumerationHasTheNamesOfThatOne() throws Exception {
        server.nodes(nodes -> nodes.add("changing", stateType, 7));
        connect(new TestModel().property("changing").with("type", "string"));
        recorded.awaitValue("changing", "Running");

        server.remove("changing");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> recorded.cycles().stream()
                        .flatMap(List::stream)
                        .anyMatch(reading -> reading.badReason().isPresent()));
        server.nodes(nodes -> nodes.add(
                "changing",
                nodes.type("Mode", NodeIds.Enumeration, new EnumDefinition(new EnumField[] {constant(7, "Fault")})),
                7));

        recorded.awaitValue("changing", "Fault");
        int back = recorded.cycles().size();
        assertThat(recorded.cycles().subList(0, back).stream()
                        .flatMap(List::stream)
                        .dropWhile(reading -> reading.badReason().isEmpty())
                        .map(Reading::value))
                .doesNotContain("Running");
    }

    @Test
    void anEnumerationIsItsNumberOrItsNameAsTheModelSays() throws Exception {
        server.nodes(nodes -> {
            nodes.add("number", stateType, 7);
            nodes.add("name", stateType, 7);
            nodes.add("names", stateType, new Integer[] {0, 7});
            nodes.add("nameless", stateType, 3);
            nodes.add("named recipe", recipeType, recipe(nodes, 0));
        });

        connect(new TestModel()
                .property("number")
                .with("type", "integer")
                .property("name")
                .with("type", "string")
                .property("names")
                .with("type", "array")
                .with("items", Map.of("type", "string"))
                .property("nameless")
                .with("type", "string")
                .property("serverState", "i=2259")
                .with("type", "string")
                .property("namedRecipe", "nsu=" + TestServer.NAMESPACE + ";s=named recipe")
                .with("type", "object")
                .with("properties", Map.of("state", Map.of("type", "string"))));

        Map<String, Reading> first = recorded.cycle(0);
        assertThat(first.get("number").value()).isEqualTo(7L);
        assertThat(first.get("name").value()).isEqualTo("Running");
        assertThat(first.get("names").value()).isEqualTo(List.of("Idle", "Running"));
        assertThat(first.get("nameless").badReason()).contains("3 is no value of the node's enumeration");
        assertThat(first.get("serverState").value()).isEqualTo("Running");
        assertThat(first.get("namedRecipe").value())
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("state", "Idle");
    }

    @Test
    void aUnionHoldsOneFieldAndTheOthersAreNull() throws Exception {
        server.nodes(nodes -> nodes.add("setpoint", setpointType, new ExtensionObject[] {
            encoded(nodes.encoding("Setpoint"), encoder -> {
                encoder.encodeUInt32(null, uint(2));
                encoder.encodeString(null, "Taper");
            }),
            encoded(nodes.encoding("Setpoint"), encoder -> encoder.encodeUInt32(null, uint(0)))
        }));

        connect(new TestModel().property("setpoint").with("type", "array"));

        Map<String, Object> chosen = new LinkedHashMap<>();
        chosen.put("current", null);
        chosen.put("program", "Taper");
        Map<String, Object> nothing = new LinkedHashMap<>(chosen);
        nothing.put("program", null);
        assertThat(recorded.cycle(0).get("setpoint").value()).isEqualTo(List.of(chosen, nothing));
    }

    @Test
    void whatTheServerDoesNotDescribeOrSendsOtherwiseIsBadByTheNameOfItsType() throws Exception {
        server.nodes(nodes -> {
            nodes.add("undescribed", NodeIds.Structure, encoded(nodes.encoding("Nothing"), encoder -> {}));
            nodes.add(
                    "short", recipeType, encoded(nodes.encoding("Recipe"), encoder -> encoder.encodeByte(null, null)));
            nodes.add("range", NodeIds.Range, new Range(1.0, 2.0));
            nodes.add("healthy", NodeIds.Double, 1.0);
        });

        connect(new TestModel()
                .property("undescribed")
                .property("short")
                .property("range")
                .property("healthy"));

        Map<String, Reading> first = recorded.cycle(0);
        assertThat(first.get("undescribed").badReason())
                .contains("the server does not describe the structure type ns=2;s=encoding Nothing as it sends it");
        assertThat(first.get("short").badReason())
                .contains(
                        "the server does not describe the structure type Recipe (ns=2;s=encoding Recipe) as it sends it");
        assertThat(first.get("range").value()).isEqualTo(Map.of("Low", 1.0, "High", 2.0));
        assertThat(first.get("healthy").value()).isEqualTo(1.0);
    }

    private static ExtensionObject recipe(TestServer.Nodes nodes, int state) {
        return encoded(nodes.encoding("Recipe"), encoder -> {
            // The second of the optional fields is there.
            encoder.encodeUInt32(null, uint(2));
            encoder.encodeString(null, "NMC-7");
            encoder.encodeInt32(null, state);
            encoder.encodeUInt32(null, uint(4294967295L));
            encoder.encodeFloatArray(null, new Float[] {1.5f, 3.3f});
            encoder.encodeDouble(null, 1.0);
            encoder.encodeDouble(null, 2.0);
            encoder.encodeDouble(null, 12.5);
        });
    }

    private static ExtensionObject encoded(NodeId encoding, Consumer<OpcUaBinaryEncoder> content) {
        ByteBuf buffer = Unpooled.buffer();
        content.accept(new OpcUaBinaryEncoder(DefaultEncodingContext.INSTANCE).setBuffer(buffer));
        return ExtensionObject.of(ByteString.of(ByteBufUtil.getBytes(buffer)), encoding);
    }

    private static StructureDefinition structure(NodeId encoding, StructureType type, StructureField... fields) {
        NodeId base = type == StructureType.Union ? NodeIds.Union : NodeIds.Structure;
        return new StructureDefinition(encoding, base, type, Arrays.copyOf(fields, fields.length));
    }

    private static StructureField field(String name, NodeId type, int rank, boolean optional) {
        return new StructureField(name, LocalizedText.NULL_VALUE, type, rank, null, uint(0), optional);
    }

    private static EnumField constant(long value, String name) {
        return new EnumField(value, LocalizedText.english(name), LocalizedText.NULL_VALUE, name);
    }

    private void connect(TestModel model) throws Exception {
        link = driver.connect(model.device(models, server.address(), Map.of()), recorded)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }
}
