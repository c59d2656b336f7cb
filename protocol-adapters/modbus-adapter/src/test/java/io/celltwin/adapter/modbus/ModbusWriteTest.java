package io.celltwin.adapter.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.adapter.contract.RecordingListener;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.PropertyWrite;
import io.celltwin.adapter.driver.WriteOutcome;
import io.celltwin.adapter.driver.WriteOutcome.Refusal;
import io.celltwin.adapter.driver.WriteOutcome.Refused;
import io.celltwin.adapter.driver.WriteOutcome.Unknown;
import io.celltwin.adapter.driver.WriteOutcome.Written;
import io.celltwin.model.ModelProperty;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written, by which functions, and what the answer says when something goes wrong. */
@Timeout(120)
class ModbusWriteTest {

    /** So long that nothing is read between the first cycle and a write. */
    private static final Map<String, Object> SETTINGS = Map.of("pollingTimeMs", 3_600_000, "timeoutMs", 300);

    private static final String WRITABLE = "'op': ['readproperty', 'writeproperty'], ";

    @TempDir
    private Path models;

    private MemoryServer server;
    private Device device;
    private DeviceLink link;

    @BeforeEach
    void listen() throws IOException {
        server = new MemoryServer();
    }

    @AfterEach
    void stop() throws IOException {
        link.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'modv:type': 'uint16'                                                   | 7     | 6 3  | 0007
            'modv:type': 'uint16', 'modv:function': 'writeMultipleHoldingRegisters' | 7     | 16 3 | 0007
            'modv:type': 'int32', 'modv:mostSignificantWord': false                 | -2    | 16 3 | fffeffff
            'modv:type': 'float32'                                                  | 3.3   | 16 3 | 40533333
            'modv:type': 'float64'                                                  | -0.5  | 16 3 | bfe0000000000000
            'modv:type': 'int16', 'cell:scale': 0.1, 'cell:offset': -40             | -15.5 | 6 3  | 00f5
            'modv:type': 'bcd32'                                                    | 12345 | 16 3 | 00012345
            'modv:type': 'float16'                                                  | 1.5   | 6 3  | 3e00
            'modv:type': 'uint32', 'modv:function': 'cell:readWriteMultipleHoldingRegisters' | 65538 | 23 | 00010002
            'modv:type': 'uint16', 'cell:bit': 4, 'cell:bitLength': 4               | 10    | 22 3 | 5aa5
            'modv:type': 'int8'                                                     | -1    | 22 3 | 5aff
            """)
    void numbersAreWrittenByOneRequestAndReadBack(String terms, double value, String functions, String registers)
            throws Exception {
        server.set(100, 0x5a55);
        connect(new TestModel()
                .property("value", "number", "HoldingRegister", "100", WRITABLE + terms)
                .number("next", "HoldingRegister", String.valueOf(100 + registers.length() / 4), "uint16"));

        assertThat(write("value", value))
                .isInstanceOfSatisfying(
                        Written.class,
                        written -> assertThat(((Number) written.held().value()).doubleValue())
                                .isEqualTo(value));

        assertThat(hex(100, registers.length() / 4)).isEqualTo(registers);
        assertThat(server.register(100 + registers.length() / 4)).isEqualTo(100 + registers.length() / 4);
        assertThat(functionsOfTheWrite()).isEqualTo(functions);
    }

    @Test
    void textsListsAndCoilsAreWritten() throws Exception {
        connect(new TestModel()
                .property("text", "string", "HoldingRegister", "10?quantity=3", WRITABLE + "'modv:type': 'string'")
                .property("on", "boolean", "Coil", "5", WRITABLE.replaceFirst(", $", "")));

        assertThat(write("text", "Ruhe")).isInstanceOf(Written.class);
        assertThat(hex(10, 3)).isEqualTo("527568650000");
        assertThat(write("on", true)).isInstanceOf(Written.class);
        assertThat(server.coil(5)).isTrue();
        assertThat(server.coil(4)).isFalse();
    }

    @Test
    void aBitIsWrittenByTheDeviceItselfOrElseByReadingAndWritingItsRegister() throws Exception {
        server.set(7, 0b1010);
        connect(new TestModel()
                .property("bit", "boolean", "HoldingRegister", "7", WRITABLE + "'modv:type': 'bit', 'cell:bit': 2"));
        assertThat(write("bit", true)).isInstanceOf(Written.class);
        assertThat(server.register(7)).isEqualTo(0b1110);
        assertThat(functionsOfTheWrite()).isEqualTo("22 3");

        server.withoutFunctions(22);
        server.requests().clear();
        assertThat(write("bit", false)).isInstanceOf(Written.class);
        assertThat(server.register(7)).isEqualTo(0b1010);
        assertThat(server.functions()).containsExactly(22, 3, 16, 3);
        server.requests().clear();
        write("bit", true);

        assertThat(server.functions()).as("what was learnt is kept").containsExactly(3, 16, 3);
    }

    @Test
    void aDeviceThatKnowsNoSingleWritesIsWrittenToAllTheSame() throws Exception {
        server.withoutFunctions(5, 6);
        connect(number().property("on", "boolean", "Coil", "5", WRITABLE.replaceFirst(", $", "")));

        assertThat(write("level", 9L)).isInstanceOf(Written.class);
        assertThat(server.register(0)).isEqualTo(9);
        assertThat(write("on", true)).isInstanceOf(Written.class);
        assertThat(server.coil(5)).isTrue();
    }

    @Test
    void whatTheRegistersCannotHoldIsNotSent() throws Exception {
        connect(number());

        assertThat(write("level", 65_536L))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(Refusal.INVALID_VALUE));
        assertThat(write("level", "nine")).isInstanceOf(Refused.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void whatHasNoFormForWritingIsNotWritten() throws Exception {
        connect(new TestModel().number("level", "HoldingRegister", "0", "uint16"));

        assertThat(write("level", 1L))
                .isEqualTo(
                        new Refused(Refusal.NOT_SUPPORTED, "property level has no Modbus form with op writeproperty"));
    }

    @Test
    void aRefusalIsTheDevices() throws Exception {
        connect(number());
        server.faulty(request -> request[0] == 6 ? Optional.of(MemoryServer.refusal(request, 3)) : Optional.empty());

        assertThat(write("level", 1L)).isEqualTo(new Refused(Refusal.REFUSED_BY_DEVICE, "Illegal data value (0x03)"));
    }

    @Test
    void aBusyDeviceIsAskedAgain() throws Exception {
        connect(number());
        AtomicInteger asked = new AtomicInteger();
        server.faulty(request ->
                asked.getAndIncrement() < 2 ? Optional.of(MemoryServer.refusal(request, 6)) : Optional.empty());

        assertThat(write("level", 4L)).isInstanceOf(Written.class);
        assertThat(server.functions()).containsExactly(6, 6, 6, 3);
    }

    @Test
    void theAnswerSaysWhatTheDeviceHoldsNotWhatWasAskedFor() throws Exception {
        connect(number());
        server.faulty(request -> {
            if (request[0] == 6) {
                byte[] answer = server.answer(request);
                server.set(0, 50);
                return Optional.of(answer);
            }
            return Optional.empty();
        });

        assertThat(write("level", 99L))
                .isInstanceOfSatisfying(
                        Written.class,
                        written -> assertThat(written.held().value()).isEqualTo(50L));
    }

    @Test
    void aWriteWithoutAnAnswerIsLookedAfterAndNotRepeated() throws Exception {
        connect(number());
        server.faulty(request -> {
            if (request[0] == 6) {
                server.answer(request);
                return Optional.of(MemoryServer.SILENCE);
            }
            return Optional.empty();
        });
        assertThat(write("level", 5L)).isInstanceOf(Written.class);

        server.faulty(request -> request[0] == 6 ? Optional.of(MemoryServer.SILENCE) : Optional.empty());
        assertThat(write("level", 6L)).isEqualTo(new Unknown("no answer within 300 ms; afterwards the device held 5"));

        assertThat(server.functions()).containsExactly(6, 3, 6, 3);
    }

    @Test
    void whatWaitsWhenTheLinkIsClosedIsNotWritten() throws Exception {
        connect(number());
        link.close();

        assertThat(write("level", 5L)).isEqualTo(new Refused(Refusal.NOT_CONNECTED, "the device is not connected"));
        assertThat(server.requests()).isEmpty();
    }

    private static TestModel number() {
        return new TestModel().property("level", "integer", "HoldingRegister", "0", WRITABLE + "'modv:type': 'uint16'");
    }

    private void connect(TestModel model) throws Exception {
        device = model.device(models, server.port(), 1, SETTINGS);
        RecordingListener recorded = new RecordingListener();
        link = new ModbusDriver(TestConfig.DEFAULT, new SimpleMeterRegistry())
                .connect(device, recorded)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        recorded.awaitCycles(1);
        server.requests().clear();
    }

    private WriteOutcome write(String name, Object value) throws Exception {
        ModelProperty property =
                device.model().property("/features/test/properties/" + name).orElseThrow();
        return link.write(new PropertyWrite(property, value))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private String functionsOfTheWrite() {
        List<String> functions =
                server.functions().stream().map(String::valueOf).toList();
        return String.join(" ", functions);
    }

    private String hex(int address, int count) {
        StringBuilder hex = new StringBuilder();
        for (int i = address; i < address + count; i++) {
            hex.append("%04x".formatted(server.register(i)));
        }
        return hex.toString();
    }
}
