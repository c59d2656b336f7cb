package io.celltwin.maintenance.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ThingModel;
import io.celltwin.state.DamagedStateException;
import io.celltwin.state.NewerStateException;
import io.celltwin.twin.values.TwinChange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorStateTest {

    private static final MonitorSettings SETTINGS =
            new MonitorSettings(400, 2000, 30, 10, Duration.ofMillis(100), Duration.ofSeconds(1));

    private final ThingModel model = ModelCatalog.bundled().get("electrolyte-filler-1.0.0");
    private final MachineModel machine = MachineModel.of(model).orElseThrow();
    private final Random chance = new Random(3);
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private MachineMonitor monitor;

    @BeforeEach
    void start() {
        TwinChange snapshot = change("{\"status\":{\"properties\":{\"machineState\":\"Execute\"}}}", true);
        monitor = new MachineMonitor(snapshot, machine, SETTINGS);
        monitor.next(snapshot);
    }

    @Test
    void aMonitorGoesOnElsewhereAsIfNothingHadHappenedWheneverItIsMoved() {
        MachineMonitor moved = MachineMonitor.resume(monitor.checkpoint(), machine, SETTINGS);
        for (int i = 0; i < 900; i++) {
            TwinChange change = row(i >= 600 && i < 700 ? 2 : 0);
            assertThat(moved.next(change)).isEqualTo(monitor.next(change));
            if (i % 37 == 0) {
                String checkpoint = moved.checkpoint();
                moved = MachineMonitor.resume(checkpoint, machine, SETTINGS);
                assertThat(moved.checkpoint()).isEqualTo(checkpoint);
            }
        }
        assertThat(monitor.learning()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"machine-that-judges-before-versions.json", "machine-that-learns-before-versions.json"})
    void whatWasKeptByTheFormerMethodKeepsWhatIsKnownOfTheMachineAndItsAlarm(String file) {
        MonitorState state = MonitorState.CODEC.read(kept(file));

        assertThat(state.regimes().regimes()).isEmpty();
        assertThat(state.learners()).isEmpty();
        boolean anomalous = file.contains("judges");
        assertThat(state.condition().anomalous()).isEqualTo(anomalous);
        assertThat(state.alarm().since().isPresent()).isEqualTo(anomalous);
        assertThat(state.sampler().lastRow().isPresent()).isEqualTo(anomalous);
    }

    @Test
    void whateverIsCutOffIsRefused() {
        run(450);
        String whole = monitor.checkpoint();

        for (int length = 0; length < whole.length(); length += 97) {
            String cut = whole.substring(0, length);
            assertThatThrownBy(() -> MonitorState.CODEC.read(cut)).isInstanceOf(DamagedStateException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "\"evidence\":[0-9.E-]+|\"evidence\":-1",
                "\"evidence\":[0-9.E-]+|\"evidence\":1e999",
                "\"noise\":[0-9.E-]+|\"noise\":0",
                "\"limit\":[0-9.E-]+|\"limit\":\"NaN\"",
                "\"correlation\":\\[\\[|\"correlation\":[null,[",
                "\"adaptation\":[0-9.E-]+|\"adaptation\":2",
                "\"fast\":[0-9.E-]+|\"fast\":1e999",
                "\"peak\":[0-9.E-]+|\"peak\":-3",
                "\"settling\":false|\"settling\":true",
                "\"severity\":\"WARNING\"|\"severity\":\"AWFUL\"",
                "\"reason\":\"MISSING\"|\"reason\":\"LAZY\""
            })
    void whatMakesNoSenseIsRefusedWithOneLine(String good, String bad) {
        run(450);
        monitor.next(change("{\"connection\":{\"properties\":{\"status\":\"disconnected\"}}}", false));
        String checkpoint = monitor.checkpoint();
        String broken = checkpoint.replaceFirst(good, bad);

        assertThat(broken).isNotEqualTo(checkpoint);
        assertThatThrownBy(() -> MonitorState.CODEC.read(broken))
                .isInstanceOf(DamagedStateException.class)
                .hasMessageStartingWith("What is remembered of the machine cannot be read: at /")
                .hasMessageEndingWith("The machine is followed anew from its twin")
                .hasNoCause();
    }

    @Test
    void aNewerVersionIsRefused() {
        String newer =
                JsonObject.of(monitor.checkpoint()).setValue("stateVersion", 4).toString();

        assertThatThrownBy(() -> MonitorState.CODEC.read(newer)).isInstanceOf(NewerStateException.class);
    }

    @Test
    void whatTheFormerMethodLearntInTheTwinIsLearntAnewAndWhatANewerOneLearntIsNotOverwritten() {
        JsonObject former = JsonObject.of(kept("machine-that-judges-before-versions.json"))
                .getValue("healthyModel")
                .orElseThrow()
                .asObject();

        assertThat(StoredModel.read("demo:filler-1", twin(former))).isEmpty();
        assertThat(StoredModel.read("demo:filler-1", twin(former.setValue("stateVersion", 1))))
                .isEmpty();
        assertThatThrownBy(() -> StoredModel.read("demo:filler-1", twin(former.setValue("stateVersion", 3))))
                .isInstanceOf(NewerStateException.class)
                .hasMessageContaining("of version 3");
    }

    private void run(int rows) {
        for (int i = 0; i < rows; i++) {
            monitor.next(row(0));
        }
    }

    private TwinChange row(double shift) {
        now = now.plusMillis(100);
        JsonObject pump = JsonObject.newBuilder()
                .set("vibrationDriveEnd", 0.2 + 0.02 * chance.nextGaussian() + shift)
                .set("vibrationNonDriveEnd", 0.27 + 0.02 * chance.nextGaussian())
                .set("motorCurrent", 2 + 0.2 * chance.nextGaussian())
                .set("motorTemperature", 90 + 0.2 * chance.nextGaussian())
                .set("observedAt", now.toString())
                .build();
        return change("{\"pump\":{\"properties\":" + pump + "}}", false);
    }

    private TwinChange change(String features, boolean snapshot) {
        return new TwinChange(
                "demo:filler-1",
                Optional.of(model),
                JsonObject.of("{\"features\":" + features + "}"),
                1,
                now,
                snapshot,
                false);
    }

    private static JsonObject twin(JsonObject healthyModel) {
        return JsonObject.newBuilder().set(StoredModel.PATH, healthyModel).build();
    }

    private static String kept(String file) {
        try (InputStream state = MonitorStateTest.class.getResourceAsStream("/state/" + file)) {
            return new String(state.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
