package io.celltwin.system.plant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.ditto.json.JsonObject;

/** Bearer tokens of one OAuth2 client, each shown for a minute. */
public final class TokenSource implements Supplier<String> {
    private static final long SHOWN_NS = TimeUnit.MINUTES.toNanos(1);

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpRequest request;
    private String authorization;
    private long since;

    /** @param tokenUrl where client credentials are given for a token */
    public TokenSource(URI tokenUrl, String client, String secret) {
        this.request = HttpRequest.newBuilder(tokenUrl)
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
    }

    @Override
    public synchronized String get() {
        if (authorization == null || System.nanoTime() - since > SHOWN_NS) {
            authorization = "Bearer " + token();
            since = System.nanoTime();
        }
        return authorization;
    }

    private String token() {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return JsonObject.of(answer.body())
                    .getValue("access_token")
                    .orElseThrow(() -> new IllegalStateException("No token: " + answer.body()))
                    .asString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
