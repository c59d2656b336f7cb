package io.celltwin.adapter.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.celltwin.adapter.contract.Properties;
import io.celltwin.adapter.device.DeviceConfigurationException;
import io.celltwin.adapter.device.FormTerms;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModbusFormTest {

    private static final ModbusAddress DEVICE = ModbusAddress.of(URI.create("modbus+tcp://plc.example:1502/3"));
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void readsAllTermsOfAForm() {
        var form = parse("""
                {"href": "modbus+tcp://plc.example:1502/7/40?quantity=2", "op": ["readproperty"],
                 "modv:function": "readInputRegisters", "modv:type": "xsd:float", "modv:zeroBasedAddressing": true,
                 "modv:mostSignificantByte": false, "modv:mostSignificantWord": false, "modv:pollingTime": 250,
                 "modv:timeout": 800, "cell:scale": 0.1, "cell:offset": -40}""");

        assertThat(form.range()).isEqualTo(new RegisterRange(7, RegisterArea.INPUT_REGISTER, 40, 2));
        assertThat(form.encoding())
                .isEqualTo(new Encoding(
                        ValueType.FLOAT32,
                        new RegisterOrder(false, false),
                        0,
                        new BigDecimal("0.1"),
                        new BigDecimal("-40")));
        assertThat(form.pollingTime()).contains(Duration.ofMillis(250));
        assertThat(form.timeout()).contains(Duration.ofMillis(800));
    }

    @Test
    void countsFromOneAndMostSignificantFirstUnlessTheFormSaysOtherwise() {
        var form = parse("""
                {"href": "40?quantity=1", "modv:entity": "HoldingRegister", "modv:type": "uint16"}""");

        assertThat(form.range()).isEqualTo(new RegisterRange(3, RegisterArea.HOLDING_REGISTER, 39, 1));
        assertThat(form.encoding().order()).isEqualTo(RegisterOrder.BIG_ENDIAN);
        assertThat(form.encoding().unscaled()).isTrue();
        assertThat(form.pollingTime()).isEmpty();
    }

    @Test
    void prefersTheEntityToTheFunction() {
        var form = parse("""
                {"href": "40", "modv:entity": "HoldingRegister", "modv:function": "readInputRegisters",
                 "modv:type": "uint16"}""");

        assertThat(form.range().area()).isEqualTo(RegisterArea.HOLDING_REGISTER);
    }

    @ParameterizedTest
    @CsvSource({
        "int16, INT16, 1",
        "xsd:short, INT16, 1",
        "uint16, UINT16, 1",
        "xsd:unsignedShort, UINT16, 1",
        "int32, INT32, 2",
        "xsd:int, INT32, 2",
        "uint32, UINT32, 2",
        "xsd:unsignedInt, UINT32, 2",
        "int64, INT64, 4",
        "xsd:long, INT64, 4",
        "xsd:unsignedLong, UINT64, 4",
        "float32, FLOAT32, 2",
        "xsd:float, FLOAT32, 2",
        "float64, FLOAT64, 4",
        "xsd:double, FLOAT64, 4",
        "boolean, BOOLEAN, 1",
        "bit, BIT, 1"
    })
    void knowsTypesByTheirNamesAndHowManyRegistersTheyTake(String name, ValueType type, int registers) {
        var form = parse("""
                {"href": "40", "modv:entity": "HoldingRegister", "modv:type": "%s"}""".formatted(name));

        assertThat(form.encoding().type()).isEqualTo(type);
        assertThat(form.range().count()).isEqualTo(registers);
    }

    @ParameterizedTest
    @CsvSource({"1, INT16", "2, INT32", "4, INT64"})
    void tellsTheWidthOfAnIntegerByTheQuantity(int quantity, ValueType type) {
        var form = parse("""
                {"href": "40?quantity=%d", "modv:entity": "HoldingRegister", "modv:type": "xsd:integer"}""".formatted(quantity));

        assertThat(form.encoding().type()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Coil", "DiscreteInput"})
    void takesBitsForTruthValues(String entity) {
        var form = parse("""
                {"href": "1", "modv:entity": "%s"}""".formatted(entity));

        assertThat(form.encoding().type()).isEqualTo(ValueType.BOOLEAN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"modv:entity": "Coil"} | form without href
            {"href": "40", "modv:type": "int16"} | neither modv:entity nor modv:function is given
            {"href": "40", "modv:entity": "Register"} | modv:entity Register is unknown
            {"href": "40", "modv:function": "writeSingleCoil"} | does not read registers or bits
            {"href": "40", "modv:entity": "HoldingRegister"} | registers need modv:type
            {"href": "40", "modv:entity": "HoldingRegister", "modv:type": "int24"} | modv:type int24 is unknown
            {"href": "40?quantity=3", "modv:entity": "HoldingRegister", "modv:type": "int32"} | quantity 3 does not fit int32
            {"href": "40?quantity=3", "modv:entity": "HoldingRegister", "modv:type": "xsd:integer"} | takes 1, 2 or 4
            {"href": "40", "modv:entity": "Coil", "modv:type": "int16"} | modv:type int16 does not fit bits
            {"href": "40?count=1", "modv:entity": "Coil"} | the query must be quantity=n
            {"href": "/300/40", "modv:entity": "Coil"} | unit id 300 is not within 0 to 255
            {"href": "0", "modv:entity": "Coil"} | leave the address range
            {"href": "65537", "modv:entity": "Coil"} | leave the address range
            {"href": "forty", "modv:entity": "Coil"} | is not of the form unit/address?quantity=n
            {"href": "4 0", "modv:entity": "Coil"} | is not a URI
            {"href": "modbus+tcp://other:1502/3/40", "modv:entity": "Coil"} | leads away from the device
            {"href": "modbus+tcp://plc.example/3/40", "modv:entity": "Coil"} | leads away from the device
            {"href": "http://plc.example:1502/3/40", "modv:entity": "Coil"} | leads away from the device
            {"href": "40", "modv:entity": 5} | modv:entity must be a string, not 5
            {"href": "40", "modv:entity": "Coil", "modv:pollingTime": 0} | modv:pollingTime must be a whole number
            {"href": "40", "modv:entity": "Coil", "modv:timeout": 1.5} | modv:timeout must be a whole number
            {"href": "40", "modv:entity": "Coil", "modv:zeroBasedAddressing": "yes"} | must be true or false
            {"href": "40", "modv:entity": "HoldingRegister", "modv:type": "bit", "cell:bit": 16} | cell:bit must be a whole number from 0 to 15
            {"href": "40", "modv:entity": "HoldingRegister", "modv:type": "int16", "cell:scale": "0.1"} | cell:scale must be a number
            """)
    void saysWhatIsWrongWithAFormAndWhere(String json, String complaint) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(DeviceConfigurationException.class)
                .hasMessageStartingWith("property temperature: ")
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "modbus+tcp://host",
                "modbus+tcp://host/",
                "modbus+tcp://host/256",
                "modbus+tcp://host/a",
                "modbus+tcp:///1",
                "opc.tcp://host/1",
                "modbus+tcp://host/1/2"
            })
    void refusesAnAddressThatNamesNoUnitOfAHost(String address) {
        assertThatThrownBy(() -> ModbusAddress.of(URI.create(address)))
                .isInstanceOf(DeviceConfigurationException.class)
                .hasMessageContaining(address);
    }

    @Test
    void takesTheAssignedPortIfNoneIsGiven() {
        assertThat(ModbusAddress.of(URI.create("modbus+tcp://host/1"))).isEqualTo(new ModbusAddress("host", 502, 1));
    }

    private static ModbusForm parse(String json) {
        try {
            return ModbusForm.parse(DEVICE, new FormTerms(Properties.named("temperature"), JSON.readTree(json)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
