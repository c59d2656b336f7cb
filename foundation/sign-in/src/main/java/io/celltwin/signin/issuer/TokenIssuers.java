package io.celltwin.signin.issuer;

import io.quarkus.security.AuthenticationFailedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/** Tells by its issuer who has to check a token, and checks it. Thread-safe. */
@ApplicationScoped
public class TokenIssuers {
    /** Reads a token without believing it, to learn who is to check it. */
    private static final JwtConsumer UNCHECKED = new JwtConsumerBuilder()
            .setSkipAllValidators()
            .setDisableRequireSignature()
            .setSkipSignatureVerification()
            .build();

    private final Map<String, TokenIssuer> byUrl = new HashMap<>();

    @Inject
    TokenIssuers(IssuersConfig config) {
        config.issuers().forEach((name, issuer) -> {
            for (URI url : issuer.urls()) {
                byUrl.put(TokenIssuer.withoutSlash(url.toString()), new TokenIssuer(name, url, issuer));
            }
        });
    }

    /** Whether a token says that it is of a configured issuer. */
    public boolean know(String token) {
        return !byUrl.isEmpty() && issuer(token).isPresent();
    }

    /**
     * Checks a token. May ask the issuer for its keys: not for an event loop.
     *
     * @throws AuthenticationFailedException if it is none, of nobody known, forged, over or for somebody else
     */
    public IssuedToken verify(String token) {
        return issuer(token)
                .orElseThrow(
                        () -> new AuthenticationFailedException("The token is of no issuer that this service knows."))
                .verify(token);
    }

    private Optional<TokenIssuer> issuer(String token) {
        try {
            String issuer = UNCHECKED.processToClaims(token).getIssuer();
            return Optional.ofNullable(issuer).map(TokenIssuer::withoutSlash).map(byUrl::get);
        } catch (InvalidJwtException | MalformedClaimException e) {
            return Optional.empty();
        }
    }

    /** What a token says of itself once it is checked. */
    static IssuedToken read(String issuer, JwtClaims claims, IssuersConfig.Issuer config) {
        try {
            return new IssuedToken(
                    issuer,
                    claims.getSubject() == null ? "" : claims.getSubject(),
                    claims.toJson(),
                    Instant.ofEpochMilli(claims.getExpirationTime().getValueInMillis()),
                    config.authSubjects(),
                    config.rolesClaim()
                            .map(path -> Set.copyOf(strings(claims.getClaimsMap(), path)))
                            .orElse(Set.of()));
        } catch (MalformedClaimException e) {
            throw new AuthenticationFailedException(e);
        }
    }

    private static List<String> strings(Map<String, Object> claims, String path) {
        Object found = claims;
        for (String step : path.split("/")) {
            found = found instanceof Map<?, ?> map ? map.get(step) : null;
        }
        List<String> strings = new ArrayList<>();
        if (found instanceof List<?> list) {
            list.forEach(one -> strings.add(String.valueOf(one)));
        } else if (found instanceof String text) {
            strings.addAll(List.of(text.trim().split("\\s+")));
        }
        return strings;
    }
}
