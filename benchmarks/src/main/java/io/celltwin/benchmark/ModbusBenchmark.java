package io.celltwin.benchmark;

import io.celltwin.benchmark.modbus.ModbusComparison;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many requests the Modbus adapter's way of reading makes in a second, beside a bare loop of j2mod at the same server. */
@Command(
        name = "modbus",
        mixinStandardHelpOptions = true,
        description = "Compares requests per second of the Modbus adapter's connections with a bare j2mod loop.")
final class ModbusBenchmark implements Callable<Integer> {

    @Option(
            names = "--connections",
            split = ",",
            defaultValue = "1,100",
            description = "So many at a time, one after the other (${DEFAULT-VALUE}).")
    private List<Integer> connections;

    @Option(names = "--seconds", defaultValue = "3", description = "Of each round (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "Of each, in turn, after one to warm up (${DEFAULT-VALUE}).")
    private int rounds;

    @Override
    public Integer call() throws Exception {
        System.out.println(Machine.describe());
        System.out.println("| connections | j2mod, requests/s | Celltwin, requests/s | of j2mod |");
        System.out.println("| --- | --- | --- | --- |");
        for (int number : connections) {
            System.out.println(new ModbusComparison(number, seconds, rounds).run());
        }
        return 0;
    }
}
