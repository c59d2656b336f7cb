package io.celltwin.system.plant;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.celltwin.system.process.ProcessPlan;
import io.celltwin.system.process.RunningProcess;
import io.celltwin.system.process.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A server by a library that is not ours, run by Node.js: a script among the tests' resources, that prints once it serves. */
public final class ForeignPeer implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Path LIBRARIES = Workspace.launcher().resolveSibling("system-tests/peers/node_modules");

    private final String script;
    private final Path directory;
    private final int port;
    private RunningProcess process;

    private ForeignPeer(String script, Path directory, int port) {
        this.script = script;
        this.directory = directory;
        this.port = port;
    }

    /** Skips the test where Node.js or the libraries are missing. */
    public static void assumeInstalled() {
        boolean node = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(each -> Files.isExecutable(Path.of(each, "node")));
        assumeTrue(node, "no Node.js is installed: servers that are not ours are not read");
        assumeTrue(
                Files.isDirectory(LIBRARIES),
                "the libraries of other servers are not installed: npm install --prefix system-tests/peers");
    }

    /**
     * Starts a peer and waits until it serves.
     *
     * @param script its name among the resources
     */
    public static ForeignPeer start(String script) {
        Path directory = Workspace.directory("peer");
        try (InputStream source = ForeignPeer.class.getResourceAsStream("/peers/" + script)) {
            Files.write(directory.resolve(script), source.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ForeignPeer peer = new ForeignPeer(script, directory, Workspace.freePort());
        peer.serve();
        return peer;
    }

    public int port() {
        return port;
    }

    /** Gives it a line, the only one. */
    public void say(String line) {
        process.typed(line);
    }

    /** Kills it and starts it anew at the same port. */
    public void restart() {
        process.kill();
        serve();
    }

    @Override
    public void close() {
        process.close();
    }

    private void serve() {
        process = RunningProcess.start(ProcessPlan.program(
                        "peer",
                        directory,
                        "node",
                        script,
                        Integer.toString(port),
                        directory.resolve("keys").toString())
                .withEnvironment(Map.of("NODE_PATH", LIBRARIES.toString())));
        Awaitility.await().atMost(LONGEST_START).until(this::isServing);
    }

    private boolean isServing() {
        if (!process.isAlive()) {
            throw new IllegalStateException("%s has ended: %s".formatted(script, process.output()));
        }
        return process.output().contains("serving");
    }
}
