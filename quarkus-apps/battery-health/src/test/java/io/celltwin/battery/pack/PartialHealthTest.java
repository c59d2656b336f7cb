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
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batteries of 2 Ah that are seldom or never discharged fully: what their twins say of their health, and how sure. */
class PartialHealthTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final String HEALTH = "features/health/properties/";
    private static final double NOMINAL = 2;
    private static final double STEP = 30;

    private final ThingModel model = ModelCatalog.bundled().get("battery-pack-1.0.0");
    private final List<JsonObject> written = new ArrayList<>();
    private PackHealth pack = pack("{}");
    private double clock = 1000;
    private int cycle = 1;
    private double capacity = 1.6;
    /** Charge that is in the battery, Ah. */
    private double charge = 0.8;
    /** What the management system takes for the capacity, over what it is. */
    private double belief = 1;

    private boolean tellsStateOfCharge = true;

    @ParameterizedTest
    @CsvSource({"1.6,1", "1.6,1.06", "1.9,0.94", "1.2,1.08", "1.6,0.92"})
    void aBatteryThatIsNeverDischargedFullyGetsAnHonestCapacity(double truth, double believed) {
        capacity = truth;
        belief = believed;
        charge = 0.3 * truth;
        for (int i = 0; i < 30; i++) {
            chargeTo(0.85);
            dischargeTo(0.3);
        }

        double error = number("stateOfHealthStandardError");
        assertThat(Math.abs(number("stateOfHealth") - 100 * truth / NOMINAL)).isLessThan(2 * error);
        assertThat(error)
                .as("however often it is measured, it is no better than the management system's own idea")
                .isBetween(6.0, 10.0);
        assertThat(value("measurement/kind").asString()).isEqualTo("partial discharge");
        assertThat(value("chargeMeasurement/kind").asString()).isEqualTo("partial charge");
        assertThat(value("chargeMeasurement/share").asDouble()).isCloseTo(0.55 / believed, within(0.03));
    }

    @Test
    void aFullDischargeTellsWhatTheManagementSystemIsWrongBy() {
        belief = 0.92;
        for (int i = 0; i < 3; i++) {
            fullCycle();
        }
        for (int i = 0; i < 10; i++) {
            dischargeTo(0.4);
            chargeTo(0.9);
        }

        assertThat(value("chargeMeasurement/capacityAh").asDouble()).isCloseTo(0.92 * 1.6, within(0.03));
        assertThat(number("stateOfHealth")).isCloseTo(80, within(2.5));
        assertThat(number("stateOfHealthStandardError")).isLessThan(4);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.5, 1.4, 1.3})
    void chargesThatPassTheSameVoltagesTellHowACapacityFell(double later) {
        tellsStateOfCharge = false;
        fullCycle();
        fullCycle();
        double before = number("stateOfHealth");
        // Partial charges only, with no state of charge, while the battery ages.
        for (int i = 1; i <= 40; i++) {
            double next = 1.6 + (later - 1.6) * i / 40;
            charge *= next / capacity;
            capacity = next;
            cycle += 3;
            dischargeTo(0.2);
            chargeTo(0.85);
        }

        double error = number("stateOfHealthStandardError");
        assertThat(value("voltageMeasurement/kind").asString()).isEqualTo("voltage window");
        assertThat(value("voltageMeasurement/window").asString()).contains(" V to ");
        assertThat(number("stateOfHealth")).isLessThan(before - 1);
        assertThat(Math.abs(number("stateOfHealth") - 100 * later / NOMINAL)).isLessThan(2 * error);
        assertThat(error).isGreaterThan(0.8);
        assertThat(value("fadeTrend/cycles").asArray())
                .as("only what is as good as a full discharge stands in the trend")
                .hasSize(2);
    }

    @Test
    void aCapacityThatIsNotMeasuredForLongIsLessAndLessSure() {
        tellsStateOfCharge = false;
        fullCycle();
        double before = number("stateOfHealthStandardError");
        for (int i = 0; i < 20; i++) {
            cycle += 2;
            dischargeTo(0.5);
            chargeTo(0.58);
        }

        assertThat(number("stateOfHealth")).isCloseTo(80, within(1.0));
        assertThat(number("stateOfHealthStandardError")).isGreaterThan(5 * before);
    }

    @Test
    void aProcessThatStartsAnewIsNoSurerThanTheOneBefore() {
        charge = 0.3 * capacity;
        for (int i = 0; i < 10; i++) {
            chargeTo(0.85);
            dischargeTo(0.3);
        }
        for (int restart = 0; restart < 4; restart++) {
            pack = pack(written.get(written.size() - 1)
                    .getValue(JsonPointer.of("features/health/properties"))
                    .orElseThrow()
                    .toString());
            for (int i = 0; i < 3; i++) {
                chargeTo(0.85);
                dischargeTo(0.3);
            }
        }

        assertThat(number("stateOfHealthStandardError")).isGreaterThan(4);
    }

    @Test
    void aPartialBatteryBeyondItsEndOfLifeRaisesTheAlarmToo() {
        capacity = 1.0;
        charge = 0.3;
        for (int i = 0; i < 3; i++) {
            chargeTo(0.85);
            dischargeTo(0.3);
        }

        assertThat(written.get(written.size() - 1).getValue("features/alarms/properties/active/endOfLife"))
                .isPresent();
    }

    @Test
    void aPackThatWasExchangedForABetterOneIsSaidToBeAnotherAndErasesNothing() {
        capacity = 1.45;
        for (int i = 0; i < 12; i++) {
            fullCycle();
        }
        charge *= 2.0 / capacity;
        capacity = 2.0;
        for (int i = 0; i < 3; i++) {
            fullCycle();
        }

        assertThat(number("stateOfHealth")).isCloseTo(100, within(1.0));
        assertThat(value("notices").toString()).contains("another battery");
        assertThat(value("fadeTrend/cycles").asArray().getSize()).isGreaterThanOrEqualTo(13);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"packCurrent\":\"-2.0\"", "\"operatingTime\":\"NaN\"", "\"nominalCapacity\":0"})
    void whatMakesMeasuringImpossibleIsToldAndTakenBack(String wrong) {
        change("{" + wrong + "}");
        for (int i = 0; i < 50; i++) {
            change("{\"stateOfCharge\":" + (90 - i) + "}");
        }

        assertThat(written)
                .singleElement()
                .satisfies(patch -> assertThat(patch.getValue(HEALTH + "notMeasured")
                                .orElseThrow()
                                .asString())
                        .startsWith("The battery is not measured because its "));

        change("{\"packCurrent\":0,\"operatingTime\":7,\"nominalCapacity\":2.0}");
        assertThat(written.get(1).getValue(HEALTH + "notMeasured").orElseThrow().isNull())
                .isTrue();
    }

    private void fullCycle() {
        chargeTo(1);
        cycle++;
        dischargeTo(0);
        chargeTo(0.5);
    }

    private void dischargeTo(double part) {
        flow(-1, (charge - part * capacity) * 3600);
        flow(0, 300);
    }

    private void chargeTo(double part) {
        if (part == 1) {
            flow(1, (0.97 * capacity - charge) * 3600);
            flow(0.15, 0.03 * capacity * 3600 / 0.15);
        } else {
            flow(1, (part * capacity - charge) * 3600);
        }
        flow(0, 300);
    }

    private void flow(double current, double seconds) {
        for (double left = seconds; left > 1e-6; left -= STEP) {
            double part = Math.min(left, STEP);
            clock += part;
            charge += current * part / 3600;
            double full = charge / capacity;
            double volts = 2.8 + 1.3 * full + 0.05 * current;
            // It counts from the charged battery down with what it takes for the capacity.
            String percent = tellsStateOfCharge
                    ? String.format(
                            Locale.ROOT, ",\"stateOfCharge\":%.2f", Math.max(0, 100 * (1 - (1 - full) / belief)))
                    : "";
            change(String.format(
                    Locale.ROOT,
                    "{\"packCurrent\":%.3f,\"operatingTime\":%.1f,\"cycleCount\":%d,\"cellVoltage01\":%.4f,"
                            + "\"cellTemperature1\":25%s}",
                    current,
                    clock,
                    cycle,
                    volts,
                    percent));
        }
    }

    private void change(String bms) {
        pack.next(new TwinChange(
                        "demo:pack-1",
                        Optional.of(model),
                        JsonObject.of("{\"features\":{\"bms\":{\"properties\":" + bms + "}}}"),
                        2,
                        TIME.plusSeconds((long) clock),
                        false,
                        false))
                .ifPresent(written::add);
    }

    private PackHealth pack(String health) {
        TwinChange snapshot = new TwinChange(
                "demo:pack-1", Optional.of(model), JsonObject.of("""
                    {"features":{"bms":{"properties":{"nominalCapacity":2.0,"packVoltage":50}},
                    "health":{"properties":%s}}}\
                    """.formatted(health)), 1, TIME, true, false);
        PackHealth made = new PackHealth(
                snapshot,
                PackModel.of(model).orElseThrow(),
                new MeterSettings(2.76, 95, 5, 300),
                new LifeForecaster(0.7, 1000),
                discard -> {});
        made.next(snapshot);
        return made;
    }

    private double number(String path) {
        return value(path).asDouble();
    }

    /** Newest value that was written. */
    private JsonValue value(String path) {
        for (int i = written.size() - 1; i >= 0; i--) {
            Optional<JsonValue> value = written.get(i).getValue(HEALTH + path);
            if (value.isPresent()) {
                return value.get();
            }
        }
        throw new AssertionError("nothing was written at " + path + ": " + written);
    }
}
