package io.celltwin.benchmark.road;

import io.celltwin.benchmark.process.ChildProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Celltwin in a process of its own, started by its launcher as a user does. */
public final class Installation implements AutoCloseable {
    private static final String SIGN_IN =
            "Basic " + Base64.getEncoder().encodeToString("celltwin:celltwin".getBytes(StandardCharsets.UTF_8));
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final long LOOK_MILLIS = 20;
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final ChildProcess child;
    private final int port;
    private final long startNanos;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private Installation(Process process, int port, long startNanos) {
        this.child = new ChildProcess(process, GRACE);
        this.port = port;
        this.startNanos = startNanos;
    }

    /**
     * Starts it and returns at once.
     *
     * @param home where the {@code celltwin} launcher is
     * @param state its state directory
     * @param options further options of {@code celltwin up}
     */
    public static Installation start(Path home, Path state, String... options) throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                home.resolve("celltwin").toString(),
                "up",
                "--port",
                Integer.toString(port),
                "--state",
                state.toString()));
        command.addAll(List.of(options));
        Files.createDirectories(state);
        long startNanos = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(state.resolve("terminal.log").toFile())
                .start();
        return new Installation(process, port, startNanos);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** {@link System#nanoTime()} at which it was started. */
    public long startNanos() {
        return startNanos;
    }

    /** Connects a subscriber as soon as the twin service listens. */
    public TwinEvents subscribe(TwinEvents.Listener listener) throws InterruptedException {
        long giveUp = System.nanoTime() + LONGEST_START.toNanos();
        while (true) {
            try {
                return TwinEvents.connect(http, URI.create("ws://127.0.0.1:" + port + "/ws/2"), SIGN_IN, listener);
            } catch (IOException e) {
                if (System.nanoTime() > giveUp || !child.process().isAlive()) {
                    throw new IllegalStateException("Celltwin does not come up: " + e.getMessage(), e);
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        }
    }

    /** Waits until it says that it is ready. */
    public void awaitReady() throws InterruptedException {
        long giveUp = System.nanoTime() + LONGEST_START.toNanos();
        while (!isReady()) {
            if (System.nanoTime() > giveUp || !child.process().isAlive()) {
                throw new IllegalStateException("Celltwin does not become ready.");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return http.send(request("/q/health/ready").GET().build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Registers a device.
     *
     * @throws IOException if it is refused
     */
    public void provision(String device, String registration) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                request("/v1/devices/demo/" + device)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(registration))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IOException(device + " is not registered: " + answer.statusCode() + " " + answer.body());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", SIGN_IN);
    }

    /** The process, to be measured. */
    public ChildProcess process() {
        return child;
    }

    /** Stops it as Ctrl-C does. */
    @Override
    public void close() {
        child.close();
    }
}
