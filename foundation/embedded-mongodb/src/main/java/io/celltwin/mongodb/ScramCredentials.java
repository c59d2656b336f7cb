package io.celltwin.mongodb;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** What a server keeps of an account's password for SCRAM-SHA-256 (RFC 5802, section 3, with the hash of RFC 7677). */
final class ScramCredentials {
    /** The least of RFC 7677: the password is random, so that nobody guesses it from what is seen on the wire. */
    static final int ITERATIONS = 4096;

    private static final int SALT_BYTES = 16;
    private static final int KEY_BITS = 256;
    private static final String HMAC = "HmacSHA256";

    private final String username;
    private final byte[] salt = new byte[SALT_BYTES];
    private final byte[] storedKey;
    private final byte[] serverKey;

    ScramCredentials(Account account) {
        username = account.username();
        new SecureRandom().nextBytes(salt);
        byte[] salted = saltedPassword(account.password());
        storedKey = sha256(hmac(salted, "Client Key"));
        serverKey = hmac(salted, "Server Key");
    }

    private byte[] saltedPassword(String password) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, KEY_BITS))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks PBKDF2WithHmacSHA256", e);
        }
    }

    String username() {
        return username;
    }

    byte[] salt() {
        return salt.clone();
    }

    /**
     * Whether a client's proof shows that it knows the password.
     *
     * @param authMessage what both have said so far, as RFC 5802 puts it together
     */
    boolean isProof(byte[] clientProof, String authMessage) {
        byte[] signature = hmac(storedKey, authMessage);
        if (clientProof.length != signature.length) {
            return false;
        }
        byte[] clientKey = new byte[signature.length];
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] = (byte) (clientProof[i] ^ signature[i]);
        }
        return MessageDigest.isEqual(sha256(clientKey), storedKey);
    }

    /** Shows the client that the server knows the password, too. */
    byte[] serverSignature(String authMessage) {
        return hmac(serverKey, authMessage);
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks " + HMAC, e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks SHA-256", e);
        }
    }
}
