package io.celltwin.model.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.model.ModelCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationCheckTest {

    private static final String GOOD = """
            {"model":"electrolyte-filler-1.0.0","address":"modbus+tcp://127.0.0.1:1502/3",
             "attributes":{"serialNumber":"A7"},"settings":{"pollingTimeMs":50,"maxGap":0,"ignoreDeviceClock":true}}""";

    private final RegistrationCheck check = new RegistrationCheck(Optional.of(ModelCatalog.bundled()), Set.of());

    @Test
    void takesARegistrationThatCanBeServed() {
        assertThat(problems("demo:filler-1", GOOD)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{`address`:`modbus+tcp://h/1`}                                 | names no model",
                "{`model`:7,`address`:`modbus+tcp://h/1`}                       | names no model",
                "{`model`:`calender-1.0.0`,`address`:`opc.tcp://h:4840`,`attributes`:{`a/b`:1}}                                     | an attribute's name is empty or has a slash",
                "{`model`:`calender-1.0.0`,`address`:`opc.tcp://h:4840`,`attributes`:{``:1}}                                        | an attribute's name is empty or has a slash",
                "{`model`:`calender-1.0.0`,`address`:`opc.tcp://h:4840`,`attributes`:{`a`:{`\\u00fc`:1}}}                             | an attribute's name is empty or has a slash",
                "{`model`:`no-such-1.0.0`,`address`:`modbus+tcp://h/1`}         | no-such-1.0.0",
                "{`model`:`../../etc/passwd`,`address`:`modbus+tcp://h/1`}      | model cannot be used",
                "{`model`:`calender-1.0.0`}                                   | has no address",
                "{`model`:`calender-1.0.0`,`address`:17}                      | has no address",
                "{`model`:`calender-1.0.0`,`address`:`x y`}                   | is not a URI",
                "{`model`:`calender-1.0.0`,`address`:`127.0.0.1`}             | has no scheme",
                "{`model`:`calender-1.0.0`,`address`:`http://h`}              | no adapter takes addresses of the scheme http",
                "{`model`:`calender-1.0.0`,`address`:`modbus+rtu+udp://h/1`}  | scheme modbus+rtu+udp",
                "{`model`:`calender-1.0.0`,`address`:`opc.tcp://h:4840`,`attributes`:[1]}                 | attributes is not an object",
                "{`model`:`calender-1.0.0`,`address`:`opc.tcp://h:4840`,`settings`:7}                     | settings is not an object",
                "{`model`:`calender-1.0.0`,`address`:`opc.tcp://h:4840`,`settings`:{`timeoutMs`:-1}}      | timeoutMs must be a whole number from 1",
                "{`model`:`calender-1.0.0`,`address`:`opc.tcp://h:4840`,`settings`:{`timeoutMs`:`100`}}   | timeoutMs must be a whole number from 1",
                "{`model`:`calender-1.0.0`,`address`:`opc.tcp://h:4840`,`settings`:{`timeoutMs`:1.5}}     | timeoutMs must be a whole number from 1",
                "{`model`:`calender-1.0.0`,`address`:`opc.tcp://h:4840`,`settings`:{`acceptCommands`:1}}  | acceptCommands must be true or false",
                "{`model`:`calender-1.0.0`,`address`:`opc.tcp://h:4840`,`settings`:{`uncertainValues`:`x`}}| one of publish, withhold",
                "{`model`:`calender-1.0.0`,`address`:`opc.tcp://h:4840`,`settings`:{`pollingTimeMS`:100}} | there is no setting pollingTimeMS for opc.tcp; pollingTimeMs is meant",
                "{`model`:`calender-1.0.0`,`address`:`opc.tcp://h:4840`,`settings`:{`maxGap`:1}}          | there is no setting maxGap for opc.tcp, only",
                "{`model`:`calender-1.0.0`,`address`:`opc.tcp://h:4840`,`Settings`:{}}                    | no member Settings; settings is meant",
                "{`model`:`electrolyte-filler-1.0.0`,`address`:`modbus+tcp://h:502`} | not of the form modbus+tcp://host:port/unit",
                "{`model`:`electrolyte-filler-1.0.0`,`address`:`modbus+tcp://h:502/300`} | unit id from 0 to 255",
                "{`model`:`electrolyte-filler-1.0.0`,`address`:`modbus+tcp://h:99999/3`} | not of the form modbus+tcp://host:port/unit",
                "{`model`:`electrolyte-filler-1.0.0`,`address`:`modbus+tcp://h/3?x=1`} | not of the form modbus+tcp://host:port/unit",
                "{`model`:`electrolyte-filler-1.0.0`,`address`:`modbus+rtu+tcp://h/0`} | unit id from 1 to 255",
                "{`model`:`electrolyte-filler-1.0.0`,`address`:`modbus+tcp://me:pass@h/3`} | has an account in it (ext.celltwin.address): leave it out",
                "{`model`:`electrolyte-filler-1.0.0`,`address`:`opc.tcp://h/path`} | not of the form opc.tcp://host:port[/path]",
                "{`model`:`electrolyte-filler-1.0.0`,`address`:`opc.tcp://h:99999`} | port up to 65535",
                "{`model`:`electrolyte-filler-1.0.0`,`address`:`opc.tcp://me:pass@h:4840`} | has an account in it",
                "{`model`:`electrolyte-filler-1.0.0`,`address`:`modbus+udp://h/3?`} | not of the form",
                "{`model`:`calender-1.0.0`,`address`:`modbus+tcp://h/1`} | model calender-1.0.0 has no form for reading by modbus+tcp",
                "{`model`:`electrolyte-filler-1.0.0`,`address`:`opc.tcp://h:4840`} | model electrolyte-filler-1.0.0 has no form for reading by opc.tcp",
                "{`model`:`electrolyte-filler-1.0.0`,`address`:`modbus+tcp://h/1`,`settings`:{`pollingTimeMs`:9}} | pollingTimeMs must be a whole number from 10",
                "{`model`:`electrolyte-filler-1.0.0`,`address`:`modbus+rtu+tcp://h/1`,`settings`:{`parity`:`none`}} | there is no setting parity for modbus+rtu+tcp",
                "{`model`:`electrolyte-filler-1.0.0`,`address`:`modbus+rtu:///dev/ttyS0/1`,`settings`:{`baudRate`:110}} | baudRate must be a whole number from 300",
                "7                                                                                   | not an object"
            })
    void saysWhatIsWrong(String celltwin, String expected) {
        assertThat(problems("demo:filler-1", celltwin.replace('`', '"')))
                .singleElement()
                .asString()
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"filler-1", "demo:", ":filler-1", "de mo:filler-1", "demo:a/b", "demo.policies:filler-1"})
    void refusesAnIdThatCannotBeATwins(String id) {
        assertThat(problems(id, GOOD)).hasSize(1);
    }

    @Test
    void refusesAnIdThatIsTooLong() {
        assertThat(problems("demo:" + "x".repeat(300), GOOD)).hasSize(1);
    }

    @Test
    void saysAllThatIsWrong() {
        assertThat(problems("filler", "{\"adress\":\"modbus+tcp://h/1\"}")).hasSize(4);
    }

    @Test
    void takesAnAddressOfAnAdapterThatIsNotOursWithWhateverSettings() {
        RegistrationCheck open = new RegistrationCheck(Optional.empty(), Set.of("s7"));
        assertThat(problems(open, "demo:press-1", """
                {"model":"some-1.0.0","address":"s7://10.0.0.1","settings":{"rack":0}}""")).isEmpty();
    }

    @Test
    void looksAtTheSettingsThatEveryAdapterKnowsWhoeverTakesTheAddress() {
        RegistrationCheck open = new RegistrationCheck(Optional.empty(), Set.of("s7"));
        assertThat(problems(open, "demo:press-1", """
                {"model":"some-1.0.0","address":"s7://10.0.0.1","settings":{"pollingTimeMs":"often"}}"""))
                .containsExactly("setting pollingTimeMs must be a whole number from 1 to 86400000");
    }

    @Test
    void saysWhatIsWrongWithTheModelThatIsNamed(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("broken-1.0.0.tm.jsonld"), "{\"title\":");
        RegistrationCheck own = new RegistrationCheck(Optional.of(new ModelCatalog(directory)), Set.of());
        assertThat(problems(own, "demo:press-1", """
                {"model":"broken-1.0.0","address":"opc.tcp://h:4840"}"""))
                .singleElement()
                .asString()
                .contains("broken-1.0.0");
    }

    @Test
    void namesTheFirstMistakesOfAModelThatHasMany(@TempDir Path directory) throws IOException {
        StringBuilder properties = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            properties.append("%s\"p%d\":{\"cell:nonsense\":1}".formatted(i == 0 ? "" : ",", i));
        }
        Files.writeString(
                directory.resolve("many-1.0.0.tm.jsonld"), "{\"properties\":{%s}}".formatted(properties.toString()));
        RegistrationCheck own = new RegistrationCheck(Optional.of(new ModelCatalog(directory)), Set.of());
        assertThat(problems(own, "demo:press-1", """
                {"model":"many-1.0.0","address":"opc.tcp://h:4840"}"""))
                .singleElement()
                .asString()
                .contains("many-1.0.0", " more")
                .hasSizeLessThan(1000);
    }

    @Test
    void repeatsNoPassword() {
        assertThat(problems("demo:filler-1", GOOD.replace("127.0.0.1:1502/3", "me:geheim@127.0.0.1:1502/3")))
                .singleElement()
                .asString()
                .doesNotContain("geheim");
    }

    /** Each mutation of a good registration, and trees of whatever, has an answer. */
    @Test
    void survivesAnyRegistration() throws JsonProcessingException {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            ObjectNode celltwin = (ObjectNode) new ObjectMapper().readTree(GOOD);
            List<String> names = new ArrayList<>();
            celltwin.fieldNames().forEachRemaining(names::add);
            celltwin.set(names.get(random.nextInt(names.size())), anything(random, 3));
            celltwin.set(Integer.toString(random.nextInt(), 36), anything(random, 2));
            // The member that nobody knows is told in any case.
            assertThat(check.problems("demo:" + random.nextInt(), celltwin)).isNotEmpty();
        }
    }

    private static JsonNode anything(Random random, int depth) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> json.nullNode();
            case 1 -> json.booleanNode(random.nextBoolean());
            case 2 -> json.numberNode(random.nextLong());
            case 3 -> json.numberNode(random.nextDouble() * Math.pow(10, random.nextInt(600) - 300));
            case 4 -> json.textNode("modbus+tcp://" + (char) random.nextInt(0xD800) + ":" + random.nextInt());
            case 5 ->
                json.textNode(random.ints(random.nextInt(40), 0, 0xD800)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
            case 6 -> json.arrayNode().add(anything(random, depth - 1)).add(anything(random, depth - 1));
            default ->
                json.objectNode()
                        .<ObjectNode>set("pollingTimeMs", anything(random, depth - 1))
                        .set(Integer.toString(random.nextInt(), 36), anything(random, depth - 1));
        };
    }

    private List<String> problems(String id, String celltwin) {
        return problems(check, id, celltwin);
    }

    private static List<String> problems(RegistrationCheck by, String id, String celltwin) {
        try {
            return by.problems(id, new ObjectMapper().readTree(celltwin));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
