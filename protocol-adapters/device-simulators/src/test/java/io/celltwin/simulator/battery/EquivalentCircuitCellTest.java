package io.celltwin.simulator.battery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EquivalentCircuitCellTest {

    private static final double AMBIENT = 24;

    private final CellParameters parameters = CellParameters.cylindrical2Ah();

    @Test
    void chargeIsConserved() {
        EquivalentCircuitCell cell = new EquivalentCircuitCell(parameters, 0.8, AMBIENT);
        for (int i = 0; i < 600; i++) {
            cell.step(-2, 1, AMBIENT);
        }
        assertThat(cell.soc()).isCloseTo(0.8 - 2.0 * 600 / 3600 / 2, within(1e-9));
        for (int i = 0; i < 1200; i++) {
            cell.step(1, 1, AMBIENT);
        }
        assertThat(cell.soc()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void aLongStepEndsWhereManyShortOnesEnd() {
        EquivalentCircuitCell coarse = new EquivalentCircuitCell(parameters, 0.9, AMBIENT);
        EquivalentCircuitCell fine = new EquivalentCircuitCell(parameters, 0.9, AMBIENT);
        coarse.step(-2, 60, AMBIENT);
        for (int i = 0; i < 600; i++) {
            fine.step(-2, 0.1, AMBIENT);
        }
        assertThat(coarse.volts()).isCloseTo(fine.volts(), within(1e-9));
        // The heat of the RC pairs is taken as that at the end of the step.
        assertThat(coarse.celsius()).isCloseTo(fine.celsius(), within(0.2));
    }

    @Test
    void voltageSagsUnderLoadAndRelaxesAfterwards() {
        EquivalentCircuitCell cell = new EquivalentCircuitCell(parameters, 0.6, AMBIENT);
        double rested = parameters.ocv().volts(0.6);
        cell.step(-2, 0.001, AMBIENT);
        assertThat(rested - cell.volts()).as("sag at once").isCloseTo(2 * parameters.seriesOhm(), within(1e-3));
        cell.step(-2, 120, AMBIENT);
        double underLoad = cell.volts();
        cell.step(0, 0.001, AMBIENT);
        double atOnce = cell.volts();
        cell.step(0, 3600, AMBIENT);
        assertThat(cell.volts())
                .isGreaterThan(atOnce)
                .isGreaterThan(underLoad)
                .isCloseTo(parameters.ocv().volts(cell.soc()), within(1e-4));
    }

    @Test
    void theCurrentForAVoltageBringsItAbout() {
        EquivalentCircuitCell cell = new EquivalentCircuitCell(parameters, 0.55, AMBIENT);
        cell.step(1.5, 30, AMBIENT);
        double amperes = cell.currentFor(3.9, 10);
        cell.step(amperes, 10, AMBIENT);
        assertThat(cell.volts()).isCloseTo(3.9, within(1e-3));
    }

    @Test
    void energyLostInACycleIsTheHeatThatWarmedTheSurroundings() {
        EquivalentCircuitCell cell = new EquivalentCircuitCell(parameters, 0.9, AMBIENT);
        double electrical = 0;
        double heat = 0;
        double stored = parameters.heatCapacity() * (cell.celsius() - AMBIENT);
        for (double amperes : new double[] {-2, 0, 2, 0}) {
            double seconds = amperes == 0 ? 20_000 : 1200;
            for (double t = 0; t < seconds; t += 0.5) {
                double before = cell.celsius();
                cell.step(amperes, 0.5, AMBIENT);
                electrical += cell.volts() * amperes * 0.5;
                heat += ((before + cell.celsius()) / 2 - AMBIENT) / parameters.thermalResistance() * 0.5;
            }
        }
        heat += parameters.heatCapacity() * (cell.celsius() - AMBIENT) - stored;
        assertThat(electrical).as("more goes in than comes out").isPositive();
        assertThat(heat).isCloseTo(electrical, within(electrical * 0.02));
    }

    @Test
    void anAgedCellHoldsLessAndSagsMore() {
        EquivalentCircuitCell fresh = new EquivalentCircuitCell(parameters, 0.5, AMBIENT);
        EquivalentCircuitCell aged = new EquivalentCircuitCell(parameters, 0.5, AMBIENT);
        aged.age(0.8, 1.5);
        assertThat(aged.capacityAh()).isCloseTo(1.6, within(1e-9));
        assertThat(aged.soc() * aged.capacityAh()).as("same charge").isCloseTo(1.0, within(1e-9));
        fresh.step(-2, 1, AMBIENT);
        aged.step(-2, 1, AMBIENT);
        double sagFresh = parameters.ocv().volts(fresh.soc()) - fresh.volts();
        double sagAged = parameters.ocv().volts(aged.soc()) - aged.volts();
        assertThat(sagAged).isCloseTo(1.5 * sagFresh, within(1e-6));
    }
}
