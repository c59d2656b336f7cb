package io.celltwin.adapter.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.celltwin.adapter.contract.RecordingListener;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.driver.ActionInvocation;
import io.celltwin.adapter.driver.ActionOutcome;
import io.celltwin.adapter.driver.ActionOutcome.Done;
import io.celltwin.adapter.driver.ActionOutcome.Refused;
import io.celltwin.adapter.driver.ActionOutcome.Unknown;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.WriteOutcome.Refusal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.server.methods.InvalidArgumentException;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Actions of the model against methods of a real OPC-UA server. */
@Timeout(120)
class MethodsTest {

    @TempDir
    private Path models;

    private final OpcUaDriver driver = TestConfig.DEFAULT.impatient().driver();
    private final CountDownLatch late = new CountDownLatch(1);
    private TestServer server;
    private ServerMethods methods;
    private Device device;
    private DeviceLink link;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start().variable("a", 1.0).nodes(nodes -> methods = new ServerMethods(nodes, "Dryer"));
        methods.add(
                "Clean",
                List.of(
                        ServerMethods.argument("seconds", NodeIds.UInt32, -1),
                        ServerMethods.argument("speed", NodeIds.Float, -1),
                        ServerMethods.argument("nozzles", NodeIds.Byte, 1)),
                List.of(
                        ServerMethods.argument("used", NodeIds.Double, -1),
                        ServerMethods.argument("note", NodeIds.LocalizedText, -1)),
                input -> new Variant[] {Variant.of(2.5), Variant.of(LocalizedText.english("clean"))});
        methods.add(
                "Types",
                List.of(
                        ServerMethods.argument("at", NodeIds.UtcTime, -1),
                        ServerMethods.argument("id", NodeIds.Guid, -1),
                        ServerMethods.argument("raw", NodeIds.ByteString, -1),
                        ServerMethods.argument("text", NodeIds.LocalizedText, -1),
                        ServerMethods.argument("duration", NodeIds.Duration, -1)),
                List.of(),
                input -> new Variant[0]);
        methods.add("Stop", List.of(), List.of(), input -> new Variant[0]);
        methods.add("NotNow", List.of(), List.of(), input -> {
            throw new UaException(StatusCodes.Bad_InvalidState);
        });
        methods.add("Picky", List.of(ServerMethods.argument("x", NodeIds.Double, -1)), List.of(), input -> {
            throw new InvalidArgumentException(new StatusCode[] {new StatusCode(StatusCodes.Bad_OutOfRange)});
        });
        methods.add("Slow", List.of(), List.of(), input -> {
            try {
                late.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Variant[0];
        });
        methods.add("Odd", List.of(), List.of(ServerMethods.argument("value", NodeIds.Double, -1)), input ->
                new Variant[] {Variant.of(Double.NaN)});
        TestModel model = new TestModel().property("a");
        for (String name : List.of("Clean", "Types", "Stop", "NotNow", "Picky", "Slow", "Odd", "Missing")) {
            model.action(name, "Dryer");
        }
        model.action("Foreign", "Dryer").withAction("uav:componentOf", "nsu=urn:nowhere;s=Dryer");
        device = model.device(models, server.address(), Map.of());
        link = driver.connect(device, new RecordingListener())
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        late.countDown();
        link.close();
        driver.stop();
        server.close();
    }

    @Test
    void callsAMethodWithArgumentsOfItsTypesInItsOrderAndGivesWhatItGives() throws Exception {
        ActionOutcome outcome = invoke("Clean", Map.of("nozzles", List.of(1L, 255L), "speed", 1.5, "seconds", 30L));

        assertThat(outcome).isEqualTo(new Done(Map.of("used", 2.5, "note", "clean")));
        List<Object> call = methods.calls().get(0);
        assertThat(call.subList(0, 2)).isEqualTo(List.of(uint(30), 1.5f));
        assertThat((Object[]) call.get(2)).isEqualTo(new Object[] {ubyte(1), ubyte(255)});
    }

