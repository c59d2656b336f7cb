package io.celltwin.edge.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonRuntimeException;

/** Tells a bearer token that is no JSON Web Token at all from one that is not believed. */
final class BearerToken {
    private static final String SCHEME = "Bearer ";
    private static final int PARTS = 3;

    private BearerToken() {}

    /**
     * What is wrong with the form of a token.
     *
     * @param authorization the header; null if there is none
     * @return nothing if it is well-formed or not a token at all
     */
    static Optional<String> mistake(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        String[] parts = authorization.substring(SCHEME.length()).strip().split("\\.", -1);
        if (parts.length != PARTS) {
            return Optional.of("The token is expected to have three parts: header, payload and signature.");
        }
        return isJsonObject(parts[0]) && isJsonObject(parts[1])
                ? Optional.empty()
                : Optional.of("Check if your JSON Web Token has the correct format and is Base64 URL encoded.");
    }

    private static boolean isJsonObject(String part) {
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(part);
            return JsonFactory.readFrom(new String(decoded, StandardCharsets.UTF_8))
                    .isObject();
        } catch (IllegalArgumentException | JsonRuntimeException e) {
            return false;
        }
    }
}
