package io.celltwin.battery.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.celltwin.battery.capacity.MeterSettings;
import io.celltwin.battery.early.EarlyLifeModel;
import io.celltwin.battery.early.EarlyLifeModel.Horizon;
import io.celltwin.battery.life.LifeForecaster;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ThingModel;
import io.celltwin.twin.values.TwinChange;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A cell that behaves as the mean of those from which the model of early life was learnt: what its twin says of its cycle life.
 */
class EarlyLifeTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final double NOMINAL = 1.1;
    /** A curve with the mean features: voltages, parts of the capacity that have come out there, and how they move in 90 cycles. */
    private static final double[] VOLTS = {3.6, 3.45, 3.32, 3.25, 3.15, 3.05, 2.9, 2.6, 2.2, 1.98};

    private static final double[] CHARGES = {0, 0.0053, 0.0159, 0.0891, 0.5856, 0.7998, 0.9069, 0.9513, 0.9642, 0.9662};
    private static final double[] MOVES = {0, 0, 0, -0.018, -0.0405, -0.0403, -0.0403, -0.0234, -0.0114, -0.0114};

    private static final EarlyLifeModel LEARNT = EarlyLifeModel.bundled();
    private static final Horizon LAST = LEARNT.horizons().get(1);

    private final ThingModel model = ModelCatalog.bundled().get("battery-pack-1.0.0");
    private JsonObject twin = JsonObject.of("""
            {"attributes":{"chemistry":"LFP"},"features":{"bms":{"properties":
            {"nominalCapacity":1.1,"cellTemperature1":32.0}}}}""");
    private PackHealth pack;
    private double clock = 1000;
    private int last;
    private double rate = 4;
    private double fade = 1;
    private double hoursToEighty = 0.8 / Math.pow(10, LAST.mean()[1]);
    private Optional<Double> spike = Optional.empty();

    @Test
    void theLifeOfACellIsForetoldAfterFortyAndAfterAHundredCycles() {
        cycles(8, 10);
        assertThat(early("cycleLife").isNull()).isTrue();
        assertThat(early("notKnown").asString()).contains("too few cycles were seen");

        cycles(38, 40);
        assertThat(early("afterCycle").asInt()).isEqualTo(40);

        cycles(98, 100);
        JsonObject life = early("cycleLife").asObject();
        double median = number(life, "median");
        assertThat(early("afterCycle").asInt()).isEqualTo(100);
        assertThat(median).isCloseTo(Math.exp(LAST.intercept()), within(0.1 * Math.exp(LAST.intercept())));
        assertThat(number(life, "p05")).isLessThan(number(life, "p25"));
        assertThat(number(life, "p25")).isLessThan(median);
        assertThat(number(life, "p95")).isGreaterThan(number(life, "p75"));
        assertThat(early("notKnown").isNull()).isTrue();
        assertThat(early("evidence/latestCycles").asArray()).hasToString("[98.0,99.0,100.0]");
        assertThat(early("evidence/dischargeRate").asDouble()).isCloseTo(4, within(0.05));
    }

    @Test
    void aCellWhoseCurveMovesMoreLivesShorter() {
        fade = 1.5;

        quickly();

        assertThat(number(early("cycleLife").asObject(), "median")).isLessThan(0.9 * Math.exp(LAST.intercept()));
    }

    @Test
    void aCellUnlikeAllThatWereLearntFromIsRecognised() {
        fade = 6;

        cycles(8, 10);
        cycles(95, 101);

        assertThat(early("cycleLife").isNull()).isTrue();
        assertThat(early("notKnown").asString()).contains("unlike those of all cells");
    }

    @ParameterizedTest
    @CsvSource({
        "attributes/chemistry, NMC, the chemistry of this battery is NMC",
        "features/bms/properties/cellTemperature1, 5.0, at 5 °C",
        "features/bms/properties/cellTemperature1, 77.0, no temperature"
    })
    void anotherUseIsRecognised(String pointer, String value, String reason) {
        boolean number = value.matches("[0-9.]+");
        twin = twin.setValue(
                JsonPointer.of(pointer), number ? JsonValue.of(Double.parseDouble(value)) : JsonValue.of(value));

        cycles(8, 10);

        assertThat(early("cycleLife").isNull()).isTrue();
        assertThat(early("notKnown").asString()).contains(reason);
    }

    @Test
    void aSlowDischargeIsNotCompared() {
        rate = 1;

        cycles(8, 8);

        assertThat(early("notKnown").asString()).contains("discharged at 1.0").contains("3.6 to 4.4 C");
    }

    @Test
    void aCellThatWasNotSeenFromItsBeginningIsNotForetold() {
        cycles(40, 42);

        assertThat(early("cycleLife").isNull()).isTrue();
        assertThat(early("notKnown").asString()).contains("of the cycles 8 to 14, of which 0 could be used");
    }

    @Test
    void aCurveWithAVoltageThatIsNotBelievedIsNotCompared() {
        spike = Optional.of(2.2);

        cycles(8, 8);

        assertThat(early("notKnown").asString()).contains("not believed");
    }

    @Test
    void aProcessThatStartsInBetweenGoesOnFromTheTwin() {
        cycles(8, 10);
        pack = null;

        quickly(98);

        assertThat(early("afterCycle").asInt()).isEqualTo(100);
    }

    @Test
    void anotherBatteryHasAnotherLife() {
        quickly();
        for (int i = 0; i < 3; i++) {
            change("{\"attributes\":{\"serialNumber\":\"A\"}}");
            sample(0, 3.4, 100);
        }
        for (int i = 0; i < 3; i++) {
            change("{\"attributes\":{\"serialNumber\":\"B\"}}");
            sample(0, 3.4, 100);
        }

        assertThat(twin.getValue(EarlyLifeFeature.POINTER).filter(value -> !value.isNull()))
                .isEmpty();
    }

    private void quickly() {
        cycles(8, 10);
        quickly(98);
    }

    private void quickly(int from) {
        cycles(from, 100);
    }

    /** Those between the last one and the first of them take their time, but are not looked at. */
    private void cycles(int from, int to) {
        clock += Math.max(0, from - last) * 1500;
        last = to;
        for (int cycle = from; cycle <= to; cycle++) {
            cycle(cycle);
        }
    }

    private void cycle(int cycle) {
        change("{\"features\":{\"bms\":{\"properties\":{\"cycleCount\":" + cycle + "}}}}");
        // Charged to 80 % in the mean time and a little further, then slowly to the end.
        double charge = 0.8 * NOMINAL / hoursToEighty;
        for (int i = 1; i <= 21; i++) {
            clock += hoursToEighty * 3600 / 20;
            sample(charge, 3.3 + 0.01 * i, 80.0 * i / 20);
        }
        for (int i = 1; i <= 5; i++) {
            clock += 300;
            sample(0.05, 3.55, 84 + 3 * i);
        }
        clock += 60;
        sample(0, 3.6, 100);
        double whole = charged(1.99, cycle);
        for (double out = 0.0045; out < whole; out += 0.0045) {
            clock += 0.0045 * 3600 / rate;
            double volts = volts(out, cycle);
            sample(-rate * NOMINAL, spike.isPresent() && Math.abs(out - 0.4) < 0.001 ? spike.get() : volts, -1);
        }
        clock += 2;
        sample(-rate * NOMINAL, 1.99, -1);
        for (int i = 0; i < 4; i++) {
            clock += 10;
            sample(0, 2.6, 0);
        }
    }

    /** What has come out when the voltage falls below a value, in parts of the nominal capacity. */
    private double charged(double volts, int cycle) {
        double moved = fade * (cycle - 10) / 90.0;
        int place = 1;
        while (VOLTS[place] > volts) {
            place++;
        }
        double share = (VOLTS[place - 1] - volts) / (VOLTS[place - 1] - VOLTS[place]);
        double before = CHARGES[place - 1] + moved * MOVES[place - 1];
        return Math.max(0, before + share * (CHARGES[place] + moved * MOVES[place] - before));
    }

    private double volts(double out, int cycle) {
        double low = 1.98;
        double high = 3.6;
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            if (charged(middle, cycle) > out) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void sample(double current, double volts, double percent) {
        String soc = percent < 0 ? "" : String.format(Locale.ROOT, ",\"stateOfCharge\":%.1f", percent);
        change(String.format(
                Locale.ROOT,
                "{\"features\":{\"bms\":{\"properties\":{\"packCurrent\":%.4f,\"operatingTime\":%.3f,\"cellVoltage01\":%.4f%s}}}}",
                current,
                clock,
                volts,
                soc));
    }

    private void change(String json) {
        if (pack == null) {
            TwinChange snapshot = new TwinChange("demo:cell-1", Optional.of(model), twin, 1, TIME, true, false);
            pack = new PackHealth(
                    snapshot,
                    PackModel.of(model).orElseThrow(),
                    new MeterSettings(2.0, 95, 5, 300),
                    new LifeForecaster(0.7, 1000),
                    discard -> {});
            pack.next(snapshot);
        }
        pack.next(new TwinChange("demo:cell-1", Optional.of(model), JsonObject.of(json), 2, TIME, false, false))
                .ifPresent(
                        patch -> twin = JsonFactory.mergeJsonValues(patch, twin).asObject());
    }

    private JsonValue early(String name) {
        return twin.getValue(EarlyLifeFeature.POINTER.append(JsonPointer.of(name)))
                .orElse(JsonValue.nullLiteral());
    }

    private static double number(JsonObject json, String name) {
        return json.getValue(name).orElseThrow().asDouble();
    }
}
