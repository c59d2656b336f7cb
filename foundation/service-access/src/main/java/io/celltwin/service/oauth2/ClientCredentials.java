package io.celltwin.service.oauth2;

import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import io.celltwin.service.failure.Failures;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;

/**
 * Access tokens by OAuth 2 client credentials (RFC 6749, 4.4). Id and secret are presented by HTTP Basic, each encoded as 2.3.1
 * asks. A token is used until shortly before it ends. Safe for use by several threads; one of them asks for all.
 */
public final class ClientCredentials {

    /** A token is not used for the last part of its life, so that it does not end on its way. */
    private static final Duration EARLY = Duration.ofSeconds(30);
    /** For a token whose end nobody tells. */
    private static final Duration ASSUMED_LIFETIME = Duration.ofSeconds(60);

    private static final Set<Integer> NOT_NOW = Set.of(408, 425, 429);
    private static final int SERVER_ERROR = 500;
    private static final int LONGEST_CODE = 64;

    private final OAuth2Client client;
    private final TokenTransport transport;
    private final InstantSource clock;
    private BearerToken token;
    private Instant renewAt = Instant.MIN;

    /**
     * @param client who wants the tokens, and where
     * @param http sends the requests; need not follow redirects
     * @param timeout how long the whole answer is waited for
     */
    public ClientCredentials(OAuth2Client client, HttpClient http, Duration timeout) {
        this(client, http, timeout, InstantSource.system());
    }

    /**
     * @param client who wants the tokens, and where
     * @param http sends the requests; need not follow redirects
     * @param timeout how long the whole answer is waited for
     * @param clock tells when a token ends
     */
    public ClientCredentials(OAuth2Client client, HttpClient http, Duration timeout, InstantSource clock) {
        this.client = client;
        this.transport = new TokenTransport(http, timeout);
        this.clock = clock;
    }

    /**
     * Returns a token that is good for a while; blocks while a new one is fetched.
     *
     * @throws TokenUnavailableException if the endpoint does not answer now; the next call asks again
     * @throws TokenRefusedException if it refuses or answers nonsense; the next call asks again
     * @throws InterruptedException if the calling thread was interrupted while it waited
     */
    public synchronized BearerToken token() throws TokenException, InterruptedException {
        if (token == null || !clock.instant().isBefore(renewAt)) {
            token = fetch();
            renewAt = renewal(token);
        }
        return token;
    }

    private Instant renewal(BearerToken fetched) {
        Duration life = Duration.between(clock.instant(), fetched.expiresAt());
        // Of a short life at least a half is used, else each request would fetch a token of its own.
        Duration early = EARLY.compareTo(life.dividedBy(2)) < 0 ? EARLY : life.dividedBy(2);
        return fetched.expiresAt().minus(early);
    }

    private BearerToken fetch() throws TokenException, InterruptedException {
        HTTPResponse answer = send();
        int status = answer.getStatusCode();
        if (status >= SERVER_ERROR || NOT_NOW.contains(status)) {
            throw new TokenUnavailableException(
                    "the token endpoint %s answered with status %d".formatted(client.tokenEndpoint(), status));
        }
        try {
            TokenResponse response = TokenResponse.parse(answer);
            if (!response.indicatesSuccess()) {
                throw refusal(status, response.toErrorResponse().getErrorObject());
            }
            return bearer(response.toSuccessResponse().getTokens().getAccessToken());
        } catch (ParseException | IllegalArgumentException e) {
            // Without the cause, whose message may hold what was answered.
            throw status == HTTPResponse.SC_OK
                    ? new TokenRefusedException("the token endpoint %s answered with something that is no access token"
                            .formatted(client.tokenEndpoint()))
                    : refusal(status, null);
        }
    }

    private HTTPResponse send() throws TokenUnavailableException, InterruptedException {
        TokenRequest.Builder request = new TokenRequest.Builder(
                client.tokenEndpoint(),
                new ClientSecretBasic(new ClientID(client.id()), new Secret(client.secret())),
                new ClientCredentialsGrant());
        client.scope().map(Scope::parse).ifPresent(request::scope);
        try {
            return request.build().toHTTPRequest().send(transport);
        } catch (InterruptedIOException e) {
            throw interrupted(e);
        } catch (IOException e) {
            throw new TokenUnavailableException("the token endpoint %s cannot be reached: %s"
                    .formatted(client.tokenEndpoint(), Failures.reason(e)));
        }
    }

    private static InterruptedException interrupted(InterruptedIOException e) {
        InterruptedException interrupted = new InterruptedException("interrupted while waiting for the token endpoint");
        interrupted.initCause(e);
        return interrupted;
    }

    private TokenRefusedException refusal(int status, ErrorObject error) {
        String code = error == null ? null : error.getCode();
        // Only what looks like one of the codes of RFC 6749, 5.2: the rest of the answer is anybody's guess.
        boolean known = code != null && code.length() <= LONGEST_CODE && code.matches("[a-z_]+");
        return new TokenRefusedException("the token endpoint %s gives client '%s' no token (status %d%s)"
                .formatted(client.tokenEndpoint(), client.id(), status, known ? ", " + code : ""));
    }

    private BearerToken bearer(AccessToken access) throws TokenRefusedException {
        if (!AccessTokenType.BEARER.equals(access.getType())) {
            throw new TokenRefusedException(
                    "the token endpoint %s gave a token that is no bearer token".formatted(client.tokenEndpoint()));
        }
        return new BearerToken(access.getValue(), expiry(access));
    }

    private Instant expiry(AccessToken access) {
        if (access.getLifetime() > 0) {
            return clock.instant().plusSeconds(Math.min(access.getLifetime(), Integer.MAX_VALUE));
        }
        try {
            Date told = JWTParser.parse(access.getValue()).getJWTClaimsSet().getExpirationTime();
            return told == null ? clock.instant().plus(ASSUMED_LIFETIME) : told.toInstant();
        } catch (java.text.ParseException e) {
            return clock.instant().plus(ASSUMED_LIFETIME); // It need not be a JSON web token.
        }
    }
}
