package io.celltwin.adapter.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.model.ModelCatalog;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrationReaderTest {

    private final RegistrationReader reader = new RegistrationReader(ModelCatalog.bundled(), Set.of("scripted"));

    @Test
    void readsAWholeRegistration() throws Exception {
        Device device = reader.read(registration("""
                {"model":"http://127.0.0.1/models/electrolyte-filler-1.0.0.tm.jsonld",
                 "address":"modbus+tcp://127.0.0.1:1502/3","attributes":{"serialNumber":"A7","line":null},
                 "settings":{"pollingTimeMs":50,"ignoreDeviceClock":true}}"""));
        assertThat(device.tenant()).isEqualTo("demo");
        assertThat(device.id()).isEqualTo("demo:filler-1");
        assertThat(device.model().name()).isEqualTo("electrolyte-filler-1.0.0");
        assertThat(device.address()).isEqualTo(URI.create("modbus+tcp://127.0.0.1:1502/3"));
        assertThat(device.attributes()).isEqualTo(Map.of("serialNumber", "A7"));
        assertThat(device.settings().pollingTime()).contains(Duration.ofMillis(50));
        assertThat(device.settings().timeout()).isEmpty();
        assertThat(device.settings().ignoreDeviceClock()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"address\":\"modbus+tcp://h\"}                               | names no model",
                "{\"model\":7,\"address\":\"modbus+tcp://h\"}                   | names no model",
                "{\"model\":\"no-such-1.0.0\",\"address\":\"modbus+tcp://h\"}   | no-such-1.0.0",
                "{\"model\":\"../../etc/passwd\",\"address\":\"modbus+tcp://h\"}| model cannot be used",
                "{\"model\":\"calender-1.0.0\"}                                 | has no address",
                "{\"model\":\"calender-1.0.0\",\"address\":17}                  | has no address",
                "{\"model\":\"calender-1.0.0\",\"address\":\"x y\"}             | is not a URI",
                "{\"model\":\"calender-1.0.0\",\"address\":\"127.0.0.1\"}       | has no scheme",
                "{\"model\":\"calender-1.0.0\",\"address\":\"opc.tcp://h\",\"attributes\":[1]} | attributes is not an object",
                "{\"model\":\"calender-1.0.0\",\"address\":\"opc.tcp://h\",\"settings\":{\"timeoutMs\":-1}} | timeoutMs must be"
            })
    void saysWhatIsWrong(String celltwin, String expected) {
        assertThatThrownBy(() -> reader.read(registration(celltwin)))
                .isInstanceOf(InvalidRegistrationException.class)
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource({"modbus+tcp://127.0.0.1/1,modbus+tcp", "OPC.TCP://h,opc.tcp", "x y:z,x y"})
    void findsTheSchemeOfEvenABadAddress(String address, String scheme) {
        assertThat(registration("{}").scheme()).isEmpty();
        assertThat(registration(new JsonObject().put("address", address).encode())
                        .scheme())
                .contains(scheme);
    }

    @Test
    void ignoresARegistrationWithoutOurPart() {
        DeviceKey device = new DeviceKey("demo", "demo:lamp");
        assertThat(Registration.of(device, new JsonObject("{\"enabled\":true}")))
                .isEmpty();
        assertThat(Registration.of(device, new JsonObject("{\"ext\":{\"celltwin\":\"yes\"}}")))
                .isEmpty();
        assertThat(Registration.of(device, new JsonObject("{\"ext\":{\"celltwin\":{}}}")))
                .isPresent();
    }

    private static Registration registration(String celltwin) {
        return Registration.of(
                        new DeviceKey("demo", "demo:filler-1"),
                        new JsonObject().put("ext", new JsonObject().put("celltwin", new JsonObject(celltwin))))
                .orElseThrow();
    }
}
