package io.celltwin.benchmark;

import io.celltwin.benchmark.condition.FailureModelSpeed;
import io.celltwin.training.battery.RecordedData;
import io.celltwin.training.failure.FailureTraining;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How right and how fast the learned failure models are: every figure of them in docs/predictive-maintenance.md. */
@Command(
        name = "failures",
        mixinStandardHelpOptions = true,
        description = "Recomputes every figure of the learned failure models from recorded data; takes some minutes.")
final class FailureBenchmark implements Callable<Integer> {

    @Option(names = "--data", required = true, description = "Directory of recorded data.")
    private Path data;

    @Option(
            names = "--set",
            defaultValue = "FD001",
            description = "Set of C-MAPSS to learn from and to be judged on (${DEFAULT-VALUE}).")
    private String set;

    @Override
    public Integer call() {
        FailureTraining.report(new RecordedData(data), set, System.out);
        System.out.println();
        System.out.println(Machine.describe());
        System.out.println(FailureModelSpeed.measure());
        return 0;
    }
}
