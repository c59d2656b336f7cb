package io.celltwin.lifecycle.record;

import io.celltwin.lifecycle.merkle.Hash;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells records that this app wrote from those that somebody put into the database: HMAC-SHA256 over a record's position and
 * hash, by a key that is not in the database. Safe for use by several threads.
 */
public final class RecordSeal {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** @param key known to this app alone, the same in all its replicas */
    public RecordSeal(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    byte[] seal(long position, Hash leaf) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(position).array());
            return mac.doFinal(leaf.bytes());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }

    boolean fits(byte[] seal, long position, Hash leaf) {
        return MessageDigest.isEqual(seal, seal(position, leaf));
    }
}
