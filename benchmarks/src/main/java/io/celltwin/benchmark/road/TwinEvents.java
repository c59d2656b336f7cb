package io.celltwin.benchmark.road;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** A subscriber of twin events: the Ditto protocol on a bare WebSocket, so that no client library adds its own time. */
public final class TwinEvents implements AutoCloseable {
    private static final String SUBSCRIBE = "START-SEND-EVENTS";

    /** Told of each event on the WebSocket's thread. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @param thing the thing's id
         * @param path where in the thing it was changed
         * @param value what was written or merged there
         * @param nanos {@link System#nanoTime()} at which it had arrived
         */
        void changed(String thing, String path, JsonNode value, long nanos);
    }

    private final WebSocket socket;

    private TwinEvents(WebSocket socket) {
        this.socket = socket;
    }

    /** @throws IOException if the service does not take the connection */
    static TwinEvents connect(HttpClient http, URI address, String signIn, Listener listener) throws IOException {
        try {
            WebSocket socket = http.newWebSocketBuilder()
                    .header("Authorization", signIn)
                    .buildAsync(address, new Receiver(listener))
                    .join();
            socket.sendText(SUBSCRIBE, true).join();
            return new TwinEvents(socket);
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static final class Receiver implements WebSocket.Listener {
        private final ObjectMapper json = new ObjectMapper();
        private final StringBuilder text = new StringBuilder();
        private final TwinEvents.Listener listener;

        private Receiver(TwinEvents.Listener listener) {
            this.listener = listener;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                long nanos = System.nanoTime();
                String message = text.toString();
                text.setLength(0);
                if (message.startsWith("{")) {
                    tell(message, nanos);
                }
            }
            socket.request(1);
            return null;
        }

        private void tell(String message, long nanos) {
            try {
                JsonNode event = json.readTree(message);
                String[] topic = event.path("topic").asText().split("/");
                if (topic.length > 4 && topic[4].equals("events")) {
                    listener.changed(
                            topic[0] + ":" + topic[1], event.path("path").asText(), event.path("value"), nanos);
                }
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("The twin service sent no JSON: " + message, e);
            }
        }
    }
}
