package io.celltwin.twin.access;

import com.neovisionaries.ws.client.WebSocket;
import io.celltwin.twin.error.TwinException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.client.configuration.AccessTokenAuthenticationConfiguration;
import org.eclipse.ditto.client.messaging.AuthenticationProvider;
import org.eclipse.ditto.client.messaging.AuthenticationProviders;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.jwt.model.ImmutableJsonWebToken;
import org.eclipse.ditto.jwt.model.JsonWebToken;

/**
 * OAuth 2 client credentials (RFC 6749, 4.4): the account's name and password are the client's id and secret. A token is used
 * until shortly before it ends; an open WebSocket is given the next one in time.
 */
final class TokenCredentials implements TwinCredentials {

    /** A WebSocket asks for its next token this long before the end of the current one. */
    private static final Duration WEBSOCKET_GRACE = Duration.ofSeconds(15);
    /** Longer than that, so that what the WebSocket is given then is a new one. */
    private static final Duration RENEWAL = Duration.ofSeconds(30);

    private final URI tokenUrl;
    private final Optional<String> scope;
    private final TwinAccount account;
    private final Duration timeout;
    private final HttpClient http;
    private final InstantSource clock;
    private JsonWebToken token;

    TokenCredentials(
            URI tokenUrl,
            Optional<String> scope,
            TwinAccount account,
            Duration timeout,
            HttpClient http,
            InstantSource clock) {
        this.tokenUrl = tokenUrl;
        this.scope = scope;
        this.account = account;
        this.timeout = timeout;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public String authorization() {
        return "Bearer " + token().getToken();
    }

    @Override
    public AuthenticationProvider<WebSocket> forWebSocket() {
        return AuthenticationProviders.accessToken(AccessTokenAuthenticationConfiguration.newBuilder()
                .identifier(account.username())
                .accessTokenSupplier(this::token)
                .expiryGracePeriod(WEBSOCKET_GRACE)
                .build());
    }

    private synchronized JsonWebToken token() {
        if (token == null || !clock.instant().isBefore(token.getExpirationTime().minus(RENEWAL))) {
            token = fetch();
        }
        return token;
    }

    private JsonWebToken fetch() {
        String form = "grant_type=client_credentials"
                + scope.map(text -> "&scope=" + encoded(text)).orElse("");
        String client = encoded(account.username()) + ":" + encoded(account.password());
        HttpRequest request = HttpRequest.newBuilder(tokenUrl)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8)))
                .timeout(timeout)
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new TwinException("the token endpoint " + tokenUrl + " answered " + account + " with status "
                        + answer.statusCode());
            }
            return ImmutableJsonWebToken.fromToken(JsonObject.of(answer.body())
                    .getValue("access_token")
                    .filter(JsonValue::isString)
                    .map(JsonValue::asString)
                    .orElseThrow(() -> new TwinException("the token endpoint " + tokenUrl + " gave no token")));
        } catch (IOException e) {
            throw new TwinException("the token endpoint " + tokenUrl + " cannot be reached: " + e, e);
        } catch (JsonRuntimeException | DittoRuntimeException e) {
            // Without the cause, whose message may hold what was answered.
            throw new TwinException("the token endpoint " + tokenUrl + " gave something that is no JSON web token");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TwinException("interrupted while waiting for the token endpoint", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
