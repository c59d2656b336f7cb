package io.celltwin.lifecycle.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.state.DamagedStateException;
import io.celltwin.state.NewerStateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineStateTest {

    private String beforeVersions;

    @BeforeEach
    void read() throws IOException {
        try (InputStream file = getClass().getResourceAsStream("/state/machine-before-versions.json")) {
            beforeVersions = new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    @Test
    void whatWasKeptBeforeThereWereVersionsIsRead() {
        MachineState state = MachineState.CODEC.read(beforeVersions);

        assertThat(state.lastValues()).contains(new MachineState.LastValue("roll/gap", "Roll gap", "µm", 45.5));
        MachineState.Step open = state.open().orElseThrow();
        assertThat(open.batch()).isEqualTo("demo:batch-1");
        assertThat(open.values().get(0).statistics().count()).isEqualTo(3);
        assertThat(OpenStep.of("demo:calender-1", open, false).state()).isEqualTo(open);
    }

    @Test
    void aMachineWithoutABatchIsReadToo() {
        assertThat(MachineState.CODEC.read("{\"lastValues\":[]}").open()).isEmpty();
    }

    @Test
    void whatIsKeptNowIsTheSameWithAVersion() {
        String written = MachineState.CODEC.write(MachineState.CODEC.read(beforeVersions));

        assertThat(JsonObject.of(written))
                .isEqualTo(JsonObject.of(beforeVersions)
                        .setValue("stateVersion", 2)
                        .setValue("batchKnown", false)
                        .setValue("disconnected", false)
                        .setValue("notGood", JsonArray.empty())
                        .setValue("/open/beginningSeen", false)
                        .setValue("/open/values", withKnown(JsonObject.of(beforeVersions))));
        assertThat(MachineState.CODEC.write(MachineState.CODEC.read(written))).isEqualTo(written);
    }

    private static JsonArray withKnown(JsonObject state) {
        return state.getValue("/open/values").orElseThrow().asArray().stream()
                .map(value -> (JsonValue) value.asObject().setValue("/statistics/known", true))
                .collect(JsonCollectors.valuesToArray());
    }

    @Test
    void whateverIsCutOffIsRefused() {
        for (int length = 0; length < beforeVersions.length(); length++) {
            String cut = beforeVersions.substring(0, length);
            assertThatThrownBy(() -> MachineState.CODEC.read(cut)).isInstanceOf(DamagedStateException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "\"count\":3|\"count\":-3",
                "\"weightS\":12.5|\"weightS\":-12.5",
                "\"mean\":45.2|\"mean\":1e999",
                "\"squaredDeviations\":1.75|\"squaredDeviations\":-1.75",
                "\"held\":45.5|\"held\":46",
                "\"held\":45.5,|",
                "\"heldSince\":\"2026-01-01T00:00:12.500Z\"|\"heldSince\":\"\"",
                "\"last\":20.0|\"last\":\"NaN\"",
                "\"batch\":\"demo:batch-1\"|\"batch\":\"\"",
                "\"startedAt\":\"2026-01-01T00:00:00Z\"|\"startedAt\":true",
                "\"interrupted\":false|\"interrupted\":null",
                "[\"gapTooWide\"]|[null]",
                "[\"gapTooWide\"]|\"gapTooWide\"",
                "\"unit\":\"m/min\",|"
            })
    void whatMakesNoSenseIsRefusedWithOneLine(String good, String bad) {
        assertThat(beforeVersions).contains(good);
        assertThatThrownBy(() -> MachineState.CODEC.read(beforeVersions.replace(good, bad == null ? "" : bad)))
                .isInstanceOf(DamagedStateException.class)
                .hasMessageStartingWith("What is remembered of the machine cannot be read: at /")
                .hasMessageEndingWith("and a step under way is recorded from now on")
                .hasNoCause();
    }

    @Test
    void aNewerVersionIsRefused() {
        String newer = JsonObject.of(beforeVersions).setValue("stateVersion", 3).toString();

        assertThatThrownBy(() -> MachineState.CODEC.read(newer)).isInstanceOf(NewerStateException.class);
    }
}
