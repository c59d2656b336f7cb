package io.celltwin.system.process;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A process that was started for the tests. What it prints goes into a file in its directory. */
public final class RunningProcess implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final long LOOK_MS = 50;

    private final ProcessPlan plan;
    private final Process process;
    private final Path output;
    private final Thread lastResort;

    private RunningProcess(ProcessPlan plan, Process process, Path output) {
        this.plan = plan;
        this.process = process;
        this.output = output;
        this.lastResort = new Thread(process::destroyForcibly, "end-" + plan.name());
    }

    /** Starts it; it may still be far from ready. */
    public static RunningProcess start(ProcessPlan plan) {
        try {
            Path output = Files.createTempFile(plan.directory(), plan.name() + "-", ".out");
            ProcessBuilder builder = new ProcessBuilder(plan.command())
                    .directory(plan.directory().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            builder.environment().putAll(plan.environment());
            RunningProcess started = new RunningProcess(plan, builder.start(), output);
            Runtime.getRuntime().addShutdownHook(started.lastResort);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives it a line on standard input and nothing more. */
    public RunningProcess typed(String line) {
        try (BufferedWriter input = process.outputWriter(StandardCharsets.UTF_8)) {
            input.write(line + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /**
     * Waits until it answers there with 200.
     *
     * @throws IllegalStateException with all that it printed, if it ends before or does not get there
     */
    public void awaitReady(URI health) {
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        HttpRequest request =
                HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build();
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        String last = "nothing";
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    return;
                }
                last = answer.body();
            } catch (IOException e) {
                last = e.toString();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            pause();
        }
        throw new IllegalStateException(
                "%s is not ready; %s answered %s; it printed:%n%s".formatted(plan.name(), health, last, output()));
    }

    /** All that it has printed so far, errors too. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long id() {
        return process.pid();
    }

    /**
     * Waits for its end.
     *
     * @return its exit status
     * @throws IllegalStateException if it has not ended in time; it is killed then
     */
    public int awaitEnd(Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                Runtime.getRuntime().removeShutdownHook(lastResort);
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        kill();
        throw new IllegalStateException(
                "%s has not ended after %s; it printed:%n%s".formatted(plan.name(), limit, output()));
    }

    /**
     * Asks it to end by SIGTERM.
     *
     * @return its exit status
     * @throws IllegalStateException if it has not ended in time
     */
    public int terminate(Duration limit) {
        process.destroy();
        return awaitEnd(limit);
    }

    /** Ends it by SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