    @Test
    void takesTimesGuidsBytesAndTexts() throws Exception {
        Map<String, Object> input = Map.of(
                "at", "2026-01-02T03:04:05Z",
                "id", "00000000-0000-0001-0000-000000000002",
                "raw", "AQID",
                "text", "now",
                "duration", 12L);

        assertThat(invoke("Types", input)).isEqualTo(new Done(Map.of()));
        assertThat(methods.calls().get(0))
                .isEqualTo(Arrays.asList(
                        new DateTime(Instant.parse("2026-01-02T03:04:05Z")),
                        new UUID(1, 2),
                        ByteString.of(new byte[] {1, 2, 3}),
                        new LocalizedText(null, "now"),
                        12.0));
        assertRefused("Types", with(input, "at", "soon"), Refusal.INVALID_VALUE, "argument at: a time is wanted");
        assertRefused("Types", with(input, "id", "x"), Refusal.INVALID_VALUE, "argument id: a GUID is wanted");
        assertRefused("Types", with(input, "raw", "%"), Refusal.INVALID_VALUE, "argument raw: base64 is wanted");
    }

    @Test
    void aMethodWithoutArgumentsNeedsNoInput() throws Exception {
        assertThat(link.invoke(new ActionInvocation(
                                device.model().action("Stop").orElseThrow(), Optional.empty()))
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS))
                .isEqualTo(new Done(Map.of()));
    }

    @Test
    void refusesWhatTheMethodDoesNotTakeBeforeItIsCalled() throws Exception {
        Map<String, Object> good = Map.of("nozzles", List.of(1L), "speed", 1.5, "seconds", 30L);
        assertRefused("Clean", Map.of("seconds", 30L), Refusal.INVALID_VALUE, "argument speed is missing");
        assertRefused("Clean", with(good, "force", 1L), Refusal.INVALID_VALUE, "the method has no argument force");
        assertRefused("Clean", with(good, "seconds", -1L), Refusal.INVALID_VALUE, "argument seconds: -1 is not from 0");
        assertRefused("Clean", with(good, "seconds", 1.5), Refusal.INVALID_VALUE, "a whole number is wanted");
        assertRefused(
                "Clean", with(good, "nozzles", 1L), Refusal.INVALID_VALUE, "argument nozzles: an array is wanted");
        assertRefused("Clean", with(good, "nozzles", List.of(256L)), Refusal.INVALID_VALUE, "256 is not from 0 to 255");
        assertRefused("Stop", Map.of("now", true), Refusal.INVALID_VALUE, "the method has no argument now");
        assertThat(methods.calls()).isEmpty();
    }

    @Test
    void tellsWhyTheServerRefusesAndWhatToDo() throws Exception {
        assertRefused("NotNow", Map.of(), Refusal.REFUSED_BY_DEVICE, "Bad_InvalidState: the machine is not in a state");
        assertRefused("Picky", Map.of("x", 1.0), Refusal.INVALID_VALUE, "argument x: Bad_OutOfRange");
        assertRefused("Missing", Map.of(), Refusal.NOT_SUPPORTED, "correct the action's href");
        assertRefused("Foreign", Map.of(), Refusal.NOT_SUPPORTED, "no namespace");
    }

    @Test
    void whatGetsNoAnswerMayHaveBeenDone() throws Exception {
        assertThat(invoke("Slow", Map.of()))
                .isInstanceOfSatisfying(
                        Unknown.class,
                        unknown -> assertThat(unknown.reason()).startsWith("the method was called, but: "));
        assertThat(methods.calls()).hasSize(1);
    }

    @Test
    void anOutputThatCannotBeShownSaysSo() throws Exception {
        assertThat(invoke("Odd", Map.of())).isEqualTo(new Done(Map.of("value", Map.of("error", "not a number"))));
    }

    @Test
    void callsNothingOnceTheLinkIsClosed() throws Exception {
        link.close();
        assertRefused("Stop", Map.of(), Refusal.NOT_CONNECTED, "not connected");
        assertThat(methods.calls()).isEmpty();
    }

    private static Map<String, Object> with(Map<String, Object> input, String name, Object value) {
        Map<String, Object> changed = new HashMap<>(input);
        changed.put(name, value);
        return changed;
    }

    private void assertRefused(String action, Map<String, Object> input, Refusal refusal, String reason)
            throws Exception {
        assertThat(invoke(action, input)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(refusal);
            assertThat(refused.reason()).contains(reason);
        });
    }

    private ActionOutcome invoke(String action, Map<String, Object> input) throws Exception {
        return link.invoke(new ActionInvocation(device.model().action(action).orElseThrow(), Optional.of(input)))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }
}
