package io.celltwin.simulator.battery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.celltwin.simulator.RecordedData;
import io.celltwin.simulator.recording.CompressedCsv;
import io.celltwin.simulator.recording.RecordingException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedCellsTest {

    private static final String CURVES = "discharge_curves_B0005_B0006_B0007.csv.gz";
    private static final String COLUMNS = "battery_id,cycle,time_s,voltage_v,current_a,temperature_c\n";

    @TempDir
    Path directory;

    @Test
    void theCoulombsOfAPlayedDischargeAreThoseOfTheRecording() throws Exception {
        Path data = RecordedData.withSet("nasa_pcoe_liion");
        RecordedCell cell = RecordedCells.read(data).get("B0005");
        for (int cycle : new int[] {1, 50, 168}) {
            double recorded = recordedAmpereHours(data, cycle);
            RecordedPackLife pack = new RecordedPackLife(cell, 12, new PackProgress(cycle - 1, 0));
            double played = 0;
            double before = pack.reading().currentA();
            while (pack.reading().cycles() < cycle) {
                pack.advance(0.5, CurrentLimits.USUAL);
                double now = pack.reading().currentA();
                played += (before + now) / 2 * 0.5 / 3600;
                before = now;
            }
            assertThat(played).as("cycle " + cycle).isCloseTo(recorded, within(0.0005));
        }
    }

    @Test
    void theRecordedCellsAgeAndGiveNoImpossibleVoltage() throws Exception {
        Path data = RecordedData.withSet("nasa_pcoe_liion");
        Map<String, RecordedCell> cells = RecordedCells.read(data);
        assertThat(cells.keySet()).containsExactly("B0005", "B0006", "B0007");
        for (RecordedCell cell : cells.values()) {
            assertThat(cell.discharges()).isEqualTo(168);
            RecordedPackLife pack = new RecordedPackLife(cell, 12, new PackProgress(160, 0));
            while (pack.reading().cycles() < 168) {
                pack.advance(36, CurrentLimits.USUAL);
                for (double volts : pack.reading().cellVolts()) {
                    assertThat(volts).isBetween(1.4, 4.6);
                }
            }
        }
        assertThat(recordedAmpereHours(data, 168)).isGreaterThan(recordedAmpereHours(data, 1));
    }

    @Test
    void anAbsentSetIsNamed() {
        assertThatThrownBy(() -> RecordedCells.read(directory))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("nasa_pcoe_liion")
                .hasMessageContaining("is not there");
    }

    @Test
    void aFileThatIsNotCompressedIsNamed() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("nasa_pcoe_liion"));
        for (String name : List.of(CURVES, "charge_curves_B0005_B0006_B0007_every10th.csv.gz")) {
            Files.writeString(folder.resolve(name), COLUMNS);
        }
        assertThatThrownBy(() -> RecordedCells.read(directory))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void aRowThatIsNoMeasurementIsNamedWithItsPlace() throws Exception {
        write("charge_curves_B0005_B0006_B0007_every10th.csv.gz", COLUMNS);
        write(CURVES, COLUMNS + "B1,1,0,4.1,-2,24\nB1,1,10,much,-2,24\n");
        assertThatThrownBy(() -> RecordedCells.read(directory))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("row 3")
                .hasMessageContaining("voltage_v is no number");
    }

    @Test
    void timeThatRunsBackwardsIsRefused() throws Exception {
        write("charge_curves_B0005_B0006_B0007_every10th.csv.gz", COLUMNS);
        write(CURVES, COLUMNS + "B1,1,10,4.1,-2,24\nB1,1,5,4.0,-2,24\n");
        assertThatThrownBy(() -> RecordedCells.read(directory))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("does not rise");
    }

    @Test
    void aMissingColumnIsSaid() throws Exception {
        write("charge_curves_B0005_B0006_B0007_every10th.csv.gz", COLUMNS);
        write(CURVES, "battery_id,cycle\nB1,1\n");
        assertThatThrownBy(() -> RecordedCells.read(directory))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("columns");
    }

    private void write(String name, String text) throws Exception {
        Path folder = Files.createDirectories(directory.resolve("nasa_pcoe_liion"));
        try (Writer out = new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(folder.resolve(name))), StandardCharsets.UTF_8)) {
            out.write(text);
        }
    }

    /** The trapezoidal charge of a discharge of B0005, straight from the file. */
    private static double recordedAmpereHours(Path data, int cycle) throws Exception {
        List<double[]> samples = new ArrayList<>();
        CompressedCsv.read(
                data.resolve("nasa_pcoe_liion").resolve(CURVES),
                List.of("battery_id", "cycle", "time_s", "current_a"),
                row -> {
                    if (row.text("battery_id").equals("B0005") && row.number("cycle") == cycle) {
                        samples.add(new double[] {row.number("time_s"), row.number("current_a")});
                    }
                });
        double coulombs = 0;
        for (int i = 1; i < samples.size(); i++) {
            coulombs += (samples.get(i)[1] + samples.get(i - 1)[1]) / 2 * (samples.get(i)[0] - samples.get(i - 1)[0]);
        }
        return coulombs / 3600;
    }
}
