package io.celltwin.edge.contract;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/** Speaks plain HTTP to a twin service on behalf of one account. */
public final class TwinHttp {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;
    private final Account account;

    public TwinHttp(URI url, Account account) {
        this.url = url;
        this.account = account;
    }

    public Reply get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public Reply put(String path, String json, String... headers) {
        return send("PUT", path, json, withType("application/json", headers));
    }

    public Reply post(String path, String json, String... headers) {
        return send("POST", path, json, withType("application/json", headers));
    }

    public Reply patch(String path, String json, String... headers) {
        return send("PATCH", path, json, withType("application/merge-patch+json", headers));
    }

    public Reply delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    public Reply send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve("/api/2" + path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (account != null) {
            request.header("Authorization", account.authorization());
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String[] withType(String type, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = type;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return all;
    }

    /** A response. */
    public record Reply(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String text() {
            return response.body();
        }

        public JsonValue json() {
            return JsonFactory.readFrom(response.body());
        }

        public JsonObject object() {
            return json().asObject();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        /** Ditto's error code. */
        public String error() {
            return object().getValue("error").orElseThrow().asString();
        }
    }
}
