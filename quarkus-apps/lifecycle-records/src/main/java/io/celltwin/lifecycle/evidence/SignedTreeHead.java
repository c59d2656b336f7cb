package io.celltwin.lifecycle.evidence;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.celltwin.lifecycle.merkle.Hash;
import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;

/**
 * What the log was at a time, signed: RFC 9162, section 4.10. Whoever keeps one can prove later that the log was changed, if
 * it was.
 *
 * @param treeSize how many records the log has
 * @param timestamp when it was signed, UTC, in whole milliseconds
 * @param rootHash root of the tree over all of them
 * @param keyId SHA-256 of the public key
 * @param signature Ed25519, base64
 */
public record SignedTreeHead(
        @JsonProperty(required = true) long treeSize,
        @JsonProperty(required = true) Instant timestamp,
        @JsonProperty(required = true) Hash rootHash,
        @JsonProperty(required = true) String keyId,
        @JsonProperty(required = true) String signature) {

    /** Rejects missing parts. */
    public SignedTreeHead {
        Objects.requireNonNull(timestamp, "timestamp");
        Objects.requireNonNull(rootHash, "rootHash");
        Objects.requireNonNull(keyId, "keyId");
        Objects.requireNonNull(signature, "signature");
    }

    static SignedTreeHead sign(long treeSize, Instant timestamp, Hash rootHash, LogKey key) {
        Instant kept = Instant.ofEpochMilli(timestamp.toEpochMilli());
        byte[] signature = key.sign(signed(treeSize, kept, rootHash));
        return new SignedTreeHead(
                treeSize, kept, rootHash, key.id(), Base64.getEncoder().encodeToString(signature));
    }

    /** Whether that key signed it. */
    @JsonIgnore
    public boolean isSignedBy(PublicKey key) {
        try {
            return LogKey.verify(
                    key,
                    signed(treeSize, timestamp, rootHash),
                    Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The TreeHeadDataV2 of section 4.9 in TLS's presentation: {@code uint64 timestamp; uint64 tree_size; NodeHash
     * root_hash<32..2^8-1>; Extension sth_extensions<0..2^16-1>}, of which there are none.
     */
    private static byte[] signed(long treeSize, Instant timestamp, Hash rootHash) {
        return ByteBuffer.allocate(2 * Long.BYTES + 1 + Hash.BYTES + Short.BYTES)
                .putLong(timestamp.toEpochMilli())
                .putLong(treeSize)
                .put((byte) Hash.BYTES)
                .put(rootHash.bytes())
                .putShort((short) 0)
                .array();
    }
}
