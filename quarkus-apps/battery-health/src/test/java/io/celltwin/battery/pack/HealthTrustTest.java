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
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many discharges of one pack, some of them told wrongly: what its twin says then. */
class HealthTrustTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final String HEALTH = "features/health/properties/";

    private final ThingModel model = ModelCatalog.bundled().get("battery-pack-1.0.0");
    private final List<JsonObject> written = new ArrayList<>();
    private double clock = 1000;
    private int leastDischarges = 1000;
    private PackHealth pack = pack("{}");

    @Test
    void everyCapacityCarriesItsErrorAndItsEvidence() {
        discharge(1, 1.8);

        assertThat(number("stateOfHealth")).isCloseTo(90, within(0.5));
        assertThat(number("stateOfHealthStandardError")).isBetween(0.1, 1.5);
        assertThat(number("measurement/standardErrorAh")).isBetween(0.002, 0.03);
        assertThat(number("measurement/meanCurrent")).isCloseTo(2, within(0.05));
        assertThat(number("measurement/temperature")).isCloseTo(25, within(0.01));
        assertThat(value("measurement/window").asString()).isEqualTo("charged to empty");
        assertThat(value("fadeTrend/standardErrorAh").asArray()).hasSize(1);
    }

    @Test
    void aCounterThatFallsErasesNothingAndIsToldOf() {
        fadeTo(500, 20);
        discharge(3, 1.78);

        assertThat(cycles()).hasSize(21);
        assertThat(cycles().get(20)).isCloseTo(501, within(1e-9));
        assertThat(value("notices").toString()).contains("counter of cycles");

        discharge(4, 1.78);
        assertThat(cycles().get(21)).isCloseTo(502, within(1e-9));
        assertThat(value("notices").toString()).doesNotContain("counter of cycles");
    }

    @ParameterizedTest
    @ValueSource(ints = {65535, 65534, 5000, 32767, Integer.MAX_VALUE - 1})
    void aCounterThatLeapsEndsNoLife(int counter) {
        fadeTo(500, 20);
        discharge(counter, 1.78);

        assertThat(cycles().get(20)).isCloseTo(501, within(1e-9));
        assertThat(value("notices").toString()).contains("counter of cycles");
    }

    @Test
    void aCounterThatRollsOverGoesOn() {
        fadeTo(65530, 10);
        discharge(65534, 1.78);
        discharge(1, 1.78);

        assertThat(cycles().get(11)).isGreaterThan(65530);
        assertThat(cycles()).hasSize(12);
    }

    @Test
    void aCapacityFarFromTheTrendWaitsForAnother() {
        fadeTo(50, 20);
        double before = number("stateOfHealth");

        discharge(51, 1.4);
        assertThat(number("stateOfHealth")).isCloseTo(before, within(0.01));
        assertThat(number("pendingCapacityAh")).isCloseTo(1.4, within(0.02));

        discharge(52, 1.79);
        assertThat(number("stateOfHealth")).isCloseTo(before, within(0.5));
        assertThat(value("pendingCapacityAh").isNull()).isTrue();
        assertThat(value("rejectedDischarges/last").toString()).contains("unconfirmed");
        assertThat(cycles()).hasSize(21);
    }

    @Test
    void aCapacityFarFromTheTrendIsTakenWhenAnotherConfirmsIt() {
        fadeTo(50, 20);
        discharge(51, 1.5);
        discharge(52, 1.5);

        assertThat(number("stateOfHealth")).isCloseTo(75, within(0.7));
        assertThat(cycles()).hasSize(22);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 2, 5, 10})
    void capacitiesOfAWinterAreNoAgeing(double celsius) {
        fadeTo(50, 30);
        double before = number("stateOfHealth");
        for (int cycle = 51; cycle <= 60; cycle++) {
            discharge(
                    cycle,
                    1.79 * 0.9,
                    values -> values.replace("\"cellTemperature1\":25", "\"cellTemperature1\":" + celsius));
        }

        assertThat(number("stateOfHealth")).isCloseTo(before, within(3.0));
        assertThat(number("stateOfHealthStandardError")).isGreaterThan(0.1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-40, 0, 150})
    void aDeadTemperatureSensorCorrectsNothing(double shown) {
        fadeTo(50, 10);
        double before = number("stateOfHealth");
        for (int cycle = 51; cycle <= 55; cycle++) {
            discharge(
                    cycle, 1.79, values -> values.replace("\"cellTemperature1\":25", "\"cellTemperature1\":" + shown));
        }

        assertThat(number("stateOfHealth")).isCloseTo(before, within(0.7));
    }

    @ParameterizedTest
    @ValueSource(doubles = {77, 298.15, 68})
    void aTemperatureInAnotherUnitCorrectsNothingAndIsToldOf(double shown) {
        discharge(1, 1.8, values -> values.replace("\"cellTemperature1\":25", "\"cellTemperature1\":" + shown));

        assertThat(number("stateOfHealth")).isCloseTo(90, within(0.7));
        assertThat(value("measurement/temperature").isNull()).isTrue();
        assertThat(value("notices").toString()).contains("No temperature of a cell");
    }

    @ParameterizedTest
    @ValueSource(doubles = {20, 0.2, 9.5, 1.3})
    void aNominalCapacityThatIsFarFromTheBatterysMakesNoHealth(double nominal) {
        pack = pack("{}", nominal);
        discharge(1, 1.8);
        discharge(2, 1.8);

        assertThat(written)
                .isNotEmpty()
                .allSatisfy(patch ->
                        assertThat(patch.getValue(HEALTH + "stateOfHealth")).isEmpty());
        assertThat(value("rejectedDischarges/last").toString()).contains("nominal capacity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"-2\"", "null", "\"NaN\"", "true", "[-2]"})
    void aCurrentThatIsNoNumberIsToldOf(String told) {
        discharge(1, 1.8, values -> values.replaceAll("\"packCurrent\":[-0-9.]+", "\"packCurrent\":" + told));

        assertThat(written)
                .allSatisfy(patch ->
                        assertThat(patch.getValue(HEALTH + "stateOfHealth")).isEmpty());
        if (!told.equals("null")) {
            assertThat(value("notMeasured").asString()).contains("current");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "5", "0.001", "10"})
    void aDeadCellSensorIsNoWeakCell(String volts) {
        discharge(1, 1.8, values -> values.replaceAll("\"cellVoltage02\":[0-9.]+", "\"cellVoltage02\":" + volts));

        assertThat(number("stateOfHealth")).isCloseTo(90, within(0.6));
    }

    @Test
    void aDischargeThatIsNotTakenSaysWhy() {
        change("{\"cycleCount\":1,\"packCurrent\":0,\"operatingTime\":1,\"stateOfCharge\":100,\"cellVoltage01\":4.2}");
        discharge(1, 1.8, values -> values.replace("\"packCurrent\":-2", "\"packCurrent\":2"));

        assertThat(written).singleElement().satisfies(patch -> {
            assertThat(patch.getValue(HEALTH + "stateOfHealth")).isEmpty();
            JsonObject last = patch.getValue(HEALTH + "rejectedDischarges/last")
                    .orElseThrow()
                    .asArray()
                    .get(0)
                    .orElseThrow()
                    .asObject();
            assertThat(last.getValue("reason").orElseThrow().asString()).isEqualTo("sign-reversed");
            assertThat(last.getValue("message").orElseThrow().asString())
                    .startsWith("A discharge was not taken because ");
        });
    }

    @Test
    void aRestartedProcessGoesOnWithTheEstimateOfTheTwin() {
        fadeTo(50, 20);
        JsonObject health = written.get(written.size() - 1)
                .getValue(JsonPointer.of("features/health/properties"))
                .orElseThrow()
                .asObject();
        double before = number("stateOfHealth");
        pack = pack(health.toString());

        discharge(51, 1.2);

        assertThat(number("stateOfHealth")).as("1.2 Ah wait").isCloseTo(before, within(0.01));
        discharge(52, 1.79);
        assertThat(cycles()).hasSize(21);
    }

    @Test
    void aPackBeyondItsEndOfLifeRaisesAnAlarm() {
        discharge(1, 1.42);
        assertThat(alarm()).isEmpty();

        discharge(2, 1.36);
        assertThat(alarm().orElseThrow().getValue("severity").orElseThrow().asString())
                .isEqualTo("warning");
        assertThat(alarm().orElseThrow().getValue("message").orElseThrow().asString())
                .contains("end of life");
    }

    @Test
    void theRemainingLifeIsToldInCyclesChargeAndTime() {
        leastDischarges = 10;
        pack = pack("{}");
        fadeTo(12, 12);

        double cycles = number("remainingUsefulLifeCycles/median");
        assertThat(number("remainingThroughputAh/median")).isCloseTo(cycles * (1.8 + 1.4) / 2, within(cycles * 0.05));
        // A cycle takes some 4 000 s and the discharge.
        assertThat(number("remainingDays/median") * 86_400 / cycles).isBetween(6000.0, 8500.0);
    }

    @Test
    void oneDischargeAloneRaisesNoAlarm() {
        discharge(1, 1.0);
        assertThat(alarm()).isEmpty();
        discharge(2, 1.0);
        assertThat(alarm()).isPresent();
    }

    @Test
    void aBatteryWithAnotherSerialNumberBeginsAnew() {
        serialNumber("A");
        fadeTo(50, 20);
        discharge(51, 1.3);
        discharge(52, 1.3);
        assertThat(alarm()).isPresent();

        serialNumber("B");
        discharge(1, 1.98);

        assertThat(value("stateOfHealth").isNull()).isTrue();
        assertThat(value("remainingUsefulLifeCycles").isNull()).isTrue();
        assertThat(value("notices").toString()).contains("was A and is B");
        assertThat(alarm()).isEmpty();
        discharge(2, 1.98);
        assertThat(number("stateOfHealth")).isCloseTo(99, within(0.6));
        assertThat(cycles()).containsExactly(2.0);
        assertThat(value("serialNumber").asString()).isEqualTo("B");
    }

    @Test
    void aSerialNumberThatIsWrongOnceChangesNothing() {
        serialNumber("A");
        fadeTo(50, 20);
        serialNumber("?");
        change("{\"packCurrent\":0,\"operatingTime\":" + (clock + 10) + "}");
        serialNumber("A");
        discharge(51, 1.79);

        assertThat(cycles()).hasSize(21);
    }

    @Test
    void aBatteryThatWasExchangedWhileNobodyWatchedBeginsAnew() {
        serialNumber("A");
        fadeTo(50, 20);
        JsonObject health = written.get(written.size() - 1)
                .getValue(JsonPointer.of("features/health/properties"))
                .orElseThrow()
                .asObject();
        pack = pack(health.toString());
        serialNumber("B");
        discharge(1, 1.98);
        discharge(2, 1.98);

        assertThat(cycles()).hasSize(1);
        assertThat(number("stateOfHealth")).isCloseTo(99, within(0.6));
    }

    private void serialNumber(String serial) {
        pack.next(new TwinChange(
                "demo:pack-1",
                Optional.of(model),
                JsonObject.of("{\"attributes\":{\"serialNumber\":\"" + serial + "\"}}"),
                2,
                TIME.plusSeconds((long) clock),
                false,
                false));
    }

    private Optional<JsonObject> alarm() {
        return written.get(written.size() - 1)
                .getValue("features/alarms/properties/active/endOfLife")
                .filter(value -> !value.isNull())
                .map(JsonValue::asObject);
    }

    private void fadeTo(int cycle, int count) {
        IntStream.range(0, count).forEach(i -> discharge(cycle - count + 1 + i, 1.81 - 0.001 * i));
    }

    private void discharge(int cycle, double capacity) {
        discharge(cycle, capacity, UnaryOperator.identity());
    }

    /** A full discharge at 1 C, sample by sample as a twin tells it: what does not change is not told. */
    private void discharge(int cycle, double capacity, UnaryOperator<String> fault) {
        clock += 4000;
        change(fault.apply("{\"cycleCount\":" + cycle + ",\"packCurrent\":0,\"operatingTime\":" + clock
                + ",\"stateOfCharge\":100,\"cellVoltage01\":4.2,\"cellVoltage02\":4.21,\"cellTemperature1\":25}"));
        clock += 1;
        change(fault.apply("{\"packCurrent\":-2,\"operatingTime\":" + clock + ",\"cellVoltage01\":4.1}"));
        double seconds = capacity * 1800;
        for (double second = 10; second <= seconds + 5; second += 10) {
            double volts = 4.1 - 1.4 * second / seconds;
            change(fault.apply(String.format(
                    Locale.ROOT,
                    "{\"operatingTime\":%.1f,\"cellVoltage01\":%.4f,\"cellVoltage02\":%.4f,\"packCurrent\":-2}",
                    clock + second,
                    volts,
                    volts + 0.01)));
        }
        clock += seconds + 20;
        change(fault.apply("{\"packCurrent\":0,\"stateOfCharge\":0,\"operatingTime\":" + clock
                + ",\"cellVoltage01\":3.0,\"cellVoltage02\":3.0}"));
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

    private List<Double> cycles() {
        return value("fadeTrend/cycles").asArray().stream()
                .map(JsonValue::asDouble)
                .toList();
    }

    private PackHealth pack(String health) {
        return pack(health, 2);
    }

    private PackHealth pack(String health, double nominal) {
        TwinChange snapshot = new TwinChange(
                "demo:pack-1", Optional.of(model), JsonObject.of("""
                    {"features":{"bms":{"properties":{"nominalCapacity":%s,"packVoltage":50}},
                    "health":{"properties":%s}}}\
                    """.formatted(nominal, health)), 1, TIME, true, false);
        PackHealth made = new PackHealth(
                snapshot,
                PackModel.of(model).orElseThrow(),
                new MeterSettings(2.7, 95, 5, 300),
                new LifeForecaster(0.7, leastDischarges),
                discard -> {});
        made.next(snapshot);
        return made;
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
}
