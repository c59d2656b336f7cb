package io.celltwin.battery.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.celltwin.battery.capacity.BatterySample;
import io.celltwin.battery.safety.SafetyModel;
import io.celltwin.battery.safety.SafetyReading;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ThingModel;
import io.celltwin.twin.values.TwinChange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pack whose model gives mA, mV, mAh and °F. */
class OtherUnitsTest {

    @TempDir
    Path directory;

    private PackReader reader;
    private SafetyModel safety;
    private TwinChange change;

    @BeforeEach
    void describe() throws IOException {
        try (InputStream bundled =
                ModelCatalog.class.getResourceAsStream("/thing-models/battery-pack-1.0.0.tm.jsonld")) {
            String pack = new String(bundled.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("\"unit:V\"", "\"unit:MilliV\"")
                    .replace("\"unit:A\"", "\"unit:MilliA\"")
                    .replace("\"unit:A-HR\"", "\"unit:MilliA-HR\"")
                    .replace("\"unit:DEG_C\"", "\"unit:DEG_F\"");
            Files.writeString(directory.resolve("small-pack-1.0.0.tm.jsonld"), pack);
        }
        ThingModel model = new ModelCatalog(directory).get("small-pack-1.0.0");
        reader = new PackReader(PackModel.of(model).orElseThrow());
        safety = SafetyModel.of(model).orElseThrow();
        change = new TwinChange("demo:pack-1", Optional.of(model), JsonObject.of("""
                        {"features":{"bms":{"properties":{"nominalCapacity":2000,"packCurrent":-2000,"packVoltage":44400,
                        "operatingTime":10,"cellVoltage01":3700,"cellVoltage02":3710,"cellTemperature1":77}}}}\
                        """), 1, Instant.EPOCH, true, false);
    }

    @Test
    void isMeasuredInBaseUnits() {
        BatterySample sample = reader.read(change).orElseThrow();

        assertThat(sample.current()).isCloseTo(-2, within(1e-9));
        assertThat(sample.lowestCellVoltage().orElseThrow()).isCloseTo(3.7, within(1e-9));
        assertThat(sample.cells().temperature().orElseThrow()).isCloseTo(25, within(1e-9));
        assertThat(reader.nominalCapacity().orElseThrow()).isCloseTo(2, within(1e-9));
    }

    @Test
    void isWatchedInBaseUnits() {
        reader.read(change);
        SafetyReading reading = safety.read(change, reader.known()).orElseThrow();

        assertThat(reading.current()).isCloseTo(-2, within(1e-9));
        assertThat(reading.nominalCapacity()).isCloseTo(2, within(1e-9));
        assertThat(reading.cells()[0]).isCloseTo(3.7, within(1e-9));
        assertThat(reading.temperatures()[0]).isCloseTo(25, within(1e-9));
        assertThat(reading.packVoltage().orElseThrow()).isCloseTo(44.4, within(1e-9));
    }
}
