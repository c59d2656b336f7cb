package io.celltwin.benchmark;

import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code benchmarks parts}: JMH for the parts that decide the speed. */
@Command(name = "parts", description = "Runs the JMH benchmarks; what follows are JMH's own options.")
final class PartsBenchmark implements Callable<Integer> {
    @Parameters(arity = "0..*", description = "options of JMH, for example -f 1 -i 3 Journal")
    private String[] options = {};

    @Override
    public Integer call() throws Exception {
        System.out.println(Machine.describe());
        new Runner(new CommandLineOptions(options)).run();
        return 0;
    }
}
