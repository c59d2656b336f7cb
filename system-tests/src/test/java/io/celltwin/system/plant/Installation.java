package io.celltwin.system.plant;

import io.celltwin.system.process.ProcessPlan;
import io.celltwin.system.process.RunningProcess;
import io.celltwin.system.process.Workspace;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The whole platform in one process: a state directory, a port, and the process while it runs. */
public final class Installation implements AutoCloseable {
    /** A new installation's first user, and that user's password. */
    public static final String FIRST_USER = "celltwin";

    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
    /** What the launcher gives Java, too. */
    private static final List<String> JAVA_OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-Xms64m",
            "-Xmx384m",
            "-XX:MaxNewSize=64m",
            "-XX:MinHeapFreeRatio=20",
            "-XX:MaxHeapFreeRatio=40",
            "-XX:SoftRefLRUPolicyMSPerMB=1",
            "-XX:MaxMetaspaceSize=256m",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:TrimNativeHeapInterval=60000",
            "-XX:+ExitOnOutOfMemoryError");

    /** Machines are learnt from ten samples a second, so that a test need not wait for minutes. Devices may take commands. */
    private static final List<String> TEST_OPTIONS = List.of(
            "-Dcelltwin.predictive-maintenance.sampling-interval=0.1S", "-Dcelltwin.adapter.commands.tenants=demo");

    private final String name;
    private final Path directory;
    private final Path state;
    private final List<String> program;
    private final List<String> options;
    private final int port;
    private RunningProcess process;

    private Installation(
            String name, Path directory, Path state, List<String> program, List<String> options, int port) {
        this.name = name;
        this.directory = directory;
        this.state = state;
        this.program = program;
        this.options = options;
        this.port = port;
    }

    /** A new installation, not started yet. */
    public static Installation create(String name, String... options) {
        Path directory = Workspace.directory(name);
        List<String> program = ProcessPlan.java(
                        name,
                        directory,
                        Workspace.program("quarkus-apps/standalone"),
                        Stream.concat(JAVA_OPTIONS.stream(), TEST_OPTIONS.stream())
                                .toList())
                .command();
        return new Installation(
                name, directory, directory.resolve("state"), program, List.of(options), Workspace.freePort());
    }

    /** The same, started by {@code ./celltwin} instead of the program that it starts. */
    public Installation byLauncher() {
        return new Installation(
                name, directory, state, List.of(Workspace.launcher().toString()), options, port);
    }

    /** The same with its state elsewhere, started by another program that is given the command. */
    public Installation elsewhere(Path otherState, List<String> starter) {
        return new Installation(
                name,
                directory,
                otherState,
                Stream.concat(starter.stream(), program.stream()).toList(),
                options,
                port);
    }

    /** Starts it and waits until it is ready. */
    public Installation start() {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("up", "--port", Integer.toString(port), "--state", state.toString()));
        command.addAll(options);
        process = RunningProcess.start(ProcessPlan.program(name, directory, command.toArray(String[]::new)));
        process.awaitReady(url().resolve("/q/health/ready"));
        return this;
    }

    /**
     * Stops it by SIGTERM; it may be started again.
     *
     * @return its exit status
     */
    public int stop() {
        return process.terminate(LONGEST_STOP);
    }

    /** Kills it by SIGKILL; it may be started again. */
    public void kill() {
        process.kill();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public Path state() {
        return state;
    }

    public RunningProcess process() {
        return process;
    }

    /** The HTTP APIs for the first user, an engineer. */
    public Api api() {
        return api(FIRST_USER, FIRST_USER);
    }

    public Api api(String user, String password) {
        return new Api(url(), user, password);
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            stop();
        }
    }
}
