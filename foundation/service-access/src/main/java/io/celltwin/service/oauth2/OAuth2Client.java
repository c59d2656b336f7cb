package io.celltwin.service.oauth2;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A client that has itself authorized (RFC 6749, 4.4).
 *
 * @param tokenEndpoint where tokens are had, by http or https
 * @param id the client's id
 * @param secret the client's secret
 * @param scope the scopes that are asked for, separated by spaces; empty for the endpoint's default
 */
public record OAuth2Client(URI tokenEndpoint, String id, String secret, Optional<String> scope) {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** @throws IllegalArgumentException if the endpoint is no such URL or the id is empty */
    public OAuth2Client {
        Objects.requireNonNull(secret, "secret");
        scope = scope.filter(text -> !text.isBlank());
        if (id.isBlank()) {
            throw new IllegalArgumentException("A client of " + tokenEndpoint + " must have an id");
        }
        if (tokenEndpoint.getHost() == null || !SCHEMES.contains(tokenEndpoint.getScheme())) {
            throw new IllegalArgumentException(
                    "A token endpoint must be like http[s]://host[:port]/path, not " + tokenEndpoint);
        }
    }

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "client %s of %s".formatted(id, tokenEndpoint);
    }
}
