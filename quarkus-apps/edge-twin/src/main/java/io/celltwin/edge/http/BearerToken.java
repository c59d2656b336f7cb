package io.celltwin.edge.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonRuntimeException;

/** Tells a bearer token that is no JSON Web Token at all from one that is not believed. */
final class BearerToken {
    private static final String SCHEME = "Bearer ";
    private static final int PARTS = 3;

    private BearerToken() {}

    /** @param authorization the header; null if there is none */
    static boolean isMalformed(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        String[] parts = authorization.substring(SCHEME.length()).strip().split("\\.", -1);
        return parts.length != PARTS || !isJsonObject(parts[0]) || !isJsonObject(parts[1]);
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
