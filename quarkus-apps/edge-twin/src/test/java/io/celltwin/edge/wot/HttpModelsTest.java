package io.celltwin.edge.wot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.celltwin.edge.error.EdgeTwinException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpModelsTest {
    private HttpServer server;
    private String url;
    private HttpModels models;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        url = "http://127.0.0.1:" + server.getAddress().getPort();
        answer("/models/lamp", 200, "{\"title\":\"lamp\"}");
        answer("/models/no-json", 200, "<html>");
        answer("/models/long", 200, "{\"a\":\"" + "x".repeat(300_000) + "\"}");
        server.createContext("/models/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", url + "/secret");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        answer("/secret", 200, "{}");
        server.start();
        models = new HttpModels(List.of(url + "/models"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aModelIsFetchedFromWhereItIsAllowed() {
        assertThat(models.model(url + "/models/lamp")).isEqualTo(JsonObject.of("{\"title\":\"lamp\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/secret",
                "/models/../secret",
                "/models",
                "/modelsX/lamp",
                "/models/moved",
                "/models/absent",
                "/models/{{x}}"
            })
    void whatLiesElsewhereOrIsNotThereIsNotFound(String path) {
        assertThatThrownBy(() -> models.model(url + path))
                .isInstanceOfSatisfying(
                        EdgeTwinException.class,
                        error -> assertThat(error.getErrorCode()).isEqualTo("wot:tm.notfound"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/models/no-json", "/models/long"})
    void whatIsNoJsonOrTooLongIsInvalid(String path) {
        assertThatThrownBy(() -> models.model(url + path))
                .isInstanceOfSatisfying(
                        EdgeTwinException.class,
                        error -> assertThat(error.getErrorCode()).isEqualTo("wot:tm.invalid"));
    }

    private void answer(String path, int status, String body) {
        server.createContext(path, exchange -> {
            boolean exact = exchange.getRequestURI().getPath().equals(path);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(exact ? status : 404, exact ? bytes.length : -1);
            if (exact) {
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        });
    }
}
