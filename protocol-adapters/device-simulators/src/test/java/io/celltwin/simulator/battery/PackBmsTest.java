package io.celltwin.simulator.battery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import io.celltwin.simulator.device.DeviceValues;
import io.celltwin.simulator.device.Setpoints;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackBmsTest {

    private static final CapacityFade FADE = new CapacityFade(0.004, 0.0006, 0.002);

    private final ThingModel model = ModelCatalog.bundled().get("battery-pack-1.0.0");

    @Test
    void theStateOfChargeIsFullAfterAChargeAndEmptyAfterADischarge() {
        DeviceValues pack = pack(PackProgress.NEW);
        assertThat(number(pack, "stateOfCharge")).isEqualTo(100);
        runUntil(pack, "Rest");
        assertThat(number(pack, "stateOfCharge")).isZero();
        runUntil(pack, "Charge");
        runUntil(pack, "Rest");
        assertThat(number(pack, "stateOfCharge")).isEqualTo(100);
        // Half of a discharge of about an hour, now that the pack knows its capacity.
        runUntil(pack, "Discharge");
        for (int i = 0; i < 49; i++) {
            pack.advance(0.1);
        }
        assertThat(number(pack, "stateOfCharge")).isCloseTo(50, within(3.0));
    }

    @Test
    void aWornPackShowsItsTrueStateOfChargeFromTheFirstDischargeOn() {
        DeviceValues pack = pack(new PackProgress(600, 0));
        double discharged = 0;
        double shown = 100;
        while (pack.signal(property("batteryState")).value().equals("Discharge")) {
            discharged = number(pack, "dischargedCharge");
            shown = number(pack, "stateOfCharge");
            pack.advance(0.1);
        }
        double capacity = number(pack, "dischargedCharge");
        assertThat(capacity).isLessThan(0.85 * PackBms.NOMINAL_AMPERE_HOURS);
        assertThat(shown).isCloseTo(100 * (1 - discharged / capacity), within(2.0));
    }

    @Test
    void theCountersOfChargeSeeWhatHappensBetweenTwoReadings() {
        ModelledPackLife life = new ModelledPackLife(12, FADE, 1, PackProgress.NEW);
        Setpoints setpoints = new Setpoints();
        DeviceValues pack = new DeviceValues(model, new PackBms(life, setpoints, 360), setpoints);
        double capacity = life.capacityAh();
        double before = number(pack, "dischargedCharge");
        runUntil(pack, "Rest");

        // Down to the empty voltage under load, where a few percent of the charge are left in the cells.
        assertThat(number(pack, "dischargedCharge") - before).isBetween(0.9 * capacity, capacity);
        assertThat(number(pack, "dischargedEnergy"))
                .isBetween(12 * 3.3 * number(pack, "dischargedCharge"), 12 * 3.9 * number(pack, "dischargedCharge"));
        runUntil(pack, "Charge");
        runUntil(pack, "Rest");
        assertThat(number(pack, "chargedCharge")).isCloseTo(number(pack, "dischargedCharge"), within(0.05));
    }

    @Test
    void theSensorsAreSpreadOverTheCells() {
        RecordedCell cell = new RecordedCell(
                "X1",
                List.of(new RecordedOperation(
                        RecordedOperation.Kind.DISCHARGE,
                        new double[] {0, 1000},
                        new float[] {4, 3},
                        new float[] {-2, -2},
                        new float[] {24, 24},
                        0)));
        Setpoints setpoints = new Setpoints();
        DeviceValues pack = new DeviceValues(
                model, new PackBms(new RecordedPackLife(cell, 12, PackProgress.NEW), setpoints, 1), setpoints);
        assertThat(number(pack, "cellTemperature1")).isCloseTo(24, within(1e-6));
        assertThat(number(pack, "cellTemperature4")).isCloseTo(24 + 11 * 0.15, within(1e-6));
        assertThat(number(pack, "packTemperature")).isCloseTo(24 + 11 * 0.15, within(1e-6));
        double sum = 0;
        for (ModelProperty each : model.propertiesOfType("cell:CellVoltage")) {
            sum += number(pack, each.name());
        }
        assertThat(number(pack, "packVoltage")).isCloseTo(sum, within(1e-6)).isCloseTo(48, within(1e-6));
    }

    @Test
    void theOperatingTimeStartsOverWhereItsRegisterEnds() {
        DeviceValues pack = pack(new PackProgress(0, 429_496_700));
        pack.advance(0.1);
        assertThat(number(pack, "operatingTime")).isCloseTo(6.4, within(1e-3));
    }

    private DeviceValues pack(PackProgress progress) {
        Setpoints setpoints = new Setpoints();
        return new DeviceValues(
                model, new PackBms(new ModelledPackLife(12, FADE, 1, progress), setpoints, 360), setpoints);
    }

    private void runUntil(DeviceValues pack, String state) {
        while (!pack.signal(property("batteryState")).value().equals(state)) {
            pack.advance(0.1);
        }
    }

    private double number(DeviceValues pack, String name) {
        return ((Number) pack.signal(property(name)).value()).doubleValue();
    }

    private ModelProperty property(String name) {
        return model.properties().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
