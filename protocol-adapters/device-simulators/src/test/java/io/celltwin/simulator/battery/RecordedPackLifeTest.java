package io.celltwin.simulator.battery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.celltwin.simulator.battery.RecordedOperation.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A pack that plays a small made-up recording of two discharges and one charge. */
class RecordedPackLifeTest {

    private static final float[] WARM = {24, 26, 25};

    private final RecordedCell cell = new RecordedCell(
            "X1",
            List.of(
                    new RecordedOperation(
                            Kind.DISCHARGE,
                            new double[] {0, 100, 200},
                            new float[] {4.0f, 3.5f, 3.0f},
                            new float[] {-2, -2, -2},
                            WARM,
                            0),
                    new RecordedOperation(
                            Kind.CHARGE,
                            new double[] {0, 150, 300},
                            new float[] {3.2f, 3.8f, 4.2f},
                            new float[] {1.5f, 1.5f, 0.05f},
                            WARM,
                            60),
                    new RecordedOperation(
                            Kind.DISCHARGE,
                            new double[] {0, 90, 180},
                            new float[] {4.1f, 3.4f, 2.9f},
                            new float[] {-2, -2, 0},
                            WARM,
                            60)));
    private final RecordedPackLife pack = new RecordedPackLife(cell, 4, PackProgress.NEW);

    @Test
    void cellsInSeriesAddUpToTheRecordedVoltage() {
        pack.advance(50, CurrentLimits.USUAL);
        PackReading reading = pack.reading();
        assertThat(reading.packVolts()).isCloseTo(4 * 3.75, within(1e-6));
        assertThat(reading.cellVolts()).hasSize(4).doesNotHaveDuplicates();
        assertThat(reading.currentA()).isEqualTo(-2);
        assertThat(reading.state()).isEqualTo(BatteryState.DISCHARGE);
        assertThat(reading.cellCelsius()[0]).isCloseTo(25, within(1e-6));
    }

    @Test
    void betweenTwoOperationsThePackRestsOnItsWayToTheNextVoltage() {
        pack.advance(230, CurrentLimits.USUAL);
        PackReading reading = pack.reading();
        assertThat(reading.state()).isEqualTo(BatteryState.REST);
        assertThat(reading.currentA()).isZero();
        assertThat(reading.cellVolts()[0]).isBetween(3.0, 3.2);
        assertThat(reading.cycles()).isEqualTo(1);
    }

    @Test
    void chargeFollowsDischargeAndTheClockNeverStops() {
        pack.advance(260 + 150, CurrentLimits.USUAL);
        assertThat(pack.reading().state()).isEqualTo(BatteryState.CHARGE);
        assertThat(pack.reading().currentA()).isCloseTo(1.5, within(1e-6));
        assertThat(pack.reading().operatingSeconds()).isEqualTo(410);
    }

    @Test
    void afterTheLastCycleThePackStaysAtRest() {
        pack.advance(10_000, CurrentLimits.USUAL);
        PackReading reading = pack.reading();
        assertThat(reading.state()).isEqualTo(BatteryState.REST);
        assertThat(reading.currentA()).isZero();
        assertThat(reading.packVolts()).isCloseTo(4 * 2.9, within(1e-6));
        assertThat(reading.cycles()).isEqualTo(2);
        assertThat(reading.operatingSeconds()).isEqualTo(10_000);
    }

    @Test
    void aRestartBeginsTheInterruptedCycleAnew() {
        pack.advance(500, CurrentLimits.USUAL);
        RecordedPackLife again = new RecordedPackLife(cell, 4, pack.progress());
        assertThat(again.reading().cycles()).isEqualTo(1);
        assertThat(again.reading().operatingSeconds()).isEqualTo(500);
        again.advance(60 + 45, CurrentLimits.USUAL);
        assertThat(again.reading().state()).isEqualTo(BatteryState.DISCHARGE);
    }
}
