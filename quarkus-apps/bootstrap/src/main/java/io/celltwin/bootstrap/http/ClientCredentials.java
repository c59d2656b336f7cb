package io.celltwin.bootstrap.http;

import io.celltwin.bootstrap.job.NotThereYetException;
import io.celltwin.bootstrap.job.RefusedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.json.JsonValue;

/** A bearer token had with OAuth2 client credentials (RFC 6749, section 4.4), and had anew before it expires. */
public final class ClientCredentials implements Authorization {
    private static final Duration EARLY = Duration.ofSeconds(10);

    private final HttpClient http;
    private final URI endpoint;
    private final BasicCredentials client;
    private final Duration timeout;
    private String token;
    private Instant expires = Instant.MIN;

    /**
     * @param http sends the requests
     * @param endpoint the issuer's token endpoint
     * @param client client id and secret
     * @param timeout how long its answer is waited for
     */
    public ClientCredentials(HttpClient http, URI endpoint, BasicCredentials client, Duration timeout) {
        this.http = http;
        this.endpoint = endpoint;
        this.client = client;
        this.timeout = timeout;
    }

    @Override
    public Optional<String> header() throws NotThereYetException, RefusedException, InterruptedException {
        if (Instant.now().isAfter(expires)) {
            fetch();
        }
        return Optional.of("Bearer " + token);
    }

    private void fetch() throws NotThereYetException, RefusedException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(timeout)
                .header("Authorization", client.header().orElseThrow())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 500) {
                throw new NotThereYetException(endpoint + " answers " + answer.statusCode());
            }
            if (answer.statusCode() != 200) {
                throw new RefusedException(
                        endpoint + " gives client '" + client.username() + "' no token (" + answer.statusCode() + ")");
            }
            take(JsonObject.of(answer.body()));
        } catch (IOException e) {
            throw new NotThereYetException(
                    endpoint + " does not answer (" + e.getClass().getSimpleName() + ")");
        } catch (JsonRuntimeException e) {
            throw new RefusedException(endpoint + " does not answer as a token endpoint does");
        }
    }

    private void take(JsonObject answer) throws RefusedException {
        token = answer.getValue("access_token")
                .filter(JsonValue::isString)
                .map(JsonValue::asString)
                .orElseThrow(() -> new RefusedException(endpoint + " answers without an access token"));
        long seconds = answer.getValue("expires_in")
                .filter(JsonValue::isNumber)
                .map(JsonValue::asLong)
                .orElse(60L);
        expires = Instant.now().plusSeconds(seconds).minus(EARLY);
    }
}
