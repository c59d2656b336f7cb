package io.celltwin.edge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/** Reads one stream of server-sent events on behalf of one account. */
public final class TwinEventStream implements AutoCloseable {
    private static final int SECONDS = 10;

    private final Lines lines = new Lines();
    private final int status;

    /** @param headers names and values of further headers */
    public TwinEventStream(URI url, Account account, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve("/api/2" + path))
                .header("Authorization", account.authorization())
                .header("Accept", "text/event-stream");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        CompletableFuture<Integer> begun = new CompletableFuture<>();
        HttpClient.newHttpClient().sendAsync(request.build(), answer -> {
            begun.complete(answer.statusCode());
            return HttpResponse.BodySubscribers.fromLineSubscriber(lines);
        });
        status = begun.join();
    }

    public int status() {
        return status;
    }

    /** The next event that is more than a heartbeat. */
    public Event next() throws InterruptedException {
        String data = null;
        String name = null;
        String id = null;
        while (true) {
            String line = lines.received.poll(SECONDS, TimeUnit.SECONDS);
            assertThat(line).as("a line in time").isNotNull();
            if (line.startsWith("data:")) {
                data = (data == null ? "" : data + "\n") + line.substring("data:".length());
            } else if (line.startsWith("event:")) {
                name = line.substring("event:".length());
            } else if (line.startsWith("id:")) {
                id = line.substring("id:".length());
            } else if (line.isEmpty()) {
                if (data != null && !data.isEmpty()) {
                    return new Event(data, Optional.ofNullable(name), Optional.ofNullable(id));
                }
                data = null;
            }
        }
    }

    /** Waits until the stream has ended. */
    public void awaitEnd() {
        lines.ended.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        lines.subscription.thenAccept(Flow.Subscription::cancel);
    }

    /** One event. */
    public record Event(String data, Optional<String> name, Optional<String> id) {
        public JsonValue json() {
            return JsonFactory.readFrom(data);
        }

        public JsonObject object() {
            return json().asObject();
        }
    }

    private static final class Lines implements Flow.Subscriber<String> {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

        @Override
        public void onSubscribe(Flow.Subscription started) {
            subscription.complete(started);
            started.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            received.add(line);
        }

        @Override
        public void onError(Throwable error) {
            ended.complete(null);
        }

        @Override
        public void onComplete() {
            ended.complete(null);
        }
    }
}
