package io.celltwin.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.edge.contract.Account;
import io.celltwin.edge.contract.TwinSocket;
import io.celltwin.signin.UsersFile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a peer of the WebSocket may rely on besides what the stock client does. */
@QuarkusTest
@TestProfile(EdgeTwinProfile.class)
class WebSocketTest {
    private static final int WRITES = 300;

    @TestHTTPResource("/ws/2")
    URI url;

    @ConfigProperty(name = "celltwin.users.file")
    Path usersFile;

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private WebSocket socket;

    @BeforeEach
    void connect() {
        Account account = EdgeTwinProfile.ENGINEER;
        String basic = "Basic "
                + Base64.getEncoder()
                        .encodeToString((account.name() + ":" + account.password()).getBytes(StandardCharsets.UTF_8));
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", basic)
                .buildAsync(URI.create(url.toString().replaceFirst("^http", "ws")), new Collector(received))
                .join();
    }

    @AfterEach
    void disconnect() {
        socket.abort();
    }

    @Test
    void aQuerySeesAllThatWasWrittenBeforeItOnTheSameSocket() throws Exception {
        send("create", "/", "{}");
        for (int i = 1; i <= WRITES; i++) {
            send("modify", "/attributes/n", Integer.toString(i));
        }
        socket.sendText("{\"topic\":\"socket/t/things/twin/commands/retrieve\",\"path\":\"/attributes/n\"}", true)
                .join();

        JsonObject answer = receive();
        for (int i = 0; i < WRITES + 1; i++) {
            answer = receive();
        }
        assertThat(answer.getValue("topic")).contains(JsonValue.of("socket/t/things/twin/commands/retrieve"));
        assertThat(answer.getValue("value")).contains(JsonValue.of(WRITES));
    }

    @Test
    void aWrongFrameIsAnsweredWithItsReasonAndTheNextIsServed() throws Exception {
        for (String wrong : new String[] {
            "",
            "[]",
            "{\"topic\":7}",
            "START-SEND-EVENTS?extraFields=((",
            "START-SEND-EVENTS?filter=like(",
            "START-SEND-EVENTS?filter=%zz",
            "{\"a\":".repeat(3_000)
        }) {
            socket.sendText(wrong, true).join();
            assertThat(receive().getValue("status")).as(wrong).contains(JsonValue.of(400));
        }
        socket.sendText("START-SEND-EVENTS", true).join();
        assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("START-SEND-EVENTS:ACK");
    }

    @Test
    void aTokenThatIsNotGoodEndsTheSession() throws Exception {
        socket.sendText("JWT-TOKEN?jwtToken=bogus", true).join();

        assertThat(receive().getValue("value/error")).contains(JsonValue.of("gateway:websocket.session.closed"));
        await().until(socket::isInputClosed);
    }

    @Test
    void aSessionEndsWhenItsUserIsNotWhoHeWas() throws Exception {
        UsersFile users = new UsersFile(usersFile);
        users.put("mia", "first password", Set.of("engineer"));
        try (TwinSocket opened = new TwinSocket(url, new Account("mia", "first password", "celltwin:mia"))) {
            opened.control("START-SEND-EVENTS");
            users.put("mia", "second password", Set.of("engineer"));

            assertThat(opened.receive().getValue("value/error"))
                    .contains(JsonValue.of("gateway:websocket.session.closed"));
            await().until(opened::isClosed);
        }
    }

    @Test
    void aMergeRemovesByPatternAsOverHttp() throws Exception {
        send("create", "/", "{}");
        send("modify", "/features", "{\"f\":{\"properties\":{\"a1\":1,\"a2\":2,\"b\":3}}}");
        socket.sendText("""
                        {"topic":"socket/t/things/twin/commands/merge","path":"/features/f",
                         "headers":{"content-type":"application/merge-patch+json"},
                         "value":{"properties":{"{{ /a.*/ }}":null}}}""", true).join();
        socket.sendText("""
                        {"topic":"socket/t/things/twin/commands/merge","path":"/features/f",
                         "headers":{"content-type":"application/merge-patch+json"},
                         "value":{"properties":{"{{ /a(/ }}":null}}}""", true).join();
        socket.sendText("{\"topic\":\"socket/t/things/twin/commands/retrieve\",\"path\":\"/features\"}", true)
                .join();

        receive();
        receive();
        assertThat(receive().getValue("status")).contains(JsonValue.of(204));
        assertThat(receive().getValue("status")).contains(JsonValue.of(400));
        assertThat(receive().getValue("value")).contains(JsonObject.of("{\"f\":{\"properties\":{\"b\":3}}}"));
    }

    private void send(String action, String path, String value) {
        socket.sendText(
                        "{\"topic\":\"socket/t/things/twin/commands/%s\",\"path\":\"%s\",\"value\":%s}"
                                .formatted(action, path, value),
                        true)
                .join();
    }

    private JsonObject receive() throws InterruptedException {
        String frame = received.poll(10, TimeUnit.SECONDS);
        assertThat(frame).as("a frame in time").isNotNull();
        return JsonObject.of(frame);
    }

    private static final class Collector implements WebSocket.Listener {
        private final BlockingQueue<String> received;
        private final StringBuilder frame = new StringBuilder();

        Collector(BlockingQueue<String> received) {
            this.received = received;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            frame.append(text);
            if (last) {
                received.add(frame.toString());
                frame.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
