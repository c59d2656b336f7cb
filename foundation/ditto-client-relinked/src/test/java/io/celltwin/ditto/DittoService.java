package io.celltwin.ditto;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.json.JsonObject;

/**
 * A service that speaks the Ditto protocol on a WebSocket, just as much as a client needs to sign in, subscribe and change a thing:
 * it takes every modification and tells it as an event.
 */
final class DittoService implements AutoCloseable {

    private static final String PROTOCOL_MESSAGE = "START-SEND-";

    private final Vertx vertx = Vertx.vertx();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile String authorization;
    private long revision;

    DittoService() throws Exception {
        server = vertx.createHttpServer()
                .webSocketHandler(this::open)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    String url() {
        return "ws://127.0.0.1:" + server.actualPort();
    }

    /** How the client that came last presented itself. */
    String authorization() {
        return authorization;
    }

    /** All that came, in order. */
    List<String> received() {
        return received;
    }

    private void open(ServerWebSocket socket) {
        authorization = socket.headers().get("Authorization");
        socket.textMessageHandler(text -> take(socket, text));
    }

    private void take(ServerWebSocket socket, String text) {
        received.add(text);
        if (text.startsWith(PROTOCOL_MESSAGE) || text.startsWith("STOP-SEND-")) {
            socket.writeTextMessage(text.replaceAll("\\?.*", "") + ":ACK");
            return;
        }
        JsonObject command = JsonObject.of(text);
        String topic = command.getValue("topic").orElseThrow().asString();
        socket.writeTextMessage(JsonObject.newBuilder()
                .set("topic", topic)
                .set("headers", command.getValue("headers").orElseThrow())
                .set("path", command.getValue("path").orElseThrow())
                .set("status", 204)
                .build()
                .toString());
        revision++;
        socket.writeTextMessage(JsonObject.newBuilder()
                .set("topic", topic.replaceFirst("/commands/modify$", "/events/modified"))
                .set("headers", JsonObject.empty())
                .set("path", command.getValue("path").orElseThrow())
                .set("value", command.getValue("value").orElseThrow())
                .set("revision", revision)
                .set("timestamp", "2026-01-01T00:00:00Z")
                .build()
                .toString());
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
