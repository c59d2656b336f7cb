package io.celltwin.edge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/** Speaks the Ditto protocol on one WebSocket on behalf of one account. */
public final class TwinSocket implements AutoCloseable {
    private static final int SECONDS = 10;

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    /** @param headers names and values of further headers of the upgrade */
    public TwinSocket(URI url, Account account, String... headers) {
        WebSocket.Builder builder =
                HttpClient.newHttpClient().newWebSocketBuilder().header("Authorization", account.authorization());
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket = builder.buildAsync(
                        URI.create(url.resolve("/ws/2").toString().replaceFirst("^http", "ws")),
                        new Collector(received))
                .join();
    }

    /** Sends a frame. */
    public void send(String frame) {
        socket.sendText(frame, true).join();
    }

    /** Sends a command that turns a stream on or off and waits until that is done. */
    public void control(String command) throws InterruptedException {
        send(command);
        assertThat(frame()).isEqualTo(command.split("\\?", 2)[0] + ":ACK");
    }

    /** The next frame. */
    public String frame() throws InterruptedException {
        String frame = received.poll(SECONDS, TimeUnit.SECONDS);
        assertThat(frame).as("a frame in time").isNotNull();
        return frame;
    }

    /** The next frame as JSON. */
    public JsonObject receive() throws InterruptedException {
        return JsonObject.of(frame());
    }

    /** The next frame on a topic that ends with some text; others before it are left out. */
    public JsonObject receiveOn(String topicEnd) throws InterruptedException {
        JsonObject message = receive();
        while (!topic(message).endsWith(topicEnd)) {
            message = receive();
        }
        return message;
    }

    /** The topic of a message. */
    public static String topic(JsonObject message) {
        return message.getValue("topic").map(JsonValue::asString).orElse("");
    }

    /** Whether nothing has come that was not taken. */
    public boolean isSilent() {
        return received.isEmpty();
    }

    /** Whether the service has closed the socket. */
    public boolean isClosed() {
        return socket.isInputClosed();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private record Collector(BlockingQueue<String> received, StringBuilder frame) implements WebSocket.Listener {
        Collector(BlockingQueue<String> received) {
            this(received, new StringBuilder());
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
