package io.celltwin.lifecycle.encryption;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** How values are encrypted: an authenticated cipher in Galois/Counter Mode (NIST SP 800-38D). */
public enum CoreAlgorithm {
    /** FIPS 197 with a key of 256 bits. */
    AES_256_GCM("AES-256-GCM", "AES", 32) {
        @Override
        Cipher cipher() throws GeneralSecurityException {
            return Cipher.getInstance("AES/GCM/NoPadding");
        }
    },
    /** GB/T 32907 (ISO/IEC 18033-3), whose keys have 128 bits; RFC 8998 uses it so. */
    SM4_GCM("SM4-GCM", "SM4", 16) {
        @Override
        Cipher cipher() throws GeneralSecurityException {
            return Cipher.getInstance("SM4/GCM/NoPadding", PROVIDER);
        }
    };

    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    private final String wireName;
    private final String keyName;
    private final int keyBytes;

    CoreAlgorithm(String wireName, String keyName, int keyBytes) {
        this.wireName = wireName;
        this.keyName = keyName;
        this.keyBytes = keyBytes;
    }

    /** The name in files and settings. */
    public String wireName() {
        return wireName;
    }

    /** The name of its keys. */
    String keyName() {
        return keyName;
    }

    /** How long its keys are. */
    int keyBytes() {
        return keyBytes;
    }

    abstract Cipher cipher() throws GeneralSecurityException;

    /**
     * The algorithm of that name.
     *
     * @throws IllegalArgumentException if there is none, with a message for whoever named it
     */
    public static CoreAlgorithm of(String wireName) {
        for (CoreAlgorithm algorithm : values()) {
            if (algorithm.wireName.equals(wireName)) {
                return algorithm;
            }
        }
        throw new IllegalArgumentException("There is no algorithm '" + wireName + "': use "
                + Arrays.stream(values()).map(CoreAlgorithm::wireName).collect(Collectors.joining(" or ")) + ".");
    }
}
