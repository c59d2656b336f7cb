package io.celltwin.benchmark.condition;

import io.celltwin.maintenance.machine.MonitorSettings;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import io.celltwin.simulator.batch.BatchFlow;
import io.celltwin.simulator.device.Setpoints;
import io.celltwin.simulator.device.SimulatedProcess;
import io.celltwin.simulator.machine.Calender;
import io.celltwin.simulator.machine.Coater;
import io.celltwin.simulator.machine.Filler;
import io.celltwin.simulator.machine.FormationCabinet;
import io.celltwin.simulator.pump.ModelledPump;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The machines of the simulated line, each with its monitor at the app's defaults: a coater, a calender, a formation cabinet and
 * a filler that stay healthy, and a filler whose pump fails and is mended by turns. The hall is warmer by day than by night.
 */
final class SimulatedMachines {

    private static final double TAKT_SECONDS = 45;
    private static final int CHANNELS = 16;
    private static final double DAY_SECONDS = 86_400;
    private static final double HALL_KELVIN = 2;
    /** A pump that would begin to fail so much later never does. */
    private static final double NEVER = -1e12;

    private static final MonitorSettings DEFAULTS =
            new MonitorSettings(400, 7200, 30, 10, Duration.ofSeconds(1), Duration.ofSeconds(1));

    private final BatchFlow flow = new BatchFlow("demo:batch-", TAKT_SECONDS, 2, 1);
    private final ModelCatalog models = ModelCatalog.bundled();
    private final Instant start = Instant.parse("2026-06-01T06:00:00Z");
    private final List<SimulatedMachine> healthy;
    private final SimulatedMachine failing;
    private long seconds;

    SimulatedMachines(long seed) {
        healthy = List.of(
                machine("coater", "electrode-coater-1.0.0", new Coater(flow::coater, new Setpoints(), seed, start)),
                machine("calender", "calender-1.0.0", new Calender(flow::calender, new Setpoints(), seed + 1, start)),
                machine(
                        "formation",
                        "formation-cabinet-1.0.0",
                        new FormationCabinet(
                                CHANNELS, TAKT_SECONDS, flow::formation, new Setpoints(), seed + 2, start)),
                machine("filler", "electrolyte-filler-1.0.0", filler(0, seed + 3, NEVER)));
        failing = machine("failing filler", "electrolyte-filler-1.0.0", filler(1, seed + 5, 0));
    }

    private Filler filler(int index, long seed, double faultOffset) {
        return new Filler(
                () -> flow.filler(index), new ModelledPump(seed, faultOffset), new Setpoints(), seed + 1, start);
    }

    private SimulatedMachine machine(String name, String modelName, SimulatedProcess process) {
        ThingModel model = models.get(modelName);
        return new SimulatedMachine(name, model, process, SimulatedMachines::hall, DEFAULTS, start);
    }

    private static double hall(ModelProperty property, double seconds) {
        return property.unit().iri().endsWith("DEG_C")
                ? HALL_KELVIN * Math.sin(2 * Math.PI * seconds / DAY_SECONDS)
                : 0;
    }

    /** Lets time pass. */
    void run(Duration time) {
        for (long end = seconds + time.toSeconds(); seconds < end; ) {
            seconds++;
            Instant now = start.plusSeconds(seconds);
            flow.advance(1, now);
            healthy.forEach(machine -> machine.advance(now, (double) seconds));
            failing.advance(now, (double) seconds);
        }
    }

    Instant start() {
        return start;
    }

    List<SimulatedMachine> healthy() {
        return healthy;
    }

    SimulatedMachine failing() {
        return failing;
    }
}
