package io.celltwin.console;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/** A service in "another process" that says what reached it: method, path, headers and body, or a text by WebSocket. */
public class Upstream implements QuarkusTestResourceLifecycleManager {
    private Vertx vertx;

    @Override
    public Map<String, String> start() {
        vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> {
                    if (request.path().equals("/ws/2")) {
                        answer(request);
                    } else {
                        mirror(request);
                    }
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        String url = "http://127.0.0.1:" + server.actualPort();
        Map<String, String> config = new HashMap<>(new ConsoleUsers().getConfigOverrides());
        config.put("celltwin.console.ditto-url", url);
        config.put("celltwin.console.lifecycle-url", url);
        config.put("celltwin.console.history-url", url);
        config.put("celltwin.console.pre-authenticated", "true");
        return config;
    }

    private static void answer(HttpServerRequest request) {
        String user = request.getHeader(UpstreamProxy.PRE_AUTHENTICATED);
        request.toWebSocket()
                .onSuccess(socket -> socket.textMessageHandler(text -> socket.writeTextMessage(text + " by " + user)));
    }

    private static void mirror(HttpServerRequest request) {
        request.body()
                .onSuccess(body -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(new JsonObject()
                                .put("method", request.method().name())
                                .put("uri", request.uri())
                                .put("user", request.getHeader(UpstreamProxy.PRE_AUTHENTICATED))
                                .put("body", body.toString())
                                .toBuffer()));
    }

    @Override
    public void stop() {
        if (vertx != null) {
            vertx.close();
        }
    }
}
