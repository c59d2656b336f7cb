package io.celltwin.console;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The console before services that run elsewhere. */
@QuarkusTest
@TestProfile(UpstreamProxyTest.Elsewhere.class)
class UpstreamProxyTest {
    public static class Elsewhere implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.arc.exclude-types",
                    "io.celltwin.console.ScriptedTwinService,io.celltwin.console.ScriptedRecords,io.celltwin.console.ScriptedProbe");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Upstream.class));
        }
    }

    @TestHTTPResource("/ws/2")
    URL webSocket;

    @Test
    void twinsAndRecordsAreReadThroughTheConsole() {
        signedIn()
                .get("/api/2/search/things?fields=thingId")
                .then()
                .statusCode(200)
                .body("uri", equalTo("/api/2/search/things?fields=thingId"));
        signedIn()
                .get("/lifecycle/trace/pack-1")
                .then()
                .statusCode(200)
                .body("uri", equalTo("/lifecycle/trace/pack-1"));
        signedIn()
                .get("/history/completeness?things=pack-1")
                .then()
                .statusCode(200)
                .body("uri", equalTo("/history/completeness?things=pack-1"));
    }

    @Test
    void whereTheAdaptersRunElsewhereNoDeviceIsTriedAndItIsSaidHowTo() {
        signedIn().get("/console/devices").then().statusCode(200).body("canBeTried", equalTo(false));
        signedIn()
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/console/devices/check?id=demo:pack-1")
                .then()
                .statusCode(501)
                .body("description", containsString("celltwin check"));
    }

    @Test
    void aBodyGoesAlong() {
        signedIn()
                .body("{\"state\":\"packed\"}")
                .post("/lifecycle/things/demo:pack-1/states")
                .then()
                .body("method", equalTo("POST"))
                .body("body", equalTo("{\"state\":\"packed\"}"));
    }

    @Test
    void theServiceLearnsWhoTheUserIsFromTheConsoleOnly() {
        signedIn()
                .header(UpstreamProxy.PRE_AUTHENTICATED, "celltwin:somebody-else")
                .get("/api/2/whoami")
                .then()
                .body("user", equalTo("celltwin:" + ConsoleUsers.USER));
    }

    @Test
    void nobodyPassesWithoutSignIn() {
        get("/api/2/whoami").then().statusCode(401);
        get("/lifecycle/records").then().statusCode(401);
        assertThatThrownBy(() -> connect(Map.of()).join()).hasMessageContaining("WebSocketHandshake");
    }

    @Test
    void aWebSocketPassesToo() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        String basic = Base64.getEncoder()
                .encodeToString((ConsoleUsers.USER + ":" + ConsoleUsers.PASSWORD).getBytes(StandardCharsets.UTF_8));
        WebSocket socket =
                connect(Map.of("Authorization", "Basic " + basic), answer).join();
        socket.sendText("START-SEND-EVENTS", true);

        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("START-SEND-EVENTS by celltwin:" + ConsoleUsers.USER);
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    private static RequestSpecification signedIn() {
        return given().auth().preemptive().basic(ConsoleUsers.USER, ConsoleUsers.PASSWORD);
    }

    private CompletableFuture<WebSocket> connect(Map<String, String> headers) {
        return connect(headers, new CompletableFuture<>());
    }

    private CompletableFuture<WebSocket> connect(Map<String, String> headers, CompletableFuture<String> answer) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        headers.forEach(builder::header);
        return builder.buildAsync(
                URI.create(webSocket.toString().replaceFirst("^http", "ws")), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                        answer.complete(text.toString());
                        return null;
                    }
                });
    }
}
