package io.celltwin.benchmark;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program in {@code benchmarks/target/benchmarks.jar}. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        description = "Measures how fast, how big and how right Celltwin is.",
        subcommands = {
            RoadBenchmark.class,
            StartBenchmark.class,
            PartsBenchmark.class,
            ProcessesBenchmark.class,
            BatteryBenchmark.class,
            ConditionBenchmark.class,
            FailureBenchmark.class,
            HistoryBenchmark.class,
            ModbusBenchmark.class
        })
public final class Benchmarks {
    /** @param arguments a command with its options; {@code --help} lists them */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new Benchmarks()).execute(arguments));
    }
}
