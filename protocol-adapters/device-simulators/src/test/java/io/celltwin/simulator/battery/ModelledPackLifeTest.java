package io.celltwin.simulator.battery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelledPackLifeTest {

    private static final CapacityFade FADE = new CapacityFade(0.004, 0.0006, 0.002);
    private static final double STEP = 10;

    private final ModelledPackLife pack = new ModelledPackLife(12, FADE, 7, PackProgress.NEW);

    @Test
    void cellVoltagesStayWithinTheirLimitsOverManyCycles() {
        while (pack.reading().cycles() < 15) {
            pack.advance(STEP, CurrentLimits.USUAL);
            for (double volts : pack.reading().cellVolts()) {
                assertThat(volts).isBetween(CellParameters.EMPTY_VOLTS - 0.02, CellParameters.FULL_VOLTS + 0.005);
            }
            assertThat(pack.reading().hottestCelsius()).isBetween(23.9, 50.0);
        }
    }

    @Test
    void aCycleIsDischargeRestChargeRest() {
        List<BatteryState> states = new ArrayList<>();
        while (pack.reading().cycles() < 2) {
            BatteryState state = pack.reading().state();
            if (states.isEmpty() || states.get(states.size() - 1) != state) {
                states.add(state);
            }
            pack.advance(STEP, CurrentLimits.USUAL);
        }
        assertThat(states)
                .containsExactly(
                        BatteryState.DISCHARGE,
                        BatteryState.REST,
                        BatteryState.CHARGE,
                        BatteryState.REST,
                        BatteryState.DISCHARGE);
    }

    @Test
    void currentIsNegativeOnDischargePositiveOnChargeAndZeroAtRest() {
        while (pack.reading().cycles() < 2) {
            pack.advance(STEP, CurrentLimits.USUAL);
            PackReading reading = pack.reading();
            switch (reading.state()) {
                case DISCHARGE -> assertThat(reading.currentA()).isNotPositive();
                case CHARGE -> assertThat(reading.currentA()).isNotNegative();
                case REST ->
                    assertThat(Math.abs(reading.currentA())).isLessThanOrEqualTo(ModelledPackLife.DISCHARGE_AMPERES);
            }
        }
    }

    @Test
    void whatComesOutGoesInAgainAndTheEnergyIsLessThanWasPutIn() {
        skipCycles(1);
        double outAh = 0;
        double inAh = 0;
        double outWh = 0;
        double inWh = 0;
        int cycles = pack.reading().cycles();
        // From one end of discharge to the next.
        while (pack.reading().cycles() == cycles) {
            pack.advance(5, CurrentLimits.USUAL);
            double ampereHours = pack.reading().currentA() * 5 / 3600;
            if (ampereHours < 0) {
                outAh -= ampereHours;
                outWh -= ampereHours * pack.reading().packVolts();
            } else {
                inAh += ampereHours;
                inWh += ampereHours * pack.reading().packVolts();
            }
        }
        assertThat(outAh).isCloseTo(inAh, within(0.02));
        assertThat(outWh / inWh).isBetween(0.8, 0.97);
    }

    @Test
    void theMeasuredCapacityFadesMonotonicallyAsItsLawSays() {
        List<Double> discharged = new ArrayList<>();
        for (int cycle = 0; cycle < 40; cycle++) {
            discharged.add(dischargedInNextCycle());
        }
        for (int i = 1; i < discharged.size(); i++) {
            assertThat(discharged.get(i)).isLessThanOrEqualTo(discharged.get(i - 1) + 0.004);
        }
        double fall = discharged.get(39) / discharged.get(0);
        assertThat(fall).isCloseTo(FADE.capacity(39) / FADE.capacity(0), within(0.02));
        assertThat(pack.capacityAh()).isLessThan(2.0 * FADE.capacity(38));
    }

    @Test
    void theSameSeedGivesTheSameLife() {
        ModelledPackLife twin = new ModelledPackLife(12, FADE, 7, PackProgress.NEW);
        ModelledPackLife other = new ModelledPackLife(12, FADE, 8, PackProgress.NEW);
        for (int i = 0; i < 100; i++) {
            pack.advance(36, CurrentLimits.USUAL);
            twin.advance(36, CurrentLimits.USUAL);
            other.advance(36, CurrentLimits.USUAL);
        }
        assertThat(twin.reading().cellVolts()).containsExactly(pack.reading().cellVolts());
        assertThat(other.reading().cellVolts()).isNotEqualTo(pack.reading().cellVolts());
    }

    @Test
    void currentLimitsAreKept() {
        CurrentLimits narrow = new CurrentLimits(0.5, 1);
        double largest = 0;
        double smallest = 0;
        while (pack.reading().cycles() < 1 || pack.reading().state() != BatteryState.CHARGE) {
            pack.advance(STEP, narrow);
            smallest = Math.min(smallest, pack.reading().currentA());
        }
        for (int i = 0; i < 100; i++) {
            pack.advance(STEP, narrow);
            largest = Math.max(largest, pack.reading().currentA());
        }
        assertThat(smallest).isEqualTo(-1);
        assertThat(largest).isEqualTo(0.5);

        for (int i = 0; i < 100; i++) {
            pack.advance(STEP, new CurrentLimits(0, 0));
        }
        assertThat(pack.reading().currentA()).isZero();
        assertThat(pack.reading().state()).as("waits for its charge").isEqualTo(BatteryState.CHARGE);
    }

    @Test
    void aRestartedPackIsAsOldAsBefore() {
        skipCycles(3);
        ModelledPackLife again = new ModelledPackLife(12, FADE, 7, pack.progress());
        assertThat(again.reading().cycles()).isEqualTo(pack.reading().cycles());
        assertThat(again.reading().operatingSeconds()).isEqualTo(pack.reading().operatingSeconds());
    }

    private double dischargedInNextCycle() {
        int cycles = pack.reading().cycles();
        double ampereHours = 0;
        while (pack.reading().cycles() == cycles) {
            pack.advance(5, CurrentLimits.USUAL);
            ampereHours -= Math.min(0, pack.reading().currentA()) * 5 / 3600;
        }
        return ampereHours;
    }

    private void skipCycles(int count) {
        int until = pack.reading().cycles() + count;
        while (pack.reading().cycles() < until) {
            pack.advance(STEP, CurrentLimits.USUAL);
        }
    }
}
