package io.celltwin.lifecycle.encryption;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key for values of the data class core.
 *
 * @param number by which it is named, from 1 on
 * @param algorithm for which it is
 * @param secret the key
 */
record CoreKey(int number, CoreAlgorithm algorithm, SecretKey secret) {

    static CoreKey of(int number, CoreAlgorithm algorithm, byte[] secret) {
        if (secret.length != algorithm.keyBytes()) {
            throw new IllegalArgumentException("a key for %s has %d bytes, and key %d has %d"
                    .formatted(algorithm.wireName(), algorithm.keyBytes(), number, secret.length));
        }
        return new CoreKey(number, algorithm, new SecretKeySpec(secret, algorithm.keyName()));
    }

    /** The first four bytes of its SHA-256 hash: tells another key of that number, and nothing of the key. */
    int fingerprint() {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(secret.getEncoded()))
                    .getInt();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
