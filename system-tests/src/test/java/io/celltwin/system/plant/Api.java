package io.celltwin.system.plant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/** The platform's HTTP APIs on behalf of one user: twins, registry, records. */
public final class Api {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST_WAIT)
            .build();
    private final URI url;
    private final Supplier<String> authorization;

    public Api(URI url, String user, String password) {
        this(
                url,
                () -> "Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    /** @param authorization gives the header by which the user shows who it is */
    public Api(URI url, Supplier<String> authorization) {
        this.url = url;
        this.authorization = authorization;
    }

    public Answer get(String path) {
        return send("GET", path, null, null);
    }

    public Answer post(String path, JsonValue body) {
        return send("POST", path, "application/json", body);
    }

    public Answer put(String path, JsonValue body) {
        return send("PUT", path, "application/json", body);
    }

    public Answer merge(String path, JsonValue body) {
        return send("PATCH", path, "application/merge-patch+json", body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null, null);
    }

    /** What stands at a path of a twin, such as {@code /features/bms/properties/packVoltage}; empty if nothing does. */
    public Optional<JsonValue> twinValue(String thingId, String path) {
        Answer answer = get("/api/2/things/" + thingId + path);
        return answer.status() == 200 ? Optional.of(answer.json()) : Optional.empty();
    }

    private Answer send(String method, String path, String type, JsonValue body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(LONGEST_WAIT)
                .header("Authorization", authorization.get())
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()));
        if (type != null) {
            request.header("Content-Type", type);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An answer that came. */
    public record Answer(int status, String text) {
        public boolean ok() {
            return status / 100 == 2;
        }

        public JsonValue json() {
            return JsonFactory.readFrom(text);
        }

        public JsonObject object() {
            return json().asObject();
        }
    }
}
