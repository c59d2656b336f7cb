package io.celltwin.console;

import io.celltwin.console.UpstreamProxy.Origin;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.List;

/** Joins a browser's WebSocket with one to a service. Whichever side is slow, the other one waits. */
class WebSocketRelay {
    /** A whole thing may come in one frame. */
    private static final int LARGEST_FRAME = 1 << 20;

    private static final int BAD_GATEWAY = 502;
    private static final List<CharSequence> PASSED_ON =
            List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.COOKIE, UpstreamProxy.PRE_AUTHENTICATED);

    private final WebSocketClient client;
    private final Origin origin;

    WebSocketRelay(Vertx vertx, Origin origin) {
        this.client = vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxFrameSize(LARGEST_FRAME).setMaxMessageSize(LARGEST_FRAME));
        this.origin = origin;
    }

    /** Takes the browser's handshake; it is answered as the service answers. */
    void handle(HttpServerRequest request) {
        request.pause();
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost(origin.host())
                .setPort(origin.port())
                .setSsl(origin.tls())
                .setURI(request.uri());
        PASSED_ON.forEach(
                name -> request.headers().getAll(name).forEach(value -> options.addHeader(name.toString(), value)));
        client.connect(options)
                .onSuccess(service -> {
                    // What the service says first must wait until the browser is there.
                    service.pause();
                    request.toWebSocket()
                            .onSuccess(browser -> {
                                join(browser, service);
                                join(service, browser);
                                service.resume();
                            })
                            .onFailure(failure -> service.close());
                })
                .onFailure(failure -> request.response()
                        .setStatusCode(
                                failure instanceof UpgradeRejectedException refused ? refused.getStatus() : BAD_GATEWAY)
                        .end());
    }

    private static void join(WebSocketBase from, WebSocketBase to) {
        from.frameHandler(frame -> {
            if (frame.isText() || frame.isBinary() || frame.isContinuation()) {
                to.writeFrame(frame);
                if (to.writeQueueFull()) {
                    from.pause();
                    to.drainHandler(drained -> from.resume());
                }
            }
        });
        from.closeHandler(closed -> to.close());
    }
}
