package io.celltwin.model.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModbusFormTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void readsAllTermsOfAForm() {
        ModbusForm form = parse("number", """
                "href": "modbus+tcp://plc.example:1502/7/40?quantity=2", "op": ["readproperty"],
                "modv:function": "readInputRegisters", "modv:type": "xsd:float", "modv:zeroBasedAddressing": true,
                "modv:mostSignificantByte": false, "modv:mostSignificantWord": false, "modv:pollingTime": 250,
                "modv:timeout": 800, "cell:scale": 0.1, "cell:offset": -40""");

        assertThat(form.target())
                .contains(new ModbusAddress(new ModbusEndpoint(ModbusScheme.TCP, "plc.example", 1502), 7));
        assertThat(form.area()).isEqualTo(ModbusArea.INPUT_REGISTER);
        assertThat(form.start()).isEqualTo(40);
        assertThat(form.quantity()).isEqualTo(2);
        assertThat(form.encoding())
                .isEqualTo(RegisterEncoding.plain(RegisterType.FLOAT32)
                        .in(new RegisterOrder(false, false))
                        .scaled(new BigDecimal("0.1"), new BigDecimal("-40")));
        assertThat(form.pollingTime()).contains(Duration.ofMillis(250));
        assertThat(form.timeout()).contains(Duration.ofMillis(800));
    }

    @Test
    void countsFromOneAndMostSignificantFirstUnlessTheFormSaysOtherwise() {
        ModbusForm form = parse("number", """
                "href": "40?quantity=1", "modv:entity": "HoldingRegister", "modv:type": "uint16" """);

        assertThat(form.target()).isEmpty();
        assertThat(form.start()).isEqualTo(39);
        assertThat(form.encoding()).isEqualTo(RegisterEncoding.plain(RegisterType.UINT16));
        assertThat(form.encoding().unscaled()).isTrue();
        assertThat(form.pollingTime()).isEmpty();
    }

    @Test
    void theLastRegisterIsNumber65536WhereCountingBeginsAtOne() {
        assertThat(parse("number", "'href': '65535?quantity=2', 'modv:entity': 'InputRegister', 'modv:type': 'int32'")
                        .start())
                .isEqualTo(65534);
        assertThat(parse("boolean", "'href': '65536', 'modv:entity': 'Coil'").start())
                .isEqualTo(65535);
    }

    @ParameterizedTest
    @CsvSource({
        "int8, INT8, 1, number",
        "xsd:byte, INT8, 1, number",
        "uint8, UINT8, 1, number",
        "xsd:unsignedByte, UINT8, 1, integer",
        "int16, INT16, 1, integer",
        "xsd:short, INT16, 1, number",
        "uint16, UINT16, 1, number",
        "xsd:unsignedShort, UINT16, 1, number",
        "int32, INT32, 2, number",
        "xsd:int, INT32, 2, number",
        "uint32, UINT32, 2, number",
        "xsd:unsignedInt, UINT32, 2, number",
        "int64, INT64, 4, number",
        "xsd:long, INT64, 4, number",
        "uint64, UINT64, 4, number",
        "xsd:unsignedLong, UINT64, 4, number",
        "float32, FLOAT32, 2, number",
        "xsd:float, FLOAT32, 2, number",
        "float64, FLOAT64, 4, number",
        "xsd:double, FLOAT64, 4, number",
        "xsd:integer, INT16, 1, integer",
        "boolean, BOOLEAN, 1, boolean",
        "xsd:boolean, BOOLEAN, 1, boolean",
        "bit, BOOLEAN, 1, boolean",
        "string, STRING, 1, string",
        "xsd:string, STRING, 1, string",
        "xsd:hexBinary, HEX_BINARY, 1, string"
    })
    void knowsTypesByTheirNamesAndHowManyRegistersTheyTake(
            String name, RegisterType type, int registers, String jsonType) {
        ModbusForm form =
                parse(jsonType, "'href': '40', 'modv:entity': 'HoldingRegister', 'modv:type': '%s'".formatted(name));

        assertThat(form.encoding().type()).isEqualTo(type);
        assertThat(form.quantity()).isEqualTo(registers);
    }

    @ParameterizedTest
    @CsvSource({"1, INT16", "2, INT32", "4, INT64"})
    void tellsTheWidthOfAnIntegerByTheQuantity(int quantity, RegisterType type) {
        ModbusForm form = parse(
                "integer",
                "'href': '40?quantity=%d', 'modv:entity': 'HoldingRegister', 'modv:type': 'xsd:integer'"
                        .formatted(quantity));

        assertThat(form.encoding().type()).isEqualTo(type);
    }

    @Test
    void aBooleanIsOneBitOnlyWhereTheFormSaysSo() {
        assertThat(bit("'modv:type': 'xsd:boolean'")).isEmpty();
        assertThat(bit("'modv:type': 'xsd:boolean', 'cell:bit': 3")).contains(new BitField(3, 1));
        assertThat(bit("'modv:type': 'bit'")).contains(new BitField(0, 1));
        assertThat(bit("'modv:type': 'bit', 'cell:bit': 15")).contains(new BitField(15, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'modv:entity': 'Coil'",
                "'modv:entity': 'DiscreteInput', 'modv:type': 'xsd:boolean'",
                "'modv:function': 'readCoil', 'op': 'readproperty', 'modv:type': 'bit'",
                "'modv:entity': 'Coil', 'modv:mostSignificantWord': false"
            })
    void takesBitsForTruthValues(String terms) {
        ModbusForm form = parse("boolean", "'href': '1', " + terms);

        assertThat(form.encoding().type()).isEqualTo(RegisterType.BOOLEAN);
        assertThat(form.encoding().bits()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            number  | 'modv:entity': 'Coil' | | needs 'href'
            number  | 'href': 5, 'modv:entity': 'Coil' | /href | must be a text, not 5
            number  | 'href': '40', 'modv:type': 'int16' | | needs modv:entity or modv:function
            number  | 'href': '40', 'modv:entity': 'Register' | /modv:entity | 'Register' is no Modbus entity
            number  | 'href': '40', 'modv:entity': 5 | /modv:entity | must be a text, not 5
            number  | 'href': '40', 'modv:function': 'readFileRecord' | /modv:function | is no Modbus function
            number  | 'href': '40', 'modv:function': 'writeSingleCoil', 'op': 'readproperty' | /modv:function | does not read
            number  | 'href': '40', 'modv:function': 'writeSingleHoldingRegister', 'modv:type': 'int16' | /modv:function | not read
            number  | 'href': '40', 'modv:function': 'readHoldingRegisters', 'op': 'writeproperty' | /modv:function | not write
            number  | 'href': '40', 'modv:function': 'readInputRegisters', 'op': 'writeproperty' | /op | cannot be written
            number  | 'href': '40', 'modv:entity': 'Coil', 'modv:function': 'readInputRegisters' | /modv:function | says Coil
            boolean | 'href': '40', 'modv:entity': 'DiscreteInput', 'op': ['readproperty', 'writeproperty'] | /op | be written
            number  | 'href': '40', 'modv:entity': 'HoldingRegister' | /modv:type | a register needs modv:type
            number  | 'href': '40', 'modv:entity': 'HoldingRegister', 'modv:type': 16 | /modv:type | must be a text
            number  | 'href': '40', 'modv:entity': 'HoldingRegister', 'modv:type': 'int24' | /modv:type | known are xsd:boolean
            number  | 'href': '40', 'modv:entity': 'HoldingRegister', 'modv:type': 'xsd:decimal' | /modv:type | nothing of bytes
            number  | 'href': '40?quantity=3', 'modv:entity': 'HoldingRegister', 'modv:type': 'int32' | /modv:type | 2 registers
            number  | 'href': '40?quantity=1', 'modv:entity': 'HoldingRegister', 'modv:type': 'int64' | /modv:type | 4 registers
            number  | 'href': '40?quantity=2', 'modv:entity': 'HoldingRegister', 'modv:type': 'xsd:byte' | /modv:type | 1 regis
            integer | 'href': '40?quantity=3', 'modv:entity': 'HoldingRegister', 'modv:type': 'xsd:integer' | /modv:type | 1, 2 or 4
            boolean | 'href': '40?quantity=2', 'modv:entity': 'HoldingRegister', 'modv:type': 'xsd:boolean' | /modv:type | takes 1
            number  | 'href': '40', 'modv:entity': 'HoldingRegister', 'modv:type': 'string' | /modv:type | of type 'number'
            string  | 'href': '40', 'modv:entity': 'HoldingRegister', 'modv:type': 'int16' | /modv:type | of type 'string'
            boolean | 'href': '40', 'modv:entity': 'HoldingRegister', 'modv:type': 'int16' | /modv:type | of type 'boolean'
            integer | 'href': '40', 'modv:entity': 'HoldingRegister', 'modv:type': 'bit' | /modv:type | of type 'integer'
            number  | 'href': '40', 'modv:entity': 'Coil' | | one coil or discrete input gives one 'boolean'
            boolean | 'href': '40?quantity=2', 'modv:entity': 'Coil' | | one coil or discrete input gives one 'boolean'
            boolean | 'href': '40', 'modv:entity': 'Coil', 'modv:type': 'int16' | /modv:type | does not fit a coil
            boolean | 'href': '40', 'modv:entity': 'Coil', 'cell:bit': 0 | /cell:bit | only a boolean and
            boolean | 'href': '40', 'modv:entity': 'Coil', 'cell:scale': 2 | /cell:scale | only a number can be scaled
            boolean | 'href': '40?count=1', 'modv:entity': 'Coil' | /href | 'quantity=<number>' and nothing else
            boolean | 'href': '40?', 'modv:entity': 'Coil' | /href | 'quantity=<number>' and nothing else
            boolean | 'href': '40?quantity=0', 'modv:entity': 'Coil' | /href | takes 1 to 2000 items
            string  | 'href': '40?quantity=126', 'modv:entity': 'InputRegister', 'modv:type': 'string' | /href | 1 to 125
            boolean | 'href': '40#3', 'modv:entity': 'Coil' | /href | is not of the form
            boolean | 'href': '//plc/1/40', 'modv:entity': 'Coil' | /href | is not of the form
            boolean | 'href': '3/40', 'modv:entity': 'Coil' | /href | relative to the device it is that alone
            boolean | 'href': 'forty', 'modv:entity': 'Coil' | /href | ends in the address
            boolean | 'href': '4 0', 'modv:entity': 'Coil' | /href | is no URI
            boolean | 'href': '0', 'modv:entity': 'Coil' | /href | addresses begin at 1
            boolean | 'href': '65537', 'modv:entity': 'Coil' | /href | at most 65535
            boolean | 'href': '65536', 'modv:entity': 'Coil', 'modv:zeroBasedAddressing': true | /href | at most 65535
            number  | 'href': '65536', 'modv:entity': 'InputRegister', 'modv:type': 'float32' | /href | at most 65535
            boolean | 'href': 'modbus+tcp://plc/300/40', 'modv:entity': 'Coil' | /href | 300 is not within 0 to 255
            boolean | 'href': 'modbus+tcp://plc/40', 'modv:entity': 'Coil' | /href | ends in /<unit>/<address>
            boolean | 'href': 'modbus+tcp:///1/40', 'modv:entity': 'Coil' | /href | no address of a Modbus device
            boolean | 'href': 'http://plc:1502/3/40', 'modv:entity': 'Coil' | /href | no address of a Modbus device
            boolean | 'href': '40', 'modv:entity': 'Coil', 'modv:pollingTime': 0 | /modv:pollingTime | 10 or more
            boolean | 'href': '40', 'modv:entity': 'Coil', 'modv:pollingTime': 9 | /modv:pollingTime | 10 or more
            boolean | 'href': '40', 'modv:entity': 'Coil', 'modv:pollingTime': -1000 | /modv:pollingTime | 10 or more
            boolean | 'href': '40', 'modv:entity': 'Coil', 'modv:pollingTime': 3000000000 | /modv:pollingTime | 10 or more
            boolean | 'href': '40', 'modv:entity': 'Coil', 'modv:timeout': 1.5 | /modv:timeout | whole number of milliseconds
            boolean | 'href': '40', 'modv:entity': 'Coil', 'modv:timeout': 0 | /modv:timeout | whole number of milliseconds
            boolean | 'href': '40', 'modv:entity': 'Coil', 'modv:zeroBasedAddressing': 'yes' | /modv:zeroBasedAddressing | true or
            number  | 'href': '40', 'modv:entity': 'InputRegister', 'modv:type': 'int16', 'modv:mostSignificantByte': 1 | /modv:mostSignificantByte | true or false
            boolean | 'href': '40', 'modv:entity': 'InputRegister', 'modv:type': 'bit', 'cell:bit': 16 | /cell:bit | 0 to 15
            boolean | 'href': '40', 'modv:entity': 'InputRegister', 'modv:type': 'bit', 'cell:bit': -1 | /cell:bit | 0 to 63
            number  | 'href': '40', 'modv:entity': 'InputRegister', 'modv:type': 'int32', 'cell:bit': 3 | /cell:bit | only a boolean
            number  | 'href': '40', 'modv:entity': 'InputRegister', 'modv:type': 'xsd:float', 'cell:bit': 3 | /cell:bit | only a
            number  | 'href': '40', 'modv:entity': 'InputRegister', 'modv:type': 'int16', 'cell:scale': '0.1' | /cell:scale | number
            number  | 'href': '40', 'modv:entity': 'InputRegister', 'modv:type': 'int16', 'cell:scale': 0 | /cell:scale | than 0
            number  | 'href': '40', 'modv:entity': 'InputRegister', 'modv:type': 'int16', 'cell:scale': 1e999 | /cell:scale | number
            number  | 'href': '40', 'modv:entity': 'InputRegister', 'modv:type': 'int16', 'cell:offset': [] | /cell:offset | number
            string  | 'href': '40', 'modv:entity': 'InputRegister', 'modv:type': 'string', 'cell:scale': 1 | /cell:scale | only a
            string  | 'href': '40', 'modv:entity': 'InputRegister', 'modv:type': 'xsd:hexBinary', 'cell:offset': 1 | /cell:offset | only
            """)
    void saysWhatIsWrongWithAFormAndWhere(String jsonType, String terms, String pointer, String reason) {
        assertThatThrownBy(() -> parse(jsonType, terms))
                .isInstanceOfSatisfying(
                        FormException.class,
                        e -> assertThat(e.problems()).anySatisfy(problem -> {
                            assertThat(problem.pointer()).isEqualTo(pointer == null ? "" : pointer);
                            assertThat(problem.reason()).contains(reason);
                        }));
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        assertThatThrownBy(() -> parse("number", """
                "href": "x", "modv:entity": "Register", "modv:timeout": 0, "cell:scale": 0"""))
                .isInstanceOfSatisfying(
                        FormException.class,
                        e -> assertThat(e.problems())
                                .extracting(FormProblem::pointer)
                                .containsExactlyInAnyOrder("/href", "/modv:entity", "/modv:timeout", "/cell:scale"));
    }

    @ParameterizedTest
    @CsvSource({
        "float16, FLOAT16, 1, number",
        "cell:float16, FLOAT16, 1, number",
        "bcd, BCD16, 1, integer",
        "bcd32, BCD32, 2, integer",
        "cell:bcd64, BCD64, 4, number"
    })
    void knowsTypesThatTheBindingHasNoWordFor(String name, RegisterType type, int registers, String jsonType) {
        ModbusForm form =
                parse(jsonType, "'href': '40', 'modv:entity': 'HoldingRegister', 'modv:type': '%s'".formatted(name));

        assertThat(form.encoding().type()).isEqualTo(type);
        assertThat(form.quantity()).isEqualTo(registers);
    }

    @Test
    void aListIsAsLongAsItsQuantityOrItsSchemaSay() {
        ObjectNode list = JSON.createObjectNode().put("type", "array");
        list.putObject("items").put("type", "number");
        ObjectNode form = form("'href': '40?quantity=6', 'modv:entity': 'HoldingRegister', 'modv:type': 'float32'");
        ObjectNode bare = form("'href': '40', 'modv:entity': 'HoldingRegister', 'modv:type': 'float32'");

        assertThat(ModbusForm.parse(form, list).encoding().elements()).hasValue(3);
        assertThatThrownBy(() -> ModbusForm.parse(bare, list)).hasMessageContaining("a list needs");
        list.put("minItems", 4).put("maxItems", 4);
        assertThat(ModbusForm.parse(bare, list).quantity()).isEqualTo(8);
        form.put("href", "40?quantity=5");
        assertThatThrownBy(() -> ModbusForm.parse(form, list)).hasMessageContaining("a multiple of 2 items, not 5");
    }

    @Test
    void aListOfBitsHasOneForEachCoil() {
        ObjectNode list = JSON.createObjectNode().put("type", "array");
        list.putObject("items").put("type", "boolean");

        ModbusForm form = ModbusForm.parse(form("'href': '1?quantity=16', 'modv:entity': 'Coil'"), list);

        assertThat(form.encoding().elements()).hasValue(16);
        assertThat(form.quantity()).isEqualTo(16);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            integer | 'modv:type': 'uint16', 'cell:bit': 4, 'cell:bitLength': 3 | 4 | 3
            number  | 'modv:type': 'uint32', 'cell:bit': 20, 'cell:bitLength': 12 | 20 | 12
            integer | 'modv:type': 'uint64', 'cell:bit': 0, 'cell:bitLength': 64 | 0 | 64
            """)
    void anUnsignedNumberMayBeSomeBits(String jsonType, String terms, int lowest, int length) {
        assertThat(parse(jsonType, "'href': '40', 'modv:entity': 'HoldingRegister', " + terms)
                        .encoding()
                        .bits())
                .contains(new BitField(lowest, length));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            integer | 'modv:type': 'uint16', 'cell:bit': 14, 'cell:bitLength': 3 | the bits 0 to 15
            integer | 'modv:type': 'uint16', 'cell:bit': 3                       | needs both
            integer | 'modv:type': 'int16', 'cell:bit': 3, 'cell:bitLength': 2   | an unsigned number
            boolean | 'modv:type': 'xsd:boolean', 'cell:bit': 16                 | the bits 0 to 15
            boolean | 'modv:type': 'xsd:boolean', 'cell:bit': 3, 'cell:bitLength': 2 | a boolean is one bit
            number  | 'modv:type': 'float16', 'cell:charset': 'UTF-8'            | only a text has a character set
            string  | 'modv:type': 'xsd:string', 'cell:charset': 'latin-of-rome' | no character set that is known
            """)
    void refusesBitsAndCharacterSetsThatMakeNoSense(String jsonType, String terms, String reason) {
        assertThatThrownBy(() -> parse(jsonType, "'href': '40', 'modv:entity': 'HoldingRegister', " + terms))
                .isInstanceOf(FormException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "modbus+tcp://plc_3.hall-2:1502/7, TCP, plc_3.hall-2, 1502, 7",
        "modbus+tcp://[fe80::1]/255, TCP, [fe80::1], 502, 255",
        "modbus+tcp://10.0.0.7/0, TCP, 10.0.0.7, 502, 0",
        "MODBUS+TLS://PLC/1, TLS, plc, 802, 1",
        "modbus+udp://plc:5020/1/, UDP, plc, 5020, 1",
        "modbus+rtu+tcp://plc/247, RTU_OVER_TCP, plc, 502, 247",
        "modbus+rtu:///dev/ttyUSB0/3, SERIAL, /dev/ttyUSB0, 0, 3"
    })
    void takesAddressesApart(URI address, ModbusScheme scheme, String host, int port, int unit) {
        ModbusAddress parsed = ModbusAddress.of(address);

        assertThat(parsed).isEqualTo(new ModbusAddress(new ModbusEndpoint(scheme, host, port), unit));
        assertThat(parse("boolean", "'href': '%s/4', 'modv:entity': 'Coil'".formatted(parsed))
                        .target())
                .contains(parsed);
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
                "modbus+tcp://host/1/2",
                "modbus+tcp://host//1",
                "modbus+tcp://host/1?quantity=2",
                "modbus+tcp://user@host/1",
                "modbus+tcp://host:0/1",
                "modbus+tcp://host:65536/1",
                "modbus+rtu+tcp://host/0",
                "modbus+rtu:///dev/ttyUSB0/0",
                "modbus+rtu:///1"
            })
    void refusesAnAddressThatNamesNoUnitOfAHost(String address) {
        assertThatThrownBy(() -> ModbusAddress.of(URI.create(address)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(address);
    }

    @Test
    void takesTheAssignedPortIfNoneIsGiven() {
        assertThat(ModbusAddress.of(URI.create("modbus+tcp://host/1"))).hasToString("modbus+tcp://host:502/1");
    }

    private static Optional<BitField> bit(String terms) {
        return parse("boolean", "'href': '40', 'modv:entity': 'HoldingRegister', " + terms)
                .encoding()
                .bits();
    }

    private static ModbusForm parse(String jsonType, String terms) {
        return ModbusForm.parse(form(terms), schema(jsonType));
    }

    private static ObjectNode schema(String jsonType) {
        return JSON.createObjectNode().put("type", jsonType);
    }

    private static ObjectNode form(String terms) {
        try {
            return (ObjectNode) JSON.readTree("{" + terms.replace('\'', '"') + "}");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(terms, e);
        }
    }
}
