package io.celltwin.edge.connection;

import io.celltwin.edge.store.JournalException;
import io.celltwin.service.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldDefinition;
import org.eclipse.ditto.json.JsonObject;

/**
 * The key that connections are encrypted with: AES-256 in Galois/Counter Mode (NIST SP 800-38D) with a new random nonce
 * for each text, so that who gets at the file of connections alone reads no password in it, and a changed one is noticed.
 *
 * <p>It lies in a file of its own, in Base64, which is made when it is first needed and which its owner alone can read.
 */
final class ConnectionKey {
    private static final String CIPHER_NAME = "cipher";
    private static final JsonFieldDefinition<String> CIPHER_FIELD = JsonFieldDefinition.ofString(CIPHER_NAME);
    private static final JsonFieldDefinition<String> TEXT_FIELD = JsonFieldDefinition.ofString("encrypted");
    private static final String CIPHER = "AES-256-GCM";
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Path file;
    private final SecureRandom random = new SecureRandom();

    ConnectionKey(Path file) {
        this.file = file;
    }

    /** Whether a text is one that {@link #encrypt} has written. */
    static boolean isEncrypted(byte[] text) {
        return new String(text, StandardCharsets.UTF_8).startsWith("{\"" + CIPHER_NAME + "\":");
    }

    /**
     * Encrypts a text, with a new key if there is none.
     *
     * @throws JournalException if the key cannot be read or made
     */
    String encrypt(String text) throws JournalException {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] secret = run(
                Cipher.ENCRYPT_MODE,
                Files.exists(file) ? read() : make(),
                nonce,
                text.getBytes(StandardCharsets.UTF_8));
        byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + secret.length);
        System.arraycopy(secret, 0, whole, NONCE_BYTES, secret.length);
        return JsonObject.newBuilder()
                .set(CIPHER_FIELD, CIPHER)
                .set(TEXT_FIELD, Base64.getEncoder().encodeToString(whole))
                .build()
                .toString();
    }

    /**
     * The text that was encrypted.
     *
     * @throws JournalException if the key is not there or not the one, or the text was changed since
     */
    byte[] decrypt(byte[] encrypted) throws JournalException {
        byte[] whole;
        try {
            JsonObject json = JsonFactory.readFrom(new String(encrypted, StandardCharsets.UTF_8))
                    .asObject();
            whole = Base64.getDecoder().decode(json.getValueOrThrow(TEXT_FIELD));
        } catch (RuntimeException e) {
            throw new JournalException("It is damaged. " + StoredConnections.REMEDY);
        }
        if (whole.length < NONCE_BYTES) {
            throw new JournalException("It is damaged. " + StoredConnections.REMEDY);
        }
        if (Files.notExists(file)) {
            throw new JournalException(
                    "It is encrypted, and the key is not in %s. Bring the key back, or take the".formatted(file)
                            + " connections away and create them again");
        }
        byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
        return run(Cipher.DECRYPT_MODE, read(), nonce, Arrays.copyOfRange(whole, NONCE_BYTES, whole.length));
    }

    private byte[] run(int mode, SecretKey key, byte[] nonce, byte[] text) throws JournalException {
        try {
            Cipher cipher = Cipher.getInstance(TRANSFORMATION);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new JournalException("It was changed, or encrypted with another key than the one in %s. %s"
                    .formatted(file, StoredConnections.REMEDY));
        }
    }

    private SecretKey make() throws JournalException {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        try {
            AtomicFile.write(file, Base64.getEncoder().encodeToString(key));
        } catch (IOException e) {
            throw new JournalException("The key for connections could not be written to " + file + ": " + e, e);
        }
        return new SecretKeySpec(key, "AES");
    }

    private SecretKey read() throws JournalException {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(Files.readString(file).strip());
        } catch (IllegalArgumentException e) {
            key = new byte[0];
        } catch (IOException e) {
            throw new JournalException("The key for connections in " + file + " cannot be read: " + e, e);
        }
        if (key.length != KEY_BYTES) {
            throw new JournalException("The key for connections in %s is not %d bytes in Base64: bring it back from a"
                            .formatted(file, KEY_BYTES)
                    + " backup");
        }
        return new SecretKeySpec(key, "AES");
    }
}
