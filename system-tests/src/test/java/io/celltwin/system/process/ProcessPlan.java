package io.celltwin.system.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How to start one process: an app alone, or all in one.
 *
 * @param name names its log
 * @param command program and arguments
 * @param environment variables beside those that the tests have
 * @param directory where it runs
 */
public record ProcessPlan(String name, List<String> command, Map<String, String> environment, Path directory) {
    public ProcessPlan {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** A program that is not Java. */
    public static ProcessPlan program(String name, Path directory, String... command) {
        return new ProcessPlan(name, List.of(command), Map.of(), directory);
    }

    /**
     * A program packaged as a runnable jar, in the Java that runs the tests.
     *
     * @param options of the virtual machine, system properties among them
     */
    public static ProcessPlan java(String name, Path directory, Path jar, List<String> options, String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = Stream.of(
                        Stream.of(java), options.stream(), Stream.of("-jar", jar.toString()), Stream.of(arguments))
                .flatMap(each -> each)
                .toList();
        return new ProcessPlan(name, command, Map.of(), directory);
    }

    /** The same with more variables. */
    public ProcessPlan withEnvironment(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new ProcessPlan(name, command, all, directory);
    }
}
