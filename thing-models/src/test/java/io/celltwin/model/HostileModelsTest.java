package io.celltwin.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that nobody should have written: each is refused with the file, the place and the reason. */
@Timeout(60)
class HostileModelsTest {

    @TempDir
    private Path directory;

    private ModelFolder folder;

    @BeforeEach
    void folder() {
        folder = new ModelFolder(directory);
    }

    @Test
    void aModelThatIsNotThere() {
        refused("absent", "absent-1.0.0.tm.jsonld#: there is no such model");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "..",
                "",
                "/etc/passwd-1.0.0",
                "x\u0000-1.0.0",
                "Upper-1.0.0",
                "..%2Fx-1.0.0",
                "model"
            })
    void aNameThatIsNoModelName(String name) {
        ModelCatalog catalog = folder.catalog();

        assertThatThrownBy(() -> catalog.get(name))
                .isInstanceOf(ModelException.class)
                .hasMessageMatching("(?s).*(is no model name|there is no such model).*");
    }

    @Test
    void brokenJson() {
        folder.file("bad-1.0.0.tm.jsonld", "{\n  \"title\": \"x\",\n  oops\n}");

        refused("bad", "bad-1.0.0.tm.jsonld#: is no valid JSON at line 3 column 3: Unexpected character");
    }

    @Test
    void aMemberThatStandsTwice() {
        folder.file("bad-1.0.0.tm.jsonld", "{\"title\": \"x\", \"title\": \"y\"}");

        refused("bad", "Duplicate field 'title'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "null", "", "{} {}", "\u0000"})
    void contentThatIsNotOneObject(String content) {
        folder.file("bad-1.0.0.tm.jsonld", content);

        refused("bad", "bad-1.0.0.tm.jsonld#: ");
    }

    @Test
    void jsonNestedWithoutEnd() {
        folder.file("bad-1.0.0.tm.jsonld", "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");

        refused("bad", "is no valid JSON");
    }

    @Test
    void aFileThatIsTooLarge() {
        folder.file("bad-1.0.0.tm.jsonld", "{\"title\": \"x\"}" + " ".repeat(JsonText.MAX_BYTES));

        refused("bad", "bad-1.0.0.tm.jsonld#: is larger than 1048576 bytes");
    }

    @Test
    void aLinkOutOfTheDirectory(@TempDir Path elsewhere) throws IOException {
        Path secret = Files.writeString(elsewhere.resolve("secret"), "{\"title\": \"secret\"}");
        Files.createSymbolicLink(directory.resolve("bad-1.0.0.tm.jsonld"), secret);

        refused("bad", "bad-1.0.0.tm.jsonld#: must be a plain file inside the models directory");
    }

    @Test
    void aLinkWithinTheDirectoryIsFineBecauseKubernetesMountsSo() throws IOException {
        folder.property("good", "{'title': 'P', 'type': 'string'}");
        Files.createDirectory(directory.resolve("..data"));
        Path real =
                Files.move(directory.resolve("good-1.0.0.tm.jsonld"), directory.resolve("..data/good-1.0.0.tm.jsonld"));
        Files.createSymbolicLink(directory.resolve("good-1.0.0.tm.jsonld"), real);

        assertThat(folder.read("good").properties()).hasSize(1);
    }

    @Test
    void aDirectoryInPlaceOfAFile() throws IOException {
        Files.createDirectory(directory.resolve("bad-1.0.0.tm.jsonld"));

        refused("bad", "must be a plain file inside the models directory");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside-1.0.0.tm.jsonld",
                "file:///etc/passwd",
                "/etc/passwd",
                "base-1.0.0.tm.jsonld?x=1",
                "http://plant.example/..",
                "ftp://plant.example/base-1.0.0.tm.jsonld",
                ""
            })
    void anExtensionThatNamesNoModelFile(String href) {
        folder.model("bad", "'links': [{'rel': 'tm:extends', 'href': '" + href + "'}]");

        refused("bad", "bad-1.0.0.tm.jsonld#/links/0/href: '" + href + "' does not name a model file");
    }

    @Test
    void anExtensionThatIsNoUri() {
        folder.model("bad", "'links': [{'rel': 'tm:extends', 'href': 'a b'}]");

        refused("bad", "bad-1.0.0.tm.jsonld#/links/0/href: is no URI");
    }

    @Test
    void anExtensionOfAModelThatIsNotThere() {
        folder.model("bad", extending("absent"));

        refused("bad", "bad-1.0.0.tm.jsonld#/links/0/href: there is no model 'absent-1.0.0.tm.jsonld'");
    }

    @Test
    void modelsThatExtendEachOther() {
        folder.model("a", extending("b")).model("b", extending("c")).model("c", extending("a"));

        refused(
                "a",
                "c-1.0.0.tm.jsonld#/links/0/href: leads in a circle: a-1.0.0.tm.jsonld -> b-1.0.0.tm.jsonld"
                        + " -> c-1.0.0.tm.jsonld -> a-1.0.0.tm.jsonld");
    }

    @Test
    void anEndlessChainOfExtensions() {
        IntStream.range(0, 30).forEach(i -> folder.model("m" + i, extending("m" + (i + 1))));

        refused("m0", "more than 16 models extend each other");
    }

    @Test
    void theSameModelExtendedTwice() {
        folder.property("base", "{'title': 'P', 'type': 'string'}");
        folder.model(
                "bad",
                "'links': [{'rel': 'tm:extends', 'href': 'base-1.0.0.tm.jsonld'},"
                        + "{'rel': 'tm:extends', 'href': 'base-1.0.0.tm.jsonld'}]");

        refused("bad", "bad-1.0.0.tm.jsonld#/links/1/href: 'base-1.0.0.tm.jsonld' is extended already");
    }

    @Test
    void aFaultInAnExtendedModelIsNamedInThatModel() {
        folder.property("base", "{'title': 'P', 'type': 'nonsense'}").model("special", extending("base"));

        refused("special", "base-1.0.0.tm.jsonld#/properties/p/type: 'nonsense' is no JSON type");
    }

    @Test
    void referencesInACircle() {
        folder.model("bad", "'properties': {'a': {'tm:ref': '#/properties/b'}, 'b': {'tm:ref': '#/properties/a'}}");

        refused("bad", "#/properties/a/tm:ref: leads in a circle");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#/properties/absent", "#", "#/title"})
    void aReferenceThatLeadsToNoDefinition(String ref) {
        folder.property("bad", "{'tm:ref': '" + ref + "'}");

        refused("bad", "bad-1.0.0.tm.jsonld#/properties/p/tm:ref: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent-1.0.0.tm.jsonld#/properties/p", "../x#/properties/p", "nohash", "#properties"})
    void aReferenceThatIsNone(String ref) {
        folder.property("bad", "{'tm:ref': '" + ref + "'}");

        refused("bad", "bad-1.0.0.tm.jsonld#/properties/p/tm:ref: ");
    }

    @Test
    void referencesThatMultiply() {
        String levels = IntStream.range(1, 16)
                .mapToObj(i -> "'l" + i + "': {'title': 'L', 'type': 'object', 'properties': {"
                        + IntStream.range(0, 10)
                                .mapToObj(j -> "'x" + j + "': {'tm:ref': '#/properties/l" + (i - 1) + "'}")
                                .collect(Collectors.joining(","))
                        + "}}")
                .collect(Collectors.joining(","));
        folder.model("bad", "'properties': {'l0': {'title': 'L', 'type': 'string'}," + levels + "}");

        refused("bad", "references multiply to more than");
    }

    @Test
    void submodelsThatTogetherFillTheMemory() {
        folder.property("sub", "{'title': '" + "x".repeat(60_000) + "{{INSTANCE_NAME}}', 'type': 'string'}");
        folder.model(
                "bad",
                "'links': ["
                        + IntStream.range(0, 2_000)
                                .mapToObj(
                                        i -> "{'rel': 'tm:submodel', 'href': 'sub-1.0.0.tm.jsonld', 'instanceName': 'i"
                                                + i + "'}")
                                .collect(Collectors.joining(","))
                        + "]");

        refused("bad", "the submodels together are too large");
    }

    @Test
    void tooManyProperties() {
        folder.model(
                "bad",
                "'properties': {"
                        + IntStream.range(0, 5_001)
                                .mapToObj(i -> "'p" + i + "': {'title': 'P', 'type': 'string'}")
                                .collect(Collectors.joining(","))
                        + "}");

        refused("bad", "a model has at most 5000 properties");
    }

    @Test
    void aSubmodelOfItself() {
        folder.model("bad", "'links': [{'rel': 'tm:submodel', 'href': 'bad-1.0.0.tm.jsonld', 'instanceName': 'me'}]");

        refused("bad", "bad-1.0.0.tm.jsonld#/links/0/href: 'bad-1.0.0.tm.jsonld' has submodels itself");
    }

    @Test
    void oneFaultyModelDoesNotHideTheOthers() {
        folder.file("bad-1.0.0.tm.jsonld", "{").property("good", "{'title': 'P', 'type': 'string'}");

        assertThat(folder.catalog().all())
                .extracting(ThingModel::name)
                .contains("good-1.0.0", "battery-pack-1.0.0")
                .doesNotContain("bad-1.0.0");
    }

    @Test
    void aFaultyFileCanBeMendedWithoutARestart() {
        ModelCatalog catalog = folder.file("bad-1.0.0.tm.jsonld", "{").catalog();
        assertThatThrownBy(() -> catalog.get("bad-1.0.0")).isInstanceOf(ModelException.class);

        folder.property("bad", "{'title': 'P', 'type': 'string'}");

        assertThat(catalog.get("bad-1.0.0").properties()).hasSize(1);
    }

    @Test
    void aFileCannotHideAModelOfTheJar() {
        folder.property("machine", "{'title': 'P', 'type': 'string'}");

        assertThat(folder.read("machine").title()).isEqualTo("Machine");
    }

    private void refused(String name, String message) {
        assertThatThrownBy(() -> folder.read(name))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    private static String extending(String base) {
        return "'links': [{'rel': 'tm:extends', 'href': '" + base + "-1.0.0.tm.jsonld'}]";
    }
}
