package io.celltwin.edge.contract;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.ditto.json.JsonObject;

/**
 * Somebody who may sign in to the twin service under test.
 *
 * @param name the name, or the OAuth2 client's id
 * @param password the password, or the client's secret
 * @param subject what policies call the account
 * @param tokenUrl where a token is had by client credentials; empty for HTTP Basic
 */
public record Account(String name, String password, String subject, Optional<URI> tokenUrl) {

    /** Somebody with a name and a password. */
    public Account(String name, String password, String subject) {
        this(name, password, subject, Optional.empty());
    }

    /** The header by which the account shows who it is. */
    String authorization() {
        return tokenUrl.map(url -> "Bearer " + token(url)).orElseGet(this::basic);
    }

    private String basic() {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** A token that has just been issued. */
    String token(URI url) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Authorization", basic())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            return JsonObject.of(answer.body())
                    .getValue("access_token")
                    .orElseThrow(() -> new IllegalStateException("No token for " + name + ": " + answer.statusCode()))
                    .asString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
