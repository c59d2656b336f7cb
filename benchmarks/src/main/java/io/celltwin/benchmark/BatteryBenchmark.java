package io.celltwin.benchmark;

import io.celltwin.training.battery.CapacityReport;
import io.celltwin.training.battery.EarlyLifeTraining;
import io.celltwin.training.battery.PartialReport;
import io.celltwin.training.battery.RecordedData;
import io.celltwin.training.battery.RemainingLifeTraining;
import io.celltwin.training.battery.SafetyReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How right the figures of battery health are, on recorded data: every figure of docs/battery-health.md. */
@Command(
        name = "battery",
        mixinStandardHelpOptions = true,
        description = "Recomputes every figure of battery health from recorded data; takes some twenty minutes.")
final class BatteryBenchmark implements Callable<Integer> {

    @Option(names = "--data", required = true, description = "Directory of recorded data.")
    private Path data;

    @Override
    public Integer call() {
        RecordedData recorded = new RecordedData(data);
        System.out.println("Capacity, against the published one");
        CapacityReport.print(recorded, System.out);
        System.out.println();
        System.out.println("State of health without full discharges");
        PartialReport.print(recorded, System.out);
        System.out.println();
        System.out.println("Remaining life, for cells that took no part in learning");
        RemainingLifeTraining.report(recorded, System.out);
        System.out.println();
        System.out.println("Early life");
        EarlyLifeTraining.report(recorded, System.out);
        System.out.println();
        System.out.println("Safety");
        SafetyReport.print(recorded, System.out);
        return 0;
    }
}
