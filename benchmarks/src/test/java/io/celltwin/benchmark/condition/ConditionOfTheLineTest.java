package io.celltwin.benchmark.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.benchmark.condition.ConditionFigures.Faults;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Seventy minutes of the simulated line, without servers between, as fast as they can be computed. */
class ConditionOfTheLineTest {

    @Test
    void healthyMachinesRaiseNoAlarmAndEveryFaultIsFoundAndClearedAfterTheRepair() {
        Duration time = Duration.ofMinutes(70);
        SimulatedMachines machines = new SimulatedMachines(1);

        machines.run(time);

        assertThat(machines.healthy()).allSatisfy(machine -> {
            assertThat(machine.learntAt()).as(machine.id()).isPresent();
            assertThat(machine.alarms()).as(machine.id()).isEmpty();
            assertThat(machine.state()).as(machine.id()).isEqualTo("healthy");
        });
        Faults faults = ConditionFigures.faults(machines.failing(), machines.start(), time);
        assertThat(faults.faults()).isEqualTo(2);
        assertThat(faults.found()).isEqualTo(2);
        assertThat(faults.cleared()).isEqualTo(2);
        assertThat(faults.falseAlarms()).isZero();
        assertThat(faults.delays()).allSatisfy(delay -> assertThat(delay).isLessThan(120));
    }
}
