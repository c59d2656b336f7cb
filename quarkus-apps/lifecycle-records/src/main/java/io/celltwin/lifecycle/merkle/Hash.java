package io.celltwin.lifecycle.merkle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A SHA-256 hash, and the hashes of a Merkle tree as RFC 9162, section 2.1.1, defines them: leaves and nodes begin with bytes
 * of their own, so that a node can never pass for a leaf.
 */
public final class Hash {
    /** How long a hash is. */
    public static final int BYTES = 32;

    private static final byte[] LEAF_PREFIX = {0};
    private static final byte[] NODE_PREFIX = {1};

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** MTH({}) = HASH(): the root of a tree without leaves. */
    public static Hash ofEmptyTree() {
        return new Hash(sha256().digest());
    }

    /** MTH({d[0]}) = HASH(0x00 || d[0]). */
    public static Hash ofLeaf(byte[] entry) {
        MessageDigest digest = sha256();
        digest.update(LEAF_PREFIX);
        return new Hash(digest.digest(entry));
    }

    /** HASH(0x01 || left || right). */
    public static Hash ofNode(Hash left, Hash right) {
        MessageDigest digest = sha256();
        digest.update(NODE_PREFIX);
        digest.update(left.bytes);
        return new Hash(digest.digest(right.bytes));
    }

    /**
     * A hash that was written down.
     *
     * @throws IllegalArgumentException if these are not {@value #BYTES} bytes
     */
    public static Hash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("A hash has %d bytes, not %d.".formatted(BYTES, bytes.length));
        }
        return new Hash(bytes.clone());
    }

    /**
     * A hash written as 64 hexadecimal digits.
     *
     * @throws IllegalArgumentException if the text is something else, with a message for the caller
     */
    @JsonCreator
    public static Hash ofHex(String hex) {
        try {
            return of(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("A hash is written as 64 hexadecimal digits.", e);
        }
    }

    /** Its bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** As 64 hexadecimal digits. */
    @JsonValue
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
