package io.celltwin.battery.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.battery.safety.SafetyMonitor.Assessment;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Four cells of 2 Ah at 3.7 V. */
class SafetyMonitorTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final SafetyMonitor monitor = new SafetyMonitor();
    private Optional<Assessment> newest = Optional.empty();
    private double time;
    private double current = -2;
    private double[] cells = {3.7, 3.7, 3.7, 3.7};
    private double[] temperatures = {25, 25, 25};
    private OptionalDouble packVoltage = OptionalDouble.empty();
    private OptionalDouble insulation = OptionalDouble.empty();
    private Optional<Boolean> contactor = Optional.empty();
    private OptionalDouble limit = OptionalDouble.empty();

    @Test
    void aHealthyBatteryIsToldOnce() {
        run(100);

        assertThat(newest.orElseThrow().level()).isEqualTo(SafetyLevel.NORMAL);
        assertThat(newest.orElseThrow().reasons()).isEmpty();
        assertThat(newest.orElseThrow().since()).isEqualTo(START.plusSeconds(10));
    }

    @Test
    void eachIndicatorIsRaisedWithItsReason() {
        run(20);
        cells = new double[] {3.7, 3.7, 3.4, 3.7};
        run(10);
        raised(SafetyIndicator.CELL_LOW, SafetyLevel.WARNING);
        assertThat(newest.orElseThrow().reasons().get(0).value()).isGreaterThan(0.15);
        assertThat(newest.orElseThrow().reasons().get(0).limit()).isEqualTo(0.15);
    }

    @Test
    void aHighCellAnOverchargedAndADeeplyDischargedOne() {
        cells = new double[] {3.7, 4.5, 3.7, 3.7};
        run(10);
        raised(SafetyIndicator.CELL_HIGH, SafetyLevel.CRITICAL);
        raised(SafetyIndicator.OVERVOLTAGE, SafetyLevel.WARNING);
        raised(SafetyIndicator.CELL_SPREAD, SafetyLevel.WARNING);
        cells = new double[] {1.2, 1.2, 1.2, 1.2};
        run(10);
        raised(SafetyIndicator.UNDERVOLTAGE, SafetyLevel.WARNING);
    }

    @ParameterizedTest
    @CsvSource({"59,CAUTION", "66,WARNING", "90,CRITICAL"})
    void heat(double celsius, SafetyLevel level) {
        temperatures = new double[] {celsius, celsius, celsius};
        run(10);
        raised(SafetyIndicator.TEMPERATURE, level);
    }

    @Test
    void fastWarmingAndTemperaturesFarApart() {
        run(20);
        for (int i = 0; i < 20; i++) {
            temperatures = new double[] {25, 25, 25 + 1.5 * i};
            run(1);
        }
        raised(SafetyIndicator.TEMPERATURE_RATE, SafetyLevel.WARNING);
        raised(SafetyIndicator.TEMPERATURE_SPREAD, SafetyLevel.WARNING);
    }

    @Test
    void weakInsulation() {
        packVoltage = OptionalDouble.of(14.8);
        insulation = OptionalDouble.of(1000);
        run(10);
        raised(SafetyIndicator.INSULATION, SafetyLevel.WARNING);
    }

    @Test
    void aCellThatDischargesItselfAtRest() {
        current = 0;
        for (int i = 0; i < 360; i++) {
            cells = new double[] {3.7, 3.7, 3.7 - i * 10 * 0.03 / 3600, 3.7};
            run(1);
        }
        raised(SafetyIndicator.SELF_DISCHARGE, SafetyLevel.WARNING);
        raised(SafetyIndicator.INTERNAL_SHORT, SafetyLevel.WARNING);
    }

    @Test
    void aCellOfHighResistance() {
        for (int i = 0; i < 4; i++) {
            current = 0;
            cells = new double[] {3.7, 3.7, 3.7, 3.7};
            run(5);
            current = -2;
            cells = new double[] {3.6, 3.6, 3.6, 3.45};
            run(5);
        }
        raised(SafetyIndicator.RESISTANCE, SafetyLevel.WARNING);
    }

    @Test
    void chargingInTheCold() {
        temperatures = new double[] {-5, -5, -5};
        current = 1;
        run(10);
        raised(SafetyIndicator.LITHIUM_PLATING, SafetyLevel.WARNING);
    }

    @Test
    void aCurrentThroughAnOpenContactorOrBeyondItsLimit() {
        contactor = Optional.of(false);
        limit = OptionalDouble.of(1.4);
        run(10);
        raised(SafetyIndicator.CONTACTOR, SafetyLevel.CRITICAL);
        raised(SafetyIndicator.CURRENT_LIMIT, SafetyLevel.WARNING);
    }

    @Test
    void aPackVoltageThatIsNotTheSumOfItsCells() {
        packVoltage = OptionalDouble.of(14.0);
        run(10);
        raised(SafetyIndicator.VOLTAGE_SUM, SafetyLevel.WARNING);
    }

    @Test
    void aCellThatShowsNothingIsABrokenSensorWhereThePackHasItsVoltage() {
        packVoltage = OptionalDouble.of(14.8);
        run(20);
        cells = new double[] {3.7, Double.POSITIVE_INFINITY, 3.7, 3.7};
        run(100);

        raised(SafetyIndicator.SENSOR, SafetyLevel.CAUTION);
        assertThat(newest.orElseThrow().level()).isEqualTo(SafetyLevel.CAUTION);
        cells = new double[] {3.7, 3.7, 3.7, 3.7};
        run(20);
        assertThat(newest.orElseThrow().level()).isEqualTo(SafetyLevel.NORMAL);
    }

    @Test
    void aCellThatShowsNothingAndIsMissingInThePacksVoltageIsLowAndStaysSo() {
        packVoltage = OptionalDouble.of(14.8);
        run(20);
        cells = new double[] {3.7, Double.POSITIVE_INFINITY, 3.7, 3.7};
        packVoltage = OptionalDouble.of(11.1);
        run(100);

        raised(SafetyIndicator.CELL_LOW, SafetyLevel.CRITICAL);
    }

    @Test
    void sensorsThatAllTellNothingAreNoSilence() {
        run(20);
        cells = new double[] {
            Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY
        };
        temperatures = new double[] {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        run(10);

        raised(SafetyIndicator.SENSOR, SafetyLevel.CAUTION);
        assertThat(newest.orElseThrow().reasons().get(0).value()).isEqualTo(7);
    }

    @Test
    void aSensorThatNeverToldAnythingIsNotThere() {
        cells = new double[] {3.7, 3.7, 3.7, Double.POSITIVE_INFINITY};
        packVoltage = OptionalDouble.of(11.1);
        run(50);

        assertThat(newest.orElseThrow().level()).isEqualTo(SafetyLevel.NORMAL);
    }

    @Test
    void aSingleWrongValueRaisesNothing() {
        run(20);
        temperatures = new double[] {25, 150, 25};
        run(1);
        temperatures = new double[] {25, 25, 25};
        cells = new double[] {3.7, 0.3, 3.7, 3.7};
        run(2);
        cells = new double[] {3.7, 3.7, 3.7, 3.7};
        run(20);

        assertThat(newest.orElseThrow().level()).isEqualTo(SafetyLevel.NORMAL);
    }

    @Test
    void aLevelGoesBackWhenItsCauseHasBeenGoneForAWhile() {
        temperatures = new double[] {66, 66, 66};
        run(10);
        Instant since = newest.orElseThrow().since();
        temperatures = new double[] {30, 30, 30};
        run(5);
        assertThat(newest.orElseThrow().level()).isEqualTo(SafetyLevel.WARNING);
        assertThat(newest.orElseThrow().since()).isEqualTo(since);
        run(20);

        assertThat(newest.orElseThrow().level()).isEqualTo(SafetyLevel.NORMAL);
    }

    @Test
    void cautionsOfDifferentCausesAreAWarning() {
        temperatures = new double[] {59, 59, 59};
        cells = new double[] {3.7, 3.7, 3.58, 3.7};
        run(10);

        assertThat(newest.orElseThrow().level()).isEqualTo(SafetyLevel.WARNING);
    }

    @Test
    void aBatteryOfWhichNothingIsKnownIsNotJudged() {
        cells = new double[] {Double.NaN, 3.7};
        temperatures = new double[] {};
        run(10);

        assertThat(newest).isEmpty();
    }

    private void raised(SafetyIndicator indicator, SafetyLevel level) {
        assertThat(newest.orElseThrow().reasons()).anySatisfy(reason -> {
            assertThat(reason.indicator()).isEqualTo(indicator);
            assertThat(reason.level()).isEqualTo(level);
        });
    }

    private void run(int readings) {
        for (int i = 0; i < readings; i++) {
            time += 10;
            Optional<Assessment> told = monitor.next(
                    new SafetyReading(
                            time,
                            current,
                            2,
                            cells,
                            temperatures,
                            packVoltage,
                            insulation,
                            contactor,
                            limit,
                            limit,
                            false),
                    START.plusSeconds((long) time));
            newest = told.isPresent() ? told : newest;
        }
    }
}
