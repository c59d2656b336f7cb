package io.celltwin.history.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who asks, as the twin service will be told.
 *
 * @param headers the request's headers that say who it is
 */
public record Caller(Map<String, String> headers) {

    /** Keeps a copy. */
    public Caller {
        headers = Map.copyOf(headers);
    }

    /** The same for the same credentials, and says nothing of them. */
    String digest() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            new TreeMap<>(headers).forEach((name, value) -> {
                sha256.update(name.getBytes(StandardCharsets.UTF_8));
                sha256.update((byte) 0);
                sha256.update(value.getBytes(StandardCharsets.UTF_8));
                sha256.update((byte) 0);
            });
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Without credentials, which are no matter of a log. */
    @Override
    public String toString() {
        return "Caller";
    }
}
