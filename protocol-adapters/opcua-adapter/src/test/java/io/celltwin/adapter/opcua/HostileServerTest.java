package io.celltwin.adapter.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.adapter.contract.RecordingListener;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.adapter.opcua.TamperingProxy.Tampering;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One message of a server is not as it should be, whichever it is: the device is read on, or lost with a reason, and no value is
 * told that the node has not. Which messages are tried can be set by {@code -Dcelltwin.tampered=<first>,<step>,<last>}, counted from the
 * beginning of the connection.
 */
@Timeout(600)
class HostileServerTest {

    private static final int NODES = 3;
    private static final int AT_A_TIME = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path models;

    private final OpcUaDriver driver = TestConfig.DEFAULT.impatient().driver();
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start();
        for (int node = 0; node < NODES; node++) {
            server.variable("v" + node, value(node, 0));
        }
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        driver.stop();
        server.close();
    }

    @Test
    void noMessageMakesAWrongValueOrASilence() throws Exception {
        int[] which = tampered();
        List<Future<?>> cases = new ArrayList<>();
        int round = 0;
        for (int chunk = which[0]; chunk <= which[2]; chunk += which[1]) {
            for (Tampering tampering : Tampering.values()) {
                int position = chunk;
                Path directory = Files.createDirectory(models.resolve("case-" + round++));
                cases.add(threads.submit(() -> {
                    assertHarmless(directory, position, tampering);
                    return null;
                }));
            }
        }
        for (Future<?> each : cases) {
            each.get();
        }
        assertReadRight(server.port(), models);
    }

    private void assertHarmless(Path directory, int chunk, Tampering tampering) throws Exception {
        String name = "%s of message %d".formatted(tampering, chunk);
        try (TamperingProxy proxy = new TamperingProxy(server.port(), chunk, tampering)) {
            RecordingListener listener = new RecordingListener();
            CompletableFuture<DeviceLink> connecting = driver.connect(
                            model().device(directory, "opc.tcp://127.0.0.1:" + proxy.port(), Map.of()), listener)
                    .toCompletableFuture();
            DeviceLink link;
            try {
                link = connecting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                assertThat(e.getCause().getMessage()).as(name).isNotBlank();
                return;
            }
            await(name).atMost(PATIENCE).until(() -> {
                change();
                return !listener.losses().isEmpty() || proxy.hasTampered() && tellsAllAnew(listener);
            });
            link.close();
            assertThat(listener.losses())
                    .as(name)
                    .allSatisfy(reason -> assertThat(reason).isNotBlank());
            listener.cycles().forEach(cycle -> cycle.forEach(HostileServerTest::assertItsOwn));
        }
    }

    private void assertReadRight(int port, Path directory) throws Exception {
        RecordingListener listener = new RecordingListener();
        DeviceLink link = driver.connect(model().device(directory, "opc.tcp://127.0.0.1:" + port, Map.of()), listener)
                .toCompletableFuture()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        change();
        for (int node = 0; node < NODES; node++) {
            listener.awaitValue("v" + node, server.get("v" + node));
        }
        link.close();
    }

    private synchronized void change() {
        for (int node = 0; node < NODES; node++) {
            int turn = ((Number) server.get("v" + node)).intValue() / NODES;
            server.set("v" + node, value(node, turn + 1));
        }
    }

    /** Whether each node was told again after it was told first. */
    private static boolean tellsAllAnew(RecordingListener listener) {
        for (int node = 0; node < NODES; node++) {
            String name = "v" + node;
            long told = listener.cycles().stream()
                    .flatMap(List::stream)
                    .filter(reading -> reading.property().name().equals(name))
                    .count();
            if (told < 3) {
                return false;
            }
        }
        return true;
    }

    private static void assertItsOwn(Reading reading) {
        if (reading.value() != null) {
            int node = reading.property().name().charAt(1) - '0';
            assertThat(((Number) reading.value()).intValue() % NODES).isEqualTo(node);
        }
    }

    /** Tells which node it is of. */
    private static double value(int node, int turn) {
        return turn * NODES + node;
    }

    private static TestModel model() {
        TestModel model = new TestModel();
        for (int node = 0; node < NODES; node++) {
            model.property("v" + node).withForm("cell:samplingInterval", 50).withForm("cell:publishingInterval", 100);
        }
        return model;
    }

    private static int[] tampered() {
        String[] given = System.getProperty("celltwin.tampered", "0,4,16").split(",");
        return new int[] {Integer.parseInt(given[0]), Integer.parseInt(given[1]), Integer.parseInt(given[2])};
    }
}
