package io.celltwin.twin.access;

import com.neovisionaries.ws.client.WebSocket;
import io.celltwin.service.oauth2.BearerToken;
import io.celltwin.service.oauth2.ClientCredentials;
import io.celltwin.service.oauth2.TokenException;
import io.celltwin.twin.error.TwinException;
import java.time.Duration;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.client.configuration.AccessTokenAuthenticationConfiguration;
import org.eclipse.ditto.client.messaging.AuthenticationProvider;
import org.eclipse.ditto.client.messaging.AuthenticationProviders;
import org.eclipse.ditto.jwt.model.ImmutableJsonWebToken;
import org.eclipse.ditto.jwt.model.JsonWebToken;

/**
 * OAuth 2 client credentials: the account's name and password are the client's id and secret. An open WebSocket is given the
 * next token in time.
 */
final class TokenCredentials implements TwinCredentials {

    /** A WebSocket asks for its next token this long before the end of the current one, when there is a new one. */
    private static final Duration WEBSOCKET_GRACE = Duration.ofSeconds(15);

    private final TwinAccount account;
    private final ClientCredentials client;

    TokenCredentials(TwinAccount account, ClientCredentials client) {
        this.account = account;
        this.client = client;
    }

    @Override
    public String authorization() {
        return token().authorization();
    }

    @Override
    public AuthenticationProvider<WebSocket> forWebSocket() {
        return AuthenticationProviders.accessToken(AccessTokenAuthenticationConfiguration.newBuilder()
                .identifier(account.username())
                .accessTokenSupplier(this::webToken)
                .expiryGracePeriod(WEBSOCKET_GRACE)
                .build());
    }

    private JsonWebToken webToken() {
        try {
            return ImmutableJsonWebToken.fromToken(token().value());
        } catch (DittoRuntimeException e) {
            // Without the cause, whose message may hold the token.
            throw new TwinException("the token that " + account + " was given is no JSON web token");
        }
    }

    private BearerToken token() {
        try {
            return client.token();
        } catch (TokenException e) {
            throw new TwinException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TwinException("interrupted while waiting for the token endpoint", e);
        }
    }
}
