package io.celltwin.benchmark.cluster;

import io.celltwin.benchmark.process.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Java program in a process of its own, whose output goes into a file in its directory. */
public final class MeasuredProcess implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final long LOOK_MILLIS = 20;
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final String name;
    private final ChildProcess child;
    private final long startNanos;

    private MeasuredProcess(String name, Process process, long startNanos) {
        this.name = name;
        this.child = new ChildProcess(process, GRACE);
        this.startNanos = startNanos;
    }

    /** Starts it and returns at once. */
    static MeasuredProcess start(
            String name,
            Path directory,
            Path jar,
            Map<String, String> environment,
            List<String> javaOptions,
            String... arguments)
            throws IOException {
        List<String> command = Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        javaOptions.stream(),
                        Stream.of("-jar", jar.toAbsolutePath().toString()),
                        Stream.of(arguments))
                .flatMap(each -> each)
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        long startNanos = System.nanoTime();
        return new MeasuredProcess(name, builder.start(), startNanos);
    }

    /**
     * Waits until it says that it is ready.
     *
     * @return the time since its start
     * @throws IllegalStateException if it does not become ready
     */
    public Duration awaitReady(URI url) throws InterruptedException {
        while (!isReady(url)) {
            if (!child.process().isAlive() || System.nanoTime() - startNanos > LONGEST_START.toNanos()) {
                throw new IllegalStateException(name + " does not become ready");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /**
     * Waits for its end.
     *
     * @return the time since its start
     * @throws IllegalStateException if it fails or does not end
     */
    public Duration awaitEnd() throws InterruptedException {
        if (!child.process().waitFor(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS)
                || child.process().exitValue() != 0) {
            throw new IllegalStateException(name + " has not done its work");
        }
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /** The process, to be measured. */
    public ChildProcess process() {
        return child;
    }

    @Override
    public void close() {
        child.close();
    }

    private static boolean isReady(URI url) throws InterruptedException {
        try {
            return HTTP.send(
                                    HttpRequest.newBuilder(url.resolve("/q/health/ready"))
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
