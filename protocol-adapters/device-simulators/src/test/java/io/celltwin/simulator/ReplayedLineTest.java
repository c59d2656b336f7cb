package io.celltwin.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line with recorded data, as far as there are any. */
class ReplayedLineTest {

    private static final Duration TICK = Duration.ofMillis(100);
    private static final int PACK_VOLTAGE = 0;
    private static final int PACK_CURRENT = 2;
    private static final int BATTERY_STATE = 60;

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock();

    @Test
    void packsAndFillersShowWhatWasRecordedAndSaySo() throws Exception {
        RecordedData.withSet("skab");
        Path data = RecordedData.withSet("nasa_pcoe_liion");
        try (SimulatedLine line = SimulatedLine.assemble(options().withReplay(data))) {
            assertThat(line.dataSource()).contains("NASA").contains("SKAB");
            assertThat(device(line, "demo:pack-1").dataSource()).contains("B0005");
            assertThat(device(line, "demo:filler-1").dataSource()).contains("SKAB");
            assertThat(device(line, "demo:coater-1").dataSource()).contains("physical model");

            pass(line, Duration.ofSeconds(5));
            try (ModbusClient pack =
                    new ModbusClient(device(line, "demo:pack-1").address())) {
                // Half an hour into the first recorded discharge: -2.01 A, and 12 cells of 3.5 to 3.7 V.
                assertThat(pack.inputText(BATTERY_STATE, 8)).isEqualTo("Discharge");
                assertThat(pack.inputIntLowWordFirst(PACK_CURRENT) / 1000.0).isCloseTo(-2.01, within(0.02));
                assertThat(pack.inputWord(PACK_VOLTAGE) / 100.0).isBetween(12 * 3.4, 12 * 3.8);
            }
            try (ModbusClient filler =
                    new ModbusClient(device(line, "demo:filler-1").address())) {
                // The first settled rows of the anomaly-free file.
                assertThat(filler.inputFloat(14)).isBetween(118f, 129f);
                assertThat(filler.inputFloat(0)).isBetween(0.18f, 0.23f);
            }
        }
    }

    @Test
    void withoutTheDirectoryTheLineRunsItsModelAndSaysWhy() throws Exception {
        Path absent = directory.resolve("nowhere");
        try (SimulatedLine line = SimulatedLine.assemble(options().withReplay(absent))) {
            assertThat(line.dataSource()).contains("physical model").contains(absent.toString());
            assertThat(line.devices())
                    .allSatisfy(each -> assertThat(each.dataSource()).contains("physical model"));
        }
    }

    @Test
    void aMalformedRecordingIsReplacedByTheModelAndNamed() throws Exception {
        Path data = Files.createDirectory(directory.resolve("data"));
        Files.writeString(Files.createDirectory(data.resolve("skab")).resolve("skab_v0.9_part.csv.gz"), "no gzip");
        try (SimulatedLine line = SimulatedLine.assemble(options().withReplay(data))) {
            assertThat(line.dataSource())
                    .contains("fillers run a physical model, because")
                    .contains("skab_v0.9_part.csv.gz")
                    .contains("packs run a physical model, because")
                    .contains("is not there");
            URI address = device(line, "demo:filler-1").address();
            pass(line, TICK);
            try (ModbusClient filler = new ModbusClient(address)) {
                assertThat(filler.inputFloat(14)).isBetween(110f, 140f);
            }
        }
    }

    private LineOptions options() {
        return LineOptions.usual(directory.resolve("state")).withClock(clock);
    }

    private void pass(SimulatedLine line, Duration time) {
        for (long i = 0; i < time.toMillis() / TICK.toMillis(); i++) {
            clock.advance(TICK);
            line.tick();
        }
    }

    private static SimulatedDevice device(SimulatedLine line, String id) {
        return line.devices().stream()
                .filter(each -> each.deviceId().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
