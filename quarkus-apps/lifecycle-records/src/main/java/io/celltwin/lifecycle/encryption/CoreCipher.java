package io.celltwin.lifecycle.encryption;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts values of the data class core: number of the key (4 bytes), its fingerprint (4), a random nonce (12, NIST SP 800-38D, 8.2.2), the
 * ciphertext and its tag (16). Where a value stands is authenticated with it, so that nobody puts one in the place of another. Safe for
 * use by several threads.
 */
public final class CoreCipher {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HEADER_BYTES = 2 * Integer.BYTES;

    private final CoreKeys keys;
    private final SecureRandom random = new SecureRandom();

    /** @param keys of which the newest one encrypts */
    public CoreCipher(CoreKeys keys) {
        this.keys = keys;
    }

    /** The number of the key that encrypts. */
    public int currentKey() {
        return keys.current().number();
    }

    /**
     * Encrypts.
     *
     * @param place where the value stands
     */
    public byte[] encrypt(byte[] plain, String place) {
        CoreKey key = keys.current();
        byte[] header = ByteBuffer.allocate(HEADER_BYTES)
                .putInt(key.number())
                .putInt(key.fingerprint())
                .array();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] encrypted =
                    cipher(Cipher.ENCRYPT_MODE, key, nonce, header, place).doFinal(plain);
            return ByteBuffer.allocate(HEADER_BYTES + NONCE_BYTES + encrypted.length)
                    .put(header)
                    .put(nonce)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(place + " cannot be encrypted: " + e.getMessage(), e);
        }
    }

    /**
     * Decrypts what {@link #encrypt} made for the same place.
     *
     * @throws LostKeyException if its key is not there
     * @throws ChangedValueException if it is not as it was encrypted, or not for that place
     */
    public byte[] decrypt(byte[] encrypted, String place) {
        if (encrypted.length < HEADER_BYTES + NONCE_BYTES + TAG_BITS / 8) {
            throw changed(place);
        }
        byte[] header = Arrays.copyOf(encrypted, HEADER_BYTES);
        ByteBuffer told = ByteBuffer.wrap(header);
        CoreKey key = keys.get(told.getInt(), told.getInt(), place);
        byte[] nonce = Arrays.copyOfRange(encrypted, HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
        try {
            return cipher(Cipher.DECRYPT_MODE, key, nonce, header, place)
                    .doFinal(encrypted, HEADER_BYTES + NONCE_BYTES, encrypted.length - HEADER_BYTES - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw changed(place);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(place + " cannot be decrypted: " + e.getMessage(), e);
        }
    }

    private static Cipher cipher(int mode, CoreKey key, byte[] nonce, byte[] header, String place)
            throws GeneralSecurityException {
        Cipher cipher = key.algorithm().cipher();
        cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(header);
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static ChangedValueException changed(String place) {
        return new ChangedValueException(place + " is not as it was encrypted; an audit of the records says more.");
    }
}
