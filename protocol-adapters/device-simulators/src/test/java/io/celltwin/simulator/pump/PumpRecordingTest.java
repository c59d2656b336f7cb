package io.celltwin.simulator.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.simulator.RecordedData;
import io.celltwin.simulator.recording.RecordingException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PumpRecordingTest {

    private static final String COLUMNS = "group,file,datetime,accelerometer1_rms,accelerometer2_rms,current,pressure,"
            + "temperature,thermocouple,voltage,volume_flow_rate_rms,anomaly,changepoint\n";

    @TempDir
    Path directory;

    @Test
    void settledHealthyRowsComeFirstThenTheNearestFileAndHealthyOnesAgain() throws Exception {
        write(COLUMNS
                + row("near", 120, "0.0")
                + row("near", 60, "1.0")
                + row("nearer", 124, "0.0")
                + row("nearer", 70, "1.0")
                + healthy(100)
                + healthy(150));
        List<PumpReading> rows = PumpRecording.read(directory).rowsFor(0, 1);
        assertThat(rows)
                .extracting(PumpReading::flowLpm)
                .containsExactly(150.0, 150.0, 150.0, 150.0, 124.0, 70.0, 150.0, 120.0, 60.0, 150.0);
    }

    @Test
    void aFileOfAnotherOperatingPointIsLeftOut() throws Exception {
        write(COLUMNS + row("far", 40, "0.0") + row("far", 41, "1.0") + healthy(125) + healthy(126));
        assertThat(PumpRecording.read(directory).rowsFor(0, 1))
                .extracting(PumpReading::flowLpm)
                .containsOnly(126.0);
    }

    @Test
    void twoPumpsShareTheLabelledFiles() throws Exception {
        write(COLUMNS + row("near", 120, "1.0") + row("nearer", 124, "1.0") + healthy(125) + healthy(126));
        PumpRecording recording = PumpRecording.read(directory);
        assertThat(recording.rowsFor(0, 2))
                .extracting(PumpReading::flowLpm)
                .containsExactly(126.0, 126.0, 126.0, 126.0, 124.0, 126.0);
        assertThat(recording.rowsFor(1, 2))
                .extracting(PumpReading::flowLpm)
                .containsExactly(126.0, 126.0, 126.0, 126.0, 120.0, 126.0);
    }

    @Test
    void aPumpShowsRowAfterRowAndStartsOver() throws Exception {
        write(COLUMNS + healthy(0) + healthy(0) + healthy(125) + healthy(126));
        RecordedPump pump = new RecordedPump(PumpRecording.read(directory).rowsFor(0, 1), Duration.ofMillis(100));
        assertThat(pump.reading().flowLpm()).isEqualTo(125);
        pump.advance(0.15, 1);
        assertThat(pump.reading().flowLpm()).isEqualTo(126);
        pump.advance(0.1, 1);
        assertThat(pump.reading().flowLpm()).isEqualTo(125);
    }

    @Test
    void theRealRecordingIsHealthyForHalfAnHourAtTenTimesItsPace() throws Exception {
        Path data = RecordedData.withSet("skab");
        PumpRecording recording = PumpRecording.read(data);
        int halfAnHour = 18_000;
        for (int pump = 0; pump < 2; pump++) {
            List<PumpReading> rows = recording.rowsFor(pump, 2);
            assertThat(rows.subList(0, halfAnHour))
                    .allSatisfy(row -> assertThat(row.flowLpm()).isBetween(110.0, 135.0));
            assertThat(rows.size()).isGreaterThan(halfAnHour + 3 * 5000);
        }
    }

    @Test
    void aRecordingWithoutAHealthyStretchIsRefused() throws Exception {
        write(COLUMNS + row("near", 120, "1.0"));
        assertThatThrownBy(() -> PumpRecording.read(directory))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("anomaly-free");
    }

    @Test
    void aRowWithTooFewValuesIsNamed() throws Exception {
        write(COLUMNS + healthy(125) + "anomaly-free,1\n");
        assertThatThrownBy(() -> PumpRecording.read(directory))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("row 3 has 2 values");
    }

    private static String healthy(double flow) {
        return "anomaly-free,anomaly-free,2020-02-08 13:30:47,0.2,0.27,2.1,0.3,90,26,230," + flow + ",,\n";
    }

    private static String row(String file, double flow, String anomaly) {
        return "other," + file + ",2020-03-01 15:44:06,0.2,0.27,2.1,0.3,90,26,230," + flow + ',' + anomaly + ",0.0\n";
    }

    private void write(String text) throws Exception {
        Path file = Files.createDirectories(directory.resolve("skab")).resolve("skab_v0.9_part.csv.gz");
        try (Writer out =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
            out.write(text);
        }
    }
}
