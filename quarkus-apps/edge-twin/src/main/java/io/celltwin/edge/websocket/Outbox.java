package io.celltwin.edge.websocket;

import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What waits to be sent on one WebSocket, bounded so that a peer that does not read costs no memory. To be used on the
 * socket's own context.
 */
final class Outbox {
    private final ServerWebSocket socket;
    private final int limit;
    private final Runnable overflow;
    private final Deque<String> waiting = new ArrayDeque<>();

    /**
     * @param limit how many messages may wait
     * @param overflow what is done when more would have to wait
     */
    Outbox(ServerWebSocket socket, int limit, Runnable overflow) {
        this.socket = socket;
        this.limit = limit;
        this.overflow = overflow;
        socket.drainHandler(drained -> flush());
    }

    void send(String message) {
        if (socket.isClosed()) {
            return;
        }
        if (waiting.isEmpty() && !socket.writeQueueFull()) {
            socket.writeTextMessage(message);
        } else if (waiting.size() < limit) {
            waiting.add(message);
        } else {
            waiting.clear();
            overflow.run();
        }
    }

    private void flush() {
        while (!waiting.isEmpty() && !socket.isClosed() && !socket.writeQueueFull()) {
            socket.writeTextMessage(waiting.poll());
        }
    }
}
