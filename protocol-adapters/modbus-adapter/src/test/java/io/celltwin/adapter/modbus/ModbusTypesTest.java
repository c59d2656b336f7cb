package io.celltwin.adapter.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.adapter.contract.RecordingListener;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.ModelException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What passes the check of models connects, and is read right from a real server; what does not is refused by the check. */
@Timeout(120)
class ModbusTypesTest {

    private static final Map<String, Object> FAST = Map.of("pollingTimeMs", 20, "timeoutMs", 10_000);

    @TempDir
    private Path models;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            boolean | 'modv:type': 'xsd:boolean', 'cell:bit': 3                                 | 0001                | false
            boolean | 'modv:type': 'xsd:boolean', 'cell:bit': 3                                 | 0008                | true
            boolean | 'modv:type': 'xsd:boolean', 'cell:bit': 3, 'modv:mostSignificantByte': false | 0800             | true
            boolean | 'modv:type': 'xsd:boolean'                                                | 0008                | true
            boolean | 'modv:type': 'boolean'                                                    | 0000                | false
            boolean | 'modv:type': 'bit'                                                        | 0002                | false
            boolean | 'modv:type': 'bit', 'cell:bit': 15                                        | 8000                | true
            number  | 'modv:type': 'xsd:byte'                                                   | 00fe                | -2
            number  | 'modv:type': 'xsd:byte', 'modv:mostSignificantByte': false                | fe00                | -2
            integer | 'modv:type': 'xsd:unsignedByte'                                           | 12fe                | 254
            number  | 'modv:type': 'int8', 'cell:scale': 0.5                                    | 00ff                | -0.5
            number  | 'modv:type': 'int16'                                                      | fffe                | -2
            number  | 'modv:type': 'uint16'                                                     | fffe                | 65534
            number  | 'modv:type': 'int32'                                                      | fffffffe            | -2
            number  | 'modv:type': 'uint32', 'modv:mostSignificantWord': false                  | 00020001            | 65538
            number  | 'modv:type': 'int64'                                                      | fffffffffffffffe    | -2
            number  | 'modv:type': 'uint64'                                                     | 0000000100000002    | 4294967298
            number  | 'modv:type': 'float32'                                                    | 40533333            | 3.3
            number  | 'modv:type': 'float64'                                                    | 400a666666666666    | 3.3
            integer | 'modv:type': 'xsd:integer'                                                | fffe                | -2
            string  | 'modv:type': 'string'                                                     | 4f6b                | Ok
            string  | 'modv:type': 'xsd:hexBinary'                                              | 00fe                | 00FE
            number  | 'modv:type': 'float16'                                                    | 3e00                | 1.5
            integer | 'modv:type': 'bcd'                                                        | 1234                | 1234
            integer | 'modv:type': 'bcd32', 'modv:mostSignificantWord': false                   | 56781234            | 12345678
            integer | 'modv:type': 'uint16', 'cell:bit': 4, 'cell:bitLength': 3                 | 00f0                | 7
            string  | 'modv:type': 'string', 'cell:charset': 'ISO-8859-1'                       | fc00                | ü
            """)
    void isReadRight(String jsonType, String terms, String registers, String expected) throws Exception {
        try (TestSlave slave = TestSlave.onFreePort()) {
            slave.unit(1).holding(0, words(registers));
            slave.open();
            Device device = new TestModel()
                    .property("value", jsonType, "HoldingRegister", "0", terms)
                    .device(models, slave.port(), 1, FAST);
            RecordingListener recorded = new RecordingListener();
            ModbusDriver driver = new ModbusDriver(TestConfig.DEFAULT, new SimpleMeterRegistry());

            try (DeviceLink link =
                    driver.connect(device, recorded).toCompletableFuture().get(30, TimeUnit.SECONDS)) {
                Reading reading = recorded.cycle(0).get("value");
                assertThat(reading.badReason()).isEmpty();
                assertThat(reading.value()).hasToString(expected);
            }
        }
    }

    @Test
    void whatNoAdapterCanReadIsRefusedByTheCheck() {
        TestModel model =
                new TestModel().property("value", "number", "HoldingRegister", "0", "'modv:type': 'xsd:decimal'");

        assertThatThrownBy(() -> model.device(models, 502, 1, FAST))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "test-device-1.0.0.tm.jsonld#/properties/value/forms/0/modv:type: xsd:decimal says nothing of"
                                + " bytes; take an integer with cell:scale, or a float");
    }

    private static int[] words(String hex) {
        int[] words = new int[hex.length() / 4];
        for (int i = 0; i < words.length; i++) {
            words[i] = Integer.parseInt(hex.substring(4 * i, 4 * i + 4), 16);
        }
        return words;
    }
}
