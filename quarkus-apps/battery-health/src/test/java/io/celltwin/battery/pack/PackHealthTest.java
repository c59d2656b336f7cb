package io.celltwin.battery.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.celltwin.battery.capacity.MeterSettings;
import io.celltwin.battery.life.LifeForecaster;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ThingModel;
import io.celltwin.twin.values.TwinChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.junit.jupiter.api.Test;

/** From changes as the twin service tells them to the patch of the health feature, with the bundled pack model. */
class PackHealthTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final JsonPointer HEALTH = JsonPointer.of("features/health/properties");

    private final ThingModel model = ModelCatalog.bundled().get("battery-pack-1.0.0");
    private final List<JsonObject> written = new ArrayList<>();

    @Test
    void writesTheHealthOfAPackAfterAFullDischarge() {
        PackHealth pack = pack("{}");

        cycle(pack, 3, 0);

        assertThat(written).singleElement().satisfies(patch -> {
            JsonObject health = patch.getValue(HEALTH).orElseThrow().asObject();
            assertThat(health.getValue("stateOfHealth").orElseThrow().asDouble())
                    .isCloseTo(100, within(1.0));
            assertThat(health.getValue("capacityAh").orElseThrow().asDouble()).isCloseTo(2, within(0.02));
            assertThat(health.getValue("remainingUsefulLifeCycles")
                            .orElseThrow()
                            .isNull())
                    .isTrue();
            assertThat(health.getValue("fadeTrend/cycles").orElseThrow()).hasToString("[3.0]");
        });
    }

    @Test
    void goesOnFromTheTrendThatTheTwinHolds() {
        List<String> cycles = new ArrayList<>();
        List<String> capacities = new ArrayList<>();
        for (int cycle = 1; cycle <= 20; cycle++) {
            cycles.add(String.valueOf(cycle));
            capacities.add(String.format(Locale.ROOT, "%.4f", 2.2 - 0.01 * cycle));
        }
        PackHealth pack = pack("{\"fadeTrend\":{\"cycles\":" + cycles + ",\"capacityAh\":" + capacities + "}}");

        cycle(pack, 21, 0);

        JsonObject health = written.get(0).getValue(HEALTH).orElseThrow().asObject();
        assertThat(health.getValue("fadeTrend/cycles").orElseThrow().asArray()).hasSize(21);
        JsonObject life =
                health.getValue("remainingUsefulLifeCycles").orElseThrow().asObject();
        assertThat(life.getValue("p05").orElseThrow().asDouble())
                .isLessThanOrEqualTo(life.getValue("median").orElseThrow().asDouble());
        assertThat(life.getValue("median").orElseThrow().asDouble())
                .isLessThanOrEqualTo(life.getValue("p95").orElseThrow().asDouble());
    }

    @Test
    void aStoredTrendThatMakesNoSenseBeginsAnew() {
        PackHealth pack = pack("{\"fadeTrend\":{\"cycles\":[5,4,\"x\"],\"capacityAh\":[1,2]}}");

        cycle(pack, 3, 0);

        assertThat(written).hasSize(1);
    }

    @Test
    void writesNothingWhileTheCurrentIsNotGood() {
        PackHealth pack = pack("{}");
        change(pack, "{\"packCurrent\":0,\"operatingTime\":1,\"stateOfCharge\":100}");
        change(pack, "{\"quality\":{\"packCurrent\":\"Bad\"}}");

        cycle(pack, 3, 10);

        assertThat(written).isEmpty();
    }

    @Test
    void measuresADischargeOfAPackThatSaysThatItIsChargedAfterItsClock() {
        PackHealth pack = pack("{}");
        change(pack, "{\"packCurrent\":0,\"operatingTime\":1,\"stateOfCharge\":0,\"cellVoltage01\":2.7}");
        change(pack, "{\"operatingTime\":2}");
        change(pack, "{\"stateOfCharge\":100,\"cellVoltage01\":4.2}");

        discharge(pack, 2);

        assertThat(written).hasSize(1);
    }

    private PackHealth pack(String health) {
        TwinChange snapshot = new TwinChange(
                "demo:pack-1", Optional.of(model), JsonObject.of("""
                {"features":{"bms":{"properties":{"nominalCapacity":2.0,"packVoltage":50}},
                "health":{"properties":%s}}}""".formatted(health)), 1, TIME, true, false);
        PackHealth pack = new PackHealth(
                snapshot,
                PackModel.of(model).orElseThrow(),
                new MeterSettings(2.7, 95, 5, 300),
                new LifeForecaster(0.7, 10),
                discard -> {});
        pack.next(snapshot);
        return pack;
    }

    /** One discharge at 2 A; what does not change is not told. */
    private void cycle(PackHealth pack, int cycle, double start) {
        change(pack, "{\"cycleCount\":" + cycle + "}");
        change(
                pack,
                "{\"packCurrent\":0,\"operatingTime\":" + (start + 1)
                        + ",\"stateOfCharge\":100,\"cellVoltage01\":4.2,\"cellVoltage02\":4.21}");
        discharge(pack, start);
    }

    private void discharge(PackHealth pack, double start) {
        change(pack, "{\"packCurrent\":-2,\"operatingTime\":" + (start + 2) + "}");
        for (int second = 10; second <= 3600; second += 10) {
            change(
                    pack,
                    String.format(
                            Locale.ROOT,
                            "{\"operatingTime\":%.1f,\"cellVoltage01\":%.3f}",
                            start + second + 2,
                            4.2 - 1.5 * second / 3600));
        }
        change(pack, "{\"packCurrent\":0,\"stateOfCharge\":0,\"operatingTime\":" + (start + 3603) + "}");
    }

    private void change(PackHealth pack, String bms) {
        pack.next(new TwinChange(
                        "demo:pack-1",
                        Optional.of(model),
                        JsonObject.of("{\"features\":{\"bms\":{\"properties\":" + bms + "}}}"),
                        2,
                        TIME,
                        false,
                        false))
                .ifPresent(written::add);
    }
}
