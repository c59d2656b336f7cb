package io.celltwin.battery.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.celltwin.battery.capacity.MeterSettings;
import io.celltwin.battery.life.LifeForecaster;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ThingModel;
import io.celltwin.twin.values.TwinChange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pack of 2 Ah, discharged at 1.4 A until 1.8 Ah have come out, whose current is told in steps that its model names. */
class CoarseCurrentTest {

    private static final double CURRENT = 1.4;
    private static final double CAPACITY = 1.8;

    @TempDir
    Path directory;

    private Optional<JsonObject> written = Optional.empty();

    @ParameterizedTest
    @CsvSource({
        "'\"cell:scale\": 0.001', '\"cell:scale\": 1', 1",
        "'\"cell:deadband\": 0.002', '\"cell:deadband\": 0.5', 0.5",
        "'\"cell:scale\": 0.001', '\"cell:scale\": 0.5', 0.5"
    })
    void theStepsOfTheCurrentArePartOfTheError(String fine, String coarse, double step) throws IOException {
        discharge(fine, coarse, step);

        double error = number("measurement/standardErrorAh");
        assertThat(Math.abs(number("capacityAh") - CAPACITY)).isLessThan(2 * error);
        assertThat(error).isGreaterThan(0.1);
    }

    @ParameterizedTest
    @CsvSource({"'\"cell:scale\": 0.001', '\"cell:scale\": 0.001', 0.001"})
    void fineOnesAreNone(String fine, String same, double step) throws IOException {
        discharge(fine, same, step);

        assertThat(number("capacityAh")).isCloseTo(CAPACITY, within(0.01));
        assertThat(number("measurement/standardErrorAh")).isLessThan(0.012);
    }

    private void discharge(String fine, String coarse, double step) throws IOException {
        ThingModel model = model(fine, coarse);
        TwinChange first = change(model, "{\"nominalCapacity\":2.0}", true);
        PackHealth pack = new PackHealth(
                first,
                PackModel.of(model).orElseThrow(),
                new MeterSettings(2.7, 95, 5, 300),
                new LifeForecaster(0.7, 10),
                discard -> {});
        pack.next(first);
        double told = -step * Math.round(CURRENT / step);
        double seconds = CAPACITY * 3600 / CURRENT;
        tell(pack, model, 0, 0, 4.2, ",\"stateOfCharge\":100,\"cycleCount\":3");
        for (double time = 10; time < seconds; time += 10) {
            tell(pack, model, time, told, 4.1 - 1.4 * time / seconds, "");
        }
        tell(pack, model, seconds + 10, 0, 2.9, ",\"stateOfCharge\":0");
    }

    private ThingModel model(String fine, String coarse) throws IOException {
        try (InputStream bundled =
                ModelCatalog.class.getResourceAsStream("/thing-models/battery-pack-1.0.0.tm.jsonld")) {
            String pack = new String(bundled.readAllBytes(), StandardCharsets.UTF_8);
            int current = pack.indexOf("\"packCurrent\"");
            Files.writeString(
                    directory.resolve("coarse-pack-1.0.0.tm.jsonld"),
                    pack.substring(0, current) + pack.substring(current).replaceFirst(Pattern.quote(fine), coarse));
        }
        return new ModelCatalog(directory).get("coarse-pack-1.0.0");
    }

    private void tell(PackHealth pack, ThingModel model, double time, double current, double volts, String more) {
        pack.next(change(
                        model,
                        String.format(
                                Locale.ROOT,
                                "{\"packCurrent\":%.4f,\"operatingTime\":%.2f,\"cellVoltage01\":%.4f,\"cellTemperature1\":25.0%s}",
                                current,
                                time,
                                volts,
                                more),
                        false))
                .ifPresent(patch -> written = Optional.of(patch));
    }

    private static TwinChange change(ThingModel model, String bms, boolean snapshot) {
        return new TwinChange(
                "demo:pack-1",
                Optional.of(model),
                JsonObject.of("{\"features\":{\"bms\":{\"properties\":" + bms + "}}}"),
                1,
                Instant.EPOCH,
                snapshot,
                false);
    }

    private double number(String name) {
        return written.orElseThrow()
                .getValue(JsonPointer.of("features/health/properties/" + name))
                .orElseThrow()
                .asDouble();
    }
}
