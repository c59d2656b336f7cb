package io.celltwin.twin.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.celltwin.service.oauth2.ClientCredentials;
import io.celltwin.service.oauth2.OAuth2Client;
import io.celltwin.twin.error.TwinException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Client credentials at a token endpoint over HTTP. */
class TokenCredentialsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private Instant now = START;
    private String answer = token(300);
    private int status = 200;
    private TokenCredentials credentials;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::answer);
        server.start();
        OAuth2Client client = new OAuth2Client(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token"),
                "battery-health",
                "se:cret",
                Optional.of("twins read"));
        credentials = new TokenCredentials(
                new TwinAccount("battery-health", "se:cret"),
                new ClientCredentials(client, HttpClient.newHttpClient(), Duration.ofSeconds(5), () -> now));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theAccountIsTheClientAndATokenIsUsedUntilShortlyBeforeItsEnd() {
        String first = credentials.authorization();
        now = START.plusSeconds(200);
        assertThat(credentials.authorization()).isEqualTo(first).startsWith("Bearer ey");
        assertThat(asked)
                .singleElement(STRING)
                .startsWith("Basic "
                        + Base64.getEncoder()
                                .encodeToString("battery-health:se%3Acret".getBytes(StandardCharsets.UTF_8))
                        + " ")
                .contains("grant_type=client_credentials", "scope=twins+read");

        answer = token(600);
        now = START.plusSeconds(280);

        assertThat(credentials.authorization()).isNotEqualTo(first);
        assertThat(asked).hasSize(2);
    }

    @Test
    void aRefusalOrNonsenseIsSaidWithoutTheSecretAndTriedAgainNextTime() {
        status = 401;
        assertThatThrownBy(() -> credentials.authorization())
                .isInstanceOf(TwinException.class)
                .hasMessageContaining("401")
                .hasMessageNotContaining("cret");
        status = 200;
        answer = "{\"access_token\":\"no token\"}";
        assertThatThrownBy(() -> credentials.authorization()).isInstanceOf(TwinException.class);
        answer = "<html>";
        assertThatThrownBy(() -> credentials.authorization()).isInstanceOf(TwinException.class);

        answer = token(300);
        assertThat(credentials.authorization()).startsWith("Bearer ");
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream output = exchange.getResponseBody()) {
            output.write(body);
        }
    }

    /** Not signed by anybody: the client does not look, the twin service does. */
    private static String token(long seconds) {
        String claims = "{\"sub\":\"battery-health\",\"exp\":"
                + START.plusSeconds(seconds).getEpochSecond() + "}";
        return "{\"access_token\":\"" + encoded("{\"alg\":\"RS256\"}") + "." + encoded(claims) + "." + encoded("-")
                + "\",\"token_type\":\"Bearer\"}";
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
