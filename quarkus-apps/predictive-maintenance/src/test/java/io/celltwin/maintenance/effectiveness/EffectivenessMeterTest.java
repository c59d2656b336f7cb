package io.celltwin.maintenance.effectiveness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ThingModel;
import io.celltwin.twin.values.TwinChange;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.junit.jupiter.api.Test;

/** A calender that makes a sheet every second while it executes. */
class EffectivenessMeterTest {

    private final ThingModel model = ModelCatalog.bundled().get("calender-1.0.0");
    private final EffectivenessModel machine = EffectivenessModel.of(model).orElseThrow();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private EffectivenessMeter meter = new EffectivenessMeter(machine, now);
    private long good;
    private long rejected;
    private double kilowattHours = 1000;
    private JsonObject last = JsonObject.empty();

    @Test
    void theFactorsAreThoseOfIso22400() {
        run("Execute", 600, 1, 0);
        run("Held", 200, 0, 0);
        run("Execute", 100, 0.4, 0.1);
        run("Held", 100, 0, 0);

        assertThat(value("availability")).isCloseTo(0.7, within(0.01));
        assertThat(value("performance")).isCloseTo(650 / 700.0, within(0.01));
        assertThat(value("qualityRate")).isCloseTo(640 / 650.0, within(0.001));
        assertThat(value("overallEffectiveness"))
                .isCloseTo(value("availability") * value("performance") * value("qualityRate"), within(1e-3));
    }

    @Test
    void timeWithoutAnOrderIsNotPlanned() {
        run("Execute", 400, 1, 0);
        change("{\"status\":{\"properties\":{\"currentBatch\":\"\"}}}");
        run("Idle", 4000, 0, 0, "");

        assertThat(value("availability")).isCloseTo(1, within(0.01));
    }

    @Test
    void countersThatBeginAnewWithEachBatchAddUp() {
        run("Execute", 400, 1, 0);
        good = 0;
        run("Execute", 400, 1, 0);

        assertThat(value("energyPerUnit")).isCloseTo(10, within(0.1));
        assertThat(value("performance")).isCloseTo(1, within(0.01));
    }

    @Test
    void theShiftsUnitsAndItsEnergyAddUp() {
        run("Execute", 400, 0.9, 0.1);
        assertThat(value("unitsMade")).isCloseTo(390, within(2.0));
        assertThat(value("energyConsumed")).isCloseTo(3.9, within(0.02));
        assertThat(value("energyPerUnit")).isCloseTo(3900 / 351.0, within(0.1));
        assertThat(last.getValue("energyPerCellEnergy").orElseThrow().isNull())
                .as("nobody said how much energy a unit holds")
                .isTrue();
    }

    @Test
    void energyPerEnergyOfTheCellsIsToldWhereTheEnergyOfACellIs() {
        next("{\"attributes\":{\"unitEnergy\":5},\"features\":{}}");
        run("Execute", 400, 1, 0);
        assertThat(value("energyPerCellEnergy")).isCloseTo(2, within(0.02));

        next("{\"attributes\":{\"unitEnergy\":0},\"features\":{}}");
        run("Execute", 60, 1, 0);
        assertThat(last.getValue("energyPerCellEnergy").orElseThrow().isNull()).isTrue();
    }

    @Test
    void aGapCountsAsNothing() {
        run("Execute", 400, 1, 0);
        now = now.plusSeconds(3600);
        run("Execute", 100, 1, 0);

        assertThat(value("availability")).isCloseTo(1, within(1e-9));
        assertThat(value("performance")).isCloseTo(1, within(0.02));
    }

    @Test
    void aShiftBeginsAnew() {
        run("Held", 600, 0, 0);
        now = Instant.parse("2026-01-01T08:00:01Z");
        run("Execute", 600, 1, 0);

        assertThat(value("availability")).isCloseTo(1, within(0.01));
        assertThat(last.getValue("since").orElseThrow().asString()).isEqualTo("2026-01-01T08:00:00Z");
    }

    @Test
    void aClockThatJumpsBackTakesNothingAway() {
        run("Execute", 400, 1, 0);
        now = now.minusSeconds(300);
        run("Execute", 400, 1, 0);

        assertThat(value("availability")).isBetween(0.99, 1.0);
        assertThat(value("overallEffectiveness")).isBetween(0.0, 1.0);
    }

    @Test
    void aMeterGoesOnElsewhere() {
        run("Execute", 400, 1, 0);
        String checkpoint = meter.checkpoint();
        meter = EffectivenessMeter.resume(checkpoint, machine);

        assertThat(meter.checkpoint()).isEqualTo(checkpoint);
        run("Held", 400, 0, 0);
        assertThat(value("availability")).isCloseTo(0.5, within(0.02));
    }

    @Test
    void aCounterThatIsNearItsMostRollsOver() {
        Counter counter = new Counter(OptionalDouble.of(65_535), OptionalDouble.empty());

        assertThat(counter.counted(65_530)).as("the first value counts nothing").isZero();
        assertThat(counter.counted(4)).isEqualTo(9);
        assertThat(counter.counted(2)).as("it began anew").isEqualTo(2);
    }

    private void run(String state, int seconds, double goodPerSecond, double rejectedPerSecond) {
        run(state, seconds, goodPerSecond, rejectedPerSecond, "demo:batch-1");
    }

    /** Ten watt-hours a second while it executes. */
    private void run(String state, int seconds, double goodPerSecond, double rejectedPerSecond, String batch) {
        long goodBefore = good;
        long rejectedBefore = rejected;
        for (int i = 1; i <= seconds; i++) {
            now = now.plusSeconds(1);
            good = goodBefore + Math.round(goodPerSecond * i);
            rejected = rejectedBefore + Math.round(rejectedPerSecond * i);
            kilowattHours += state.equals("Execute") ? 0.01 : 0;
            change(String.format(
                    Locale.ROOT,
                    "{\"status\":{\"properties\":{\"machineState\":\"%s\",\"currentBatch\":\"%s\",\"goodCount\":%d,"
                            + "\"rejectCount\":%d}},\"energy\":{\"properties\":{\"energyTotal\":%.3f}}}",
                    state,
                    batch,
                    good,
                    rejected,
                    kilowattHours));
        }
    }

    private void change(String features) {
        next("{\"features\":" + features + "}");
    }

    private void next(String json) {
        meter.next(new TwinChange("demo:calender-1", Optional.of(model), JsonObject.of(json), 1, now, false, false))
                .flatMap(patch -> patch.getValue(JsonPointer.of("features/effectiveness/properties")))
                .ifPresent(properties -> last = properties.asObject());
    }

    private double value(String name) {
        return last.getValue(name).orElseThrow().asDouble();
    }
}
