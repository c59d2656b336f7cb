package io.celltwin.simulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import io.celltwin.simulator.batch.Batch;
import io.celltwin.simulator.batch.MachineState;
import io.celltwin.simulator.batch.StationView;
import io.celltwin.simulator.device.DeviceValues;
import io.celltwin.simulator.device.Setpoints;
import io.celltwin.simulator.device.SimulatedProcess;
import io.celltwin.simulator.pump.ModelledPump;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Machines under a batch that stays: what a setpoint does to the values that depend on it. */
class MachinePhysicsTest {

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private final Setpoints setpoints = new Setpoints();
    private StationView place = new StationView(Optional.of(new Batch("b-1", 1)), MachineState.EXECUTE, 0.5);

    @Test
    void aWiderGapOfTheCoaterMakesAHeavierCoatingAtLessPressure() {
        Machine coater = new Machine("electrode-coater-1.0.0", new Coater(() -> place, setpoints, 1, START));
        coater.run(60);
        double weight = coater.mean("coatingWeight");
        double pressure = coater.mean("diePressure");
        assertThat(weight).isCloseTo(184, within(3.0));

        coater.write("dieGapSetpoint", 216.0);
        coater.run(60);
        assertThat(coater.mean("coatingWeight")).isCloseTo(weight * 1.2, within(3.0));
        assertThat(coater.mean("diePressure")).isCloseTo(pressure / 1.44, within(0.1));
    }

    @Test
    void aFasterWebLeavesMoreMoistureAndAHotterDryerLess() {
        Machine coater = new Machine("electrode-coater-1.0.0", new Coater(() -> place, setpoints, 1, START));
        coater.run(60);
        double usual = coater.mean("residualMoisture");
        coater.write("webSpeedSetpoint", 45.0);
        coater.run(60);
        double fast = coater.mean("residualMoisture");
        assertThat(fast).isGreaterThan(1.5 * usual);
        for (int zone = 1; zone <= 4; zone++) {
            coater.write("zone" + zone + "Setpoint", 130.0);
        }
        coater.run(120);
        assertThat(coater.mean("residualMoisture")).isLessThan(0.5 * fast);
    }

    @Test
    void aCoaterWithoutABatchStandsStillAndStaysWarm() {
        place = new StationView(Optional.empty(), MachineState.IDLE, 0);
        Machine coater = new Machine("electrode-coater-1.0.0", new Coater(() -> place, setpoints, 1, START));
        coater.run(60);
        assertThat(coater.mean("webSpeed")).isZero();
        assertThat(coater.mean("coatingWeight")).isZero();
        assertThat(coater.mean("zone3Temperature")).isCloseTo(125, within(1.0));
        assertThat(coater.text("currentBatch")).isEmpty();
        assertThat(coater.text("machineState")).isEqualTo("Idle");
    }

    @Test
    void moreLineForceMakesADenserThinnerLessPorousCoating() {
        Machine calender = new Machine("calender-1.0.0", new Calender(() -> place, setpoints, 1, START));
        calender.run(60);
        double density = calender.mean("coatingDensity");
        double thickness = calender.mean("exitThickness");
        double porosity = calender.mean("porosity");
        assertThat(thickness).isLessThan(calender.mean("entryThickness"));

        calender.write("lineForceSetpoint", 1800.0);
        calender.run(60);
        assertThat(calender.mean("coatingDensity")).isGreaterThan(density + 0.1).isLessThan(3.9);
        assertThat(calender.mean("exitThickness")).isLessThan(thickness);
        assertThat(calender.mean("porosity")).isLessThan(porosity);
    }

    @Test
    void hotterRollsCompactMoreAtTheSameForce() {
        Machine calender = new Machine("calender-1.0.0", new Calender(() -> place, setpoints, 1, START));
        calender.run(60);
        double density = calender.mean("coatingDensity");
        calender.write("rollTemperatureSetpoint", 120.0);
        calender.run(300);
        assertThat(calender.mean("coatingDensity")).isGreaterThan(density + 0.02);
    }

    @Test
    void theFillerDosesWhatItIsToldUnderVacuum() {
        Machine filler = new Machine(
                "electrolyte-filler-1.0.0", new Filler(() -> place, new ModelledPump(1, 0), setpoints, 1, START));
        filler.run(30);
        assertThat(filler.mean("doseMass")).isCloseTo(6, within(0.1));
        assertThat(filler.mean("chamberPressure")).isCloseTo(100, within(2.0));
        filler.write("doseMassSetpoint", 7.5);
        filler.run(10);
        assertThat(filler.mean("doseMass")).isCloseTo(7.5, within(0.1));
        assertThat(filler.mean("doseDeviation")).isCloseTo(0, within(0.1));
    }

    @Test
    void everyChannelOfTheCabinetIsDoneWhenTheBatchIsCompleted() {
        double stay = 45;
        FormationCabinet cabinet = new FormationCabinet(16, stay, () -> place, setpoints, 1, START);
        Machine machine = new Machine("formation-cabinet-1.0.0", cabinet);
        for (long batch = 1; batch <= 5; batch++) {
            place = new StationView(Optional.of(new Batch("b-" + batch, batch)), MachineState.EXECUTE, 0.5);
            machine.run(0.1);
            assertThat(machine.texts("step")).hasSize(16).containsOnly("Rest");
            // A machine executes for nine tenths of a stay.
            machine.run(0.9 * stay);
            assertThat(machine.texts("step")).hasSize(16).containsOnly("Done");
        }
    }

    @Test
    void anEmptyCabinetSaysSo() {
        place = new StationView(Optional.empty(), MachineState.IDLE, 0);
        Machine machine =
                new Machine("formation-cabinet-1.0.0", new FormationCabinet(16, 45, () -> place, setpoints, 1, START));
        machine.run(1);
        assertThat(machine.texts("step")).hasSize(16).containsOnly("Empty");
    }

    @Test
    void theEnergyCounterIsThePowerOverTime() {
        Machine coater = new Machine("electrode-coater-1.0.0", new Coater(() -> place, setpoints, 1, START));
        coater.run(60);
        double before = coater.number("energyTotal");
        double power = coater.mean("activePower");
        coater.run(360);
        assertThat(coater.number("energyTotal") - before).isCloseTo(power * 0.1, within(power * 0.002));
    }

    /** A process seen through the model of its machine, like a server sees it. */
    private final class Machine {

        private final ThingModel model;
        private final DeviceValues values;

        Machine(String modelName, SimulatedProcess process) {
            model = ModelCatalog.bundled().get(modelName);
            values = new DeviceValues(model, process, setpoints);
        }

        void run(double seconds) {
            for (int i = 0; i < Math.round(seconds * 10); i++) {
                values.advance(0.1);
            }
        }

        void write(String name, Object value) {
            values.write(property(name), value);
        }

        String text(String name) {
            return (String) values.signal(property(name)).value();
        }

        double number(String name) {
            return ((Number) values.signal(property(name)).value()).doubleValue();
        }

        /** Of many reads at one moment: the instrument's noise goes away. */
        double mean(String name) {
            double sum = 0;
            for (int i = 0; i < 400; i++) {
                sum += number(name);
            }
            return sum / 400;
        }

        List<Object> texts(String name) {
            return model.properties().stream()
                    .filter(each -> each.name().equals(name) && !each.forms().isEmpty())
                    .map(each -> values.signal(each).value())
                    .toList();
        }

        private ModelProperty property(String name) {
            return model.properties().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
