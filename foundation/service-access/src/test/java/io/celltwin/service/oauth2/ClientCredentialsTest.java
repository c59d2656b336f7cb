package io.celltwin.service.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token endpoint over HTTP, friendly and hostile. */
class ClientCredentialsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String SECRET = "se:cret %+ü";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private Instant now = START;
    private String answer = "{\"access_token\":\"first\",\"token_type\":\"Bearer\",\"expires_in\":300}";
    private String contentType = "application/json";
    private int status = 200;
    private boolean silent;
    private ClientCredentials credentials;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        credentials = credentials(Optional.of("twins read"), Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    @Test
    void idAndSecretAreEncodedAndScopesAskedFor() throws Exception {
        assertThat(credentials.token().authorization()).isEqualTo("Bearer first");
        String encoded = Base64.getEncoder()
                .encodeToString("battery%3Ahealth:se%3Acret+%25%2B%C3%BC".getBytes(StandardCharsets.UTF_8));
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0))
                .startsWith("Basic " + encoded + " ")
                .contains("grant_type=client_credentials")
                .contains("scope=twins+read");
    }

    @Test
    void withoutAScopeNoneIsSent() throws Exception {
        credentials(Optional.of(" "), Duration.ofSeconds(5)).token();
        assertThat(asked).singleElement().asString().doesNotContain("scope");
    }

    @Test
    void aTokenIsUsedUntilShortlyBeforeItsEnd() throws Exception {
        BearerToken first = credentials.token();
        now = START.plusSeconds(269);
        assertThat(credentials.token()).isEqualTo(first);
        answer = "{\"access_token\":\"second\",\"token_type\":\"bearer\",\"expires_in\":300}";
        now = START.plusSeconds(270);
        assertThat(credentials.token().value()).isEqualTo("second");
        assertThat(asked).hasSize(2);
    }

    @Test
    void aTokenOfAShortLifeIsUsedForAHalfOfIt() throws Exception {
        answer = "{\"access_token\":\"short\",\"token_type\":\"Bearer\",\"expires_in\":20}";
        credentials.token();
        now = START.plusSeconds(9);
        credentials.token();
        assertThat(asked).hasSize(1);
        now = START.plusSeconds(10);
        credentials.token();
        assertThat(asked).hasSize(2);
    }

    @Test
    void anEndThatOnlyTheTokenTellsIsHeard() throws Exception {
        answer = "{\"access_token\":\"" + jwt(600) + "\",\"token_type\":\"Bearer\"}";
        assertThat(credentials.token().expiresAt()).isEqualTo(START.plusSeconds(600));
    }

    @Test
    void aTokenWhoseEndNobodyTellsIsNotUsedForLong() throws Exception {
        answer = "{\"access_token\":\"opaque\",\"token_type\":\"Bearer\"}";
        assertThat(credentials.token().expiresAt()).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void aRefusalIsToldWithItsCodeAndWithoutTheSecret() {
        status = 401;
        answer = "{\"error\":\"invalid_client\",\"error_description\":\"" + SECRET + " is wrong\"}";
        assertThatThrownBy(credentials::token)
                .isInstanceOf(TokenRefusedException.class)
                .hasMessageContaining("battery:health")
                .hasMessageContaining("401, invalid_client")
                .hasMessageNotContaining("cret");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503})
    void troubleOfTheEndpointMayEnd(int trouble) throws Exception {
        status = trouble;
        assertThatThrownBy(credentials::token)
                .isInstanceOf(TokenUnavailableException.class)
                .hasMessageContaining(String.valueOf(trouble));
        status = 200;
        assertThat(credentials.token().value()).isEqualTo("first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>hidden</html>",
                "null",
                "[]",
                "{}",
                "{\"access_token\":\"\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":7,\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"hidden\"}",
                "{\"access_token\":\"hidden\",\"token_type\":\"mac\"}",
                "{\"access_token\":\"hidden\",\"token_type\":\"N_A\"}",
                "{\"access_token\":\"hidden\",\"token_type\":\"Bearer\",\"expires_in\":\"soon\"}"
            })
    void nonsenseIsRefusedWithoutRepeatingIt(String nonsense) throws Exception {
        answer = nonsense;
        assertThatThrownBy(credentials::token)
                .isInstanceOf(TokenRefusedException.class)
                .hasMessageContaining("127.0.0.1")
                .hasMessageNotContaining("hidden")
                .hasNoCause();
        answer = "{\"access_token\":\"first\",\"token_type\":\"Bearer\",\"expires_in\":300}";
        assertThat(credentials.token().value()).isEqualTo("first");
    }

    @Test
    void aPageInsteadOfATokenIsRefused() {
        contentType = "text/html";
        assertThatThrownBy(credentials::token).isInstanceOf(TokenRefusedException.class);
        contentType = "no / type ; at = all";
        assertThatThrownBy(credentials::token).isInstanceOf(TokenException.class);
        status = 302;
        assertThatThrownBy(credentials::token)
                .isInstanceOf(TokenRefusedException.class)
                .hasMessageContaining("302");
    }

    @Test
    void anEndlessAnswerIsCutOff() {
        answer = "{\"access_token\":\"" + "x".repeat(300_000) + "\",\"token_type\":\"Bearer\"}";
        assertThatThrownBy(credentials::token)
                .isInstanceOf(TokenUnavailableException.class)
                .hasMessageContaining("longer than");
    }

    @Test
    void anAnswerThatStopsInTheMiddleIsNotWaitedForForEver() {
        silent = true;
        ClientCredentials impatient = credentials(Optional.empty(), Duration.ofMillis(300));
        assertThatThrownBy(impatient::token)
                .isInstanceOf(TokenUnavailableException.class)
                .hasMessageContaining("300 ms");
    }

    @Test
    void anEndpointThatIsNotThereMayCome() {
        server.stop(0);
        assertThatThrownBy(credentials::token)
                .isInstanceOf(TokenUnavailableException.class)
                .hasMessageContaining("cannot be reached")
                .hasMessageNotContaining("cret");
    }

    @Test
    void whoWaitsCanBeInterrupted() {
        silent = true;
        Thread.currentThread().interrupt();
        assertThatThrownBy(credentials::token).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void nothingThatIsWrittenHoldsASecret() throws Exception {
        OAuth2Client client = new OAuth2Client(URI.create("https://idp/token"), "id", SECRET, Optional.empty());
        assertThat(client).hasToString("client id of https://idp/token");
        assertThat(credentials.token().toString()).doesNotContain("first");
    }

    @Test
    void whatCanBeNoClientIsRefused() {
        for (String url : List.of("/token", "ftp://host/token", "https:token")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new OAuth2Client(URI.create(url), "id", "secret", Optional.empty()));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OAuth2Client(URI.create("https://idp/"), " ", "secret", Optional.empty()));
    }

    private ClientCredentials credentials(Optional<String> scope, Duration timeout) {
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
        return new ClientCredentials(
                new OAuth2Client(endpoint, "battery:health", SECRET, scope),
                HttpClient.newHttpClient(),
                timeout,
                () -> now);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream output = exchange.getResponseBody()) {
            if (silent) {
                output.write(body, 0, body.length / 2);
                output.flush();
                await();
            }
            output.write(body);
        }
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not signed by anybody: the client does not look, the service does. */
    private static String jwt(long seconds) {
        String claims = "{\"sub\":\"battery-health\",\"exp\":"
                + START.plusSeconds(seconds).getEpochSecond() + "}";
        return encoded("{\"alg\":\"RS256\"}") + "." + encoded(claims) + "." + encoded("-");
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
