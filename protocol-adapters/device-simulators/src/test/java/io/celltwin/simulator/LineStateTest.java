package io.celltwin.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.simulator.battery.PackProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineStateTest {

    @TempDir
    Path directory;

    @Test
    void aNewLineBeginsWithBatchOne() throws IOException {
        LineState state = LineState.load(directory);

        assertThat(state.nextBatch()).isEqualTo(1);
        assertThat(state.pack("demo:pack-1", new PackProgress(7, 1.5))).isEqualTo(new PackProgress(7, 1.5));
        assertThat(state.port("demo:pack-1")).isZero();
    }

    @Test
    void whatIsKeptIsThereAfterARestart() throws IOException {
        LineState state = LineState.load(directory);
        state.keepNextBatch(12);
        state.keepPack("demo:pack-1", new PackProgress(300, 1.25e7));
        state.keepPort("demo:coater-1", 1502);
        state.save();

        LineState again = LineState.load(directory);

        assertThat(again.nextBatch()).isEqualTo(12);
        assertThat(again.pack("demo:pack-1", PackProgress.NEW)).isEqualTo(new PackProgress(300, 1.25e7));
        assertThat(again.port("demo:coater-1")).isEqualTo(1502);
    }

    @Test
    void thePropertiesOfAnOlderProgramAreReadAndThenLeftAlone() throws IOException {
        Files.writeString(directory.resolve("simulated-line.properties"), """
                #State of the simulated line
                #Thu Nov 26 23:00:00 UTC 2026
                nextBatch=12
                demo\\:pack-1.cycles=300
                demo\\:pack-1.operatingSeconds=1.25E7
                demo\\:coater-1.port=1502
                """);

        LineState state = LineState.load(directory);
        assertThat(state.nextBatch()).isEqualTo(12);
        assertThat(state.pack("demo:pack-1", PackProgress.NEW)).isEqualTo(new PackProgress(300, 1.25e7));
        assertThat(state.port("demo:coater-1")).isEqualTo(1502);

        state.keepNextBatch(13);
        state.save();
        assertThat(LineState.load(directory).nextBatch()).isEqualTo(13);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"nextBatch\":12",
                "{\"nextBatch\":0,\"packs\":{},\"ports\":{},\"stateVersion\":1}",
                "{\"nextBatch\":1,\"packs\":{\"a\":{\"cycles\":-1,\"operatingSeconds\":0}},\"ports\":{},\"stateVersion\":1}",
                "{\"nextBatch\":1,\"packs\":{\"a\":{\"cycles\":1,\"operatingSeconds\":1e999}},\"ports\":{},\"stateVersion\":1}",
                "{\"nextBatch\":1,\"packs\":{},\"ports\":{\"a\":65536},\"stateVersion\":1}",
                "{\"nextBatch\":1,\"packs\":{},\"ports\":{},\"stateVersion\":2}"
            })
    void whatCannotBeReadIsNamed(String damaged) throws IOException {
        Files.writeString(directory.resolve("simulated-line.json"), damaged);

        assertThatThrownBy(() -> LineState.load(directory))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(directory.resolve("simulated-line.json") + ": The state of the line ")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nextBatch=many", "nextBatch=-1", "nextBatch=0", "a.cycles=NaN", "a.port=70000", "b=\\u00"})
    void propertiesThatMakeNoSenseAreNamed(String damaged) throws IOException {
        Files.writeString(directory.resolve("simulated-line.properties"), damaged);

        assertThatThrownBy(() -> LineState.load(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("simulated-line.properties")
                .hasMessageEndingWith("Without the file the line starts anew");
    }
}
