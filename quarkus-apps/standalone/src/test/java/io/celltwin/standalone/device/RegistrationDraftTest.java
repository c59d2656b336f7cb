package io.celltwin.standalone.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.adapter.device.Device;
import io.celltwin.model.ModelCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrationDraftTest {
    private static final String ADDRESS = "modbus+tcp://127.0.0.1:1502/3";
    private static final String MODEL = "electrolyte-filler-1.0.0";

    @TempDir
    Path directory;

    @Test
    void aNumberAndATruthValueOnTheCommandLineAreWhatTheyLookLike() throws DeviceProblem {
        Device device = RegistrationDraft.of(
                        ADDRESS,
                        MODEL,
                        Map.of("pollingTimeMs", "200", "acceptCommands", "true", "uncertainValues", "publish"),
                        Map.of("serialNumber", "F-0117", "line", "{2}"))
                .device("demo", "demo:filler", ModelCatalog.bundled());
        assertThat(device.settings().values())
                .containsOnly(
                        Map.entry("pollingTimeMs", 200),
                        Map.entry("acceptCommands", true),
                        Map.entry("uncertainValues", "publish"));
        assertThat(device.attributes()).containsOnly(Map.entry("serialNumber", "F-0117"), Map.entry("line", "{2}"));
        assertThat(device.address()).hasToString(ADDRESS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            {"enabled": true, "ext": {"celltwin": {"model": "electrolyte-filler-1.0.0", "address": "modbus+tcp://127.0.0.1:1502/3"}}}
            {"model": "electrolyte-filler-1.0.0", "address": "modbus+tcp://127.0.0.1:1502/3"}
            """)
    void aFileHoldsARegistrationOrWhatIsOursOfIt(String content) throws Exception {
        Device device = RegistrationDraft.of(file(content)).device("demo", "demo:filler", ModelCatalog.bundled());
        assertThat(device.model().name()).isEqualTo(MODEL);
        assertThat(device.address()).hasToString(ADDRESS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            []                | holds no JSON object
            {"model":         | is not JSON
            {"enabled": true} | holds no registration
            """)
    void aFileThatHoldsSomethingElseIsNamed(String content, String reason) throws IOException {
        Path file = file(content);
        assertThatThrownBy(() -> RegistrationDraft.of(file))
                .isInstanceOf(DeviceProblem.class)
                .hasMessageContaining("device.json")
                .hasMessageContaining(reason);
    }

    @Test
    void allThatIsWrongIsNamedAtOnce() {
        RegistrationDraft draft =
                RegistrationDraft.of("modbus://x", "none-1.0.0", Map.of("pollingTimeMs", "0"), Map.of());
        assertThatThrownBy(() -> draft.device("demo", "filler", ModelCatalog.bundled()))
                .isInstanceOf(DeviceProblem.class)
                .hasMessageContaining("<namespace>:<name>")
                .hasMessageContaining("none-1.0.0")
                .hasMessageContaining("scheme modbus")
                .hasMessageContaining("pollingTimeMs");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("device.json"), content);
    }
}
