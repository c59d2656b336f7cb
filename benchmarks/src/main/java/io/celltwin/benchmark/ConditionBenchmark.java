package io.celltwin.benchmark;

import io.celltwin.benchmark.condition.ConditionFigures;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks condition}: false alarms of the simulated line's healthy machines, and its faults found, at app defaults. */
@Command(name = "condition", description = "False alarms and found faults of the simulated line over weeks.")
final class ConditionBenchmark implements Callable<Integer> {
    @Option(names = "--hours", defaultValue = "168", description = "how long the line runs (${DEFAULT-VALUE})")
    private long hours;

    @Option(names = "--seed", defaultValue = "1", description = "of all noise (${DEFAULT-VALUE})")
    private long seed;

    @Override
    public Integer call() {
        System.out.println(ConditionFigures.measure(Duration.ofHours(hours), seed));
        return 0;
    }
}
