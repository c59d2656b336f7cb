package io.celltwin.adapter.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ulong;

import io.celltwin.adapter.contract.RecordingListener;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.PropertyWrite;
import io.celltwin.adapter.driver.WriteOutcome;
import io.celltwin.adapter.driver.WriteOutcome.Refusal;
import io.celltwin.adapter.driver.WriteOutcome.Refused;
import io.celltwin.adapter.driver.WriteOutcome.Written;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.ULong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Writing to a real OPC-UA server. */
@Timeout(120)
class WritingTest {

    @TempDir
    private Path models;

    private final OpcUaDriver driver = TestConfig.DEFAULT.driver();
    private final RecordingListener listener = new RecordingListener();
    private TestServer server;
    private Device device;
    private DeviceLink link;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start()
                .variable("double", 1.0)
                .variable("float", 1.0f)
                .variable("byte", ubyte(1))
                .variable("uint32", uint(1))
                .variable("int16", (short) 1)
                .variable("uint64", ulong(1))
                .variable("flag", false)
                .variable("text", "a")
                .variable("doubles", new Double[] {1.0, 2.0})
                .variable("time", DateTime.now())
                .readOnlyVariable("fixed", 1.0);
        TestModel model = new TestModel();
        List.of("double", "float", "byte", "uint32", "int16", "flag", "text", "doubles", "time", "fixed", "missing")
                .forEach(model::property);
        model.property("uint64").with("type", "string");
        model.property("second", "nsu=" + TestServer.NAMESPACE + ";s=doubles").withForm("cell:indexRange", "1");
        model.property("beyond", "nsu=" + TestServer.NAMESPACE + ";s=doubles").withForm("cell:indexRange", "7");
        device = model.device(models, server.address(), Map.of());
        link = driver.connect(device, listener).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        link.close();
        driver.stop();
        server.close();
    }

    @Test
    void writesAValueAsTheTypeThatTheNodeHas() throws Exception {
        assertWritten("double", 2.5, 2.5, 2.5);
        assertWritten("double", 3L, 3.0, 3.0);
        assertWritten("float", 0.1, 0.1f, 0.1);
        assertWritten("byte", 255L, ubyte(255), 255L);
        assertWritten("uint32", 4_294_967_295L, uint(4_294_967_295L), 4_294_967_295L);
        assertWritten("int16", -32_768.0, (short) -32_768, -32_768L);
        assertWritten("flag", true, true, true);
        assertWritten("text", "b", "b", "b");
        assertWritten(
                "time",
                "2026-01-01T00:00:00Z",
                new DateTime(Instant.parse("2026-01-01T00:00:00Z")),
                "2026-01-01T00:00:00Z");
        assertWritten("doubles", List.of(3.0, 4L), new Double[] {3.0, 4.0}, List.of(3.0, 4.0));
    }

    @Test
    void writesDigitsIntoNumbersThatTheModelHasAsText() throws Exception {
        assertWritten("uint64", "18446744073709551615", ULong.MAX, "18446744073709551615");
        assertRefused("uint64", "18446744073709551616", Refusal.INVALID_VALUE, "is not from 0 to 18446744073709551615");
        assertRefused("uint64", "1e3", Refusal.INVALID_VALUE, "a whole number is wanted, not 1e3");
    }

    @Test
    void readsAndWritesOneElementOfAnArray() throws Exception {
        assertThat(listener.cycle(0).get("second").value()).isEqualTo(2.0);
        assertThat(listener.cycle(0).get("beyond").badReason()).contains("Bad_IndexRangeNoData");

        assertThat(write("second", 5.0))
                .isInstanceOfSatisfying(
                        Written.class,
                        written -> assertThat(written.held().value()).isEqualTo(5.0));

        assertThat((Double[]) server.get("doubles")).containsExactly(1.0, 5.0);
        listener.awaitValue("second", 5.0);
    }

    @Test
    void refusesWhatTheNodeCannotHoldAndLeavesItAsItWas() throws Exception {
        assertRefused("byte", 256L, Refusal.INVALID_VALUE, "256 is not from 0 to 255");
        assertRefused("byte", -1L, Refusal.INVALID_VALUE, "-1 is not from 0 to 255");
        assertRefused("int16", 1.5, Refusal.INVALID_VALUE, "a whole number is wanted, not 1.5");
        assertRefused("float", 1e300, Refusal.INVALID_VALUE, "too large");
        assertRefused("double", Double.NaN, Refusal.INVALID_VALUE, "a number is wanted");
        assertRefused("flag", 1L, Refusal.INVALID_VALUE, "a Boolean is wanted, not 1");
        assertRefused("text", 1L, Refusal.INVALID_VALUE, "a String is wanted, not 1");
        assertRefused("doubles", List.of(1.0), Refusal.INVALID_VALUE, "2 elements are wanted, not 1");
        assertRefused("doubles", 1.0, Refusal.INVALID_VALUE, "an array is wanted");
        assertRefused("time", "soon", Refusal.INVALID_VALUE, "a time is wanted as 2026-01-31T12:00:00Z, not soon");
    }

    @Test
    void tellsTheServersOwnRefusal() throws Exception {
        assertRefused("fixed", 2.0, Refusal.REFUSED_BY_DEVICE, "Bad_UserAccessDenied");
    }

    @Test
    void refusesANodeThatTheServerDoesNotHave() throws Exception {
        assertThat(write("missing", 1.0)).isInstanceOf(Refused.class);
    }

    private void assertWritten(String name, Object value, Object inServer, Object held) throws Exception {
        assertThat(write(name, value))
                .isInstanceOfSatisfying(
                        Written.class,
                        written -> assertThat(written.held().value()).isEqualTo(held));
        assertThat(server.get(name)).isEqualTo(inServer);
    }

    private void assertRefused(String name, Object value, Refusal refusal, String reason) throws Exception {
        Object before = server.get(name);
        assertThat(write(name, value)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(refusal);
            assertThat(refused.reason()).contains(reason);
        });
        assertThat(server.get(name)).isEqualTo(before);
    }

    private WriteOutcome write(String name, Object value) throws Exception {
        return link.write(new PropertyWrite(
                        device.model()
                                .property("/features/test/properties/" + name)
                                .orElseThrow(),
                        value))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }
}
