package io.celltwin.simulator.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.celltwin.service.backoff.Backoff;
import io.celltwin.simulator.batch.Batch;
import io.celltwin.simulator.batch.ProcessStep;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlantSystemTest {

    private static final Instant AT = Instant.parse("2026-03-01T08:00:00Z");

    private record Request(String path, String authorization, JsonNode body) {

        String summary() {
            return path + ' ' + body.path("state").asText();
        }
    }

    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch ready = new CountDownLatch(0);
    private HttpServer service;
    private PlantSystem plant;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", this::answer);
        service.start();
        plant = connect(service.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        plant.close();
        service.stop(0);
    }

    @Test
    void aBatchIsReportedUntilItIsInAPackInService() {
        Batch batch = new Batch("demo:batch-2", 2);
        plant.passed(batch, ProcessStep.COATING, AT);
        plant.passed(batch, ProcessStep.FILLING, AT);
        plant.passed(batch, ProcessStep.FORMATION, AT);
        await().until(() -> plant.delivered() == 6);
        assertThat(requests)
                .extracting(Request::summary)
                .containsExactly(
                        "/lifecycle/things/demo:batch-2/states made",
                        "/lifecycle/things/demo:batch-2/states formed",
                        "/lifecycle/things/demo:batch-2/states graded",
                        "/lifecycle/things/demo:batch-2/states packed",
                        "/lifecycle/things/demo:pack-2/states packed",
                        "/lifecycle/things/demo:pack-2/states in service");
        assertThat(List.copyOf(requests).get(1).body.path("at").asText()).isEqualTo("2026-03-01T08:00:00Z");
        Request packed = List.copyOf(requests).get(4);
        assertThat(packed.authorization).isEqualTo("Basic cGxhbnQtc3lzdGVtOnNlY3JldA==");
        assertThat(packed.body.has("at")).isFalse();
        // The records refuse what they do not know, such as who it is: that is the account's.
        assertThat(packed.body.fieldNames()).toIterable().containsExactly("state", "batches");
        assertThat(packed.body.path("batches").toString()).isEqualTo("[\"demo:batch-2\"]");
    }

    @Test
    void aBatchForWhichThereIsNoPackGoesToStock() {
        plant.passed(new Batch("demo:batch-3", 3), ProcessStep.FORMATION, AT);
        await().until(() -> plant.delivered() == 2);
        assertThat(requests)
                .extracting(Request::summary)
                .containsExactly(
                        "/lifecycle/things/demo:batch-3/states formed", "/lifecycle/things/demo:batch-3/states graded");
    }

    @Test
    void aReportIsRepeatedWhileTheServiceIsNotReady() {
        answers.addAll(List.of(503, 404, 429));
        plant.passed(new Batch("demo:batch-3", 3), ProcessStep.FILLING, AT);
        await().until(() -> plant.delivered() == 1);
        assertThat(requests).hasSize(4);
        assertThat(plant.lost()).isZero();
    }

    @Test
    void aRefusedReportIsGivenUpAndTheNextOneIsSent() {
        answers.add(409);
        plant.passed(new Batch("demo:batch-3", 3), ProcessStep.FORMATION, AT);
        await().until(() -> plant.delivered() == 1 && plant.lost() == 1);
        assertThat(requests).hasSize(2);
    }

    @Test
    void aServiceThatCannotBeReachedIsGivenUpInTheEnd() throws IOException {
        int nobodyListens;
        try (ServerSocket free = new ServerSocket(0)) {
            nobodyListens = free.getLocalPort();
        }
        try (PlantSystem alone = connect(nobodyListens)) {
            alone.passed(new Batch("demo:batch-3", 3), ProcessStep.FILLING, AT);
            await().atMost(Duration.ofSeconds(30)).until(() -> alone.lost() == 1);
            assertThat(alone.delivered()).isZero();
        }
    }

    @Test
    void moreReportsThanCanWaitAreCountedAsLost() {
        ready = new CountDownLatch(1);
        plant.passed(new Batch("demo:batch-9", 9), ProcessStep.FILLING, AT);
        await().until(() -> requests.size() == 1);
        for (int i = 0; i < 300; i++) {
            plant.passed(new Batch("demo:batch-9", 9), ProcessStep.FILLING, AT);
        }
        assertThat(plant.lost()).isEqualTo(300 - 256);
        ready.countDown();
    }

    private static PlantSystem connect(int port) {
        return new PlantSystem(
                URI.create("http://127.0.0.1:" + port),
                "plant-system",
                "secret",
                List.of("demo:pack-1", "demo:pack-2"),
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(4)));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                new ObjectMapper().readTree(body)));
        try {
            ready.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        Integer status = answers.poll();
        exchange.sendResponseHeaders(status == null ? 200 : status, -1);
        exchange.close();
    }
}
