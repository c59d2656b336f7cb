package io.celltwin.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckModelsTest {

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void aGoodFileThatExtendsAModelOfTheJarIsOk() {
        new ModelFolder(directory)
                .model("notcher", "'links': [{'rel': 'tm:extends', 'href': 'machine-1.0.0.tm.jsonld'}]");

        assertThat(check("notcher-1.0.0.tm.jsonld")).isTrue();
        int inherited = ModelCatalog.bundled().get("machine-1.0.0").properties().size();
        assertThat(output()).endsWith("notcher-1.0.0.tm.jsonld: OK, " + inherited + " properties\n");
    }

    @Test
    void everyProblemOfAFaultyFileIsPrinted() {
        new ModelFolder(directory).property("bad", "{'type': 'number', 'minimum': 2, 'maximum': 1}");

        assertThat(check("bad-1.0.0.tm.jsonld")).isFalse();
        assertThat(output()).isEqualTo("""
                bad-1.0.0.tm.jsonld#/properties/p/minimum: minimum 2.0 is above maximum 1.0
                bad-1.0.0.tm.jsonld#/properties/p: needs 'title', a text
                """);
    }

    @Test
    void aFileThatIsNotThereOrHasAnotherNameIsNamed() {
        new ModelFolder(directory).file("notes.txt", "{}");

        assertThat(check("absent-1.0.0.tm.jsonld", "notes.txt")).isFalse();
        assertThat(output())
                .contains("absent-1.0.0.tm.jsonld#: there is no such file")
                .contains("notes.txt#: must be named <name>-<major>.<minor>.<patch>.tm.jsonld");
    }

    @Test
    void theMachineInTheDocumentationIsOk() throws IOException {
        String text = Files.readString(Path.of("../docs/thing-models.md"));
        int start = text.indexOf("```json") + "```json".length();
        new ModelFolder(directory)
                .file("notching-press-1.0.0.tm.jsonld", text.substring(start, text.indexOf("```", start)));

        assertThat(check("notching-press-1.0.0.tm.jsonld")).as(output()).isTrue();
    }

    @Test
    void withoutAFileItSaysHowToUseIt() {
        assertThat(check()).isFalse();
        assertThat(output()).contains("CheckModels FILE...");
    }

    private boolean check(String... names) {
        String[] files = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            files[i] = directory.resolve(names[i]).toString();
        }
        return CheckModels.check(files, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
