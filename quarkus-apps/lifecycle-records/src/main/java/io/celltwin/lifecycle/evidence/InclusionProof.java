package io.celltwin.lifecycle.evidence;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.celltwin.lifecycle.merkle.Hash;
import io.celltwin.lifecycle.merkle.Proofs;
import io.celltwin.lifecycle.record.RecordLeaf;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;

/**
 * Proves that a record is in the log as it is here: RFC 9162, section 4.12, with the record and the tree head beside it, so that
 * it can be checked with nothing but the public key.
 *
 * @param record the record, as REST answers have it
 * @param leafIndex its position in the log
 * @param path the sibling hashes from the leaf upwards
 * @param head the tree head that it leads to
 */
public record InclusionProof(
        @JsonProperty(required = true) Map<String, Object> record,
        @JsonProperty(required = true) long leafIndex,
        @JsonProperty(required = true) List<Hash> path,
        @JsonProperty(required = true) SignedTreeHead head) {
    /** Copies the path. */
    public InclusionProof {
        path = List.copyOf(path);
    }

    /**
     * Checks it.
     *
     * @param key the plant's public key
     * @throws BrokenProof if it proves nothing; says why
     */
    public void check(PublicKey key) throws BrokenProof {
        if (!head.isSignedBy(key)) {
            throw new BrokenProof("The tree head is not signed by this key.");
        }
        Hash leaf;
        try {
            leaf = RecordLeaf.ofJson(record);
        } catch (IllegalArgumentException e) {
            throw new BrokenProof(e.getMessage());
        }
        if (!Proofs.includes(leaf, leafIndex, head.treeSize(), path, head.rootHash())) {
            throw new BrokenProof(
                    "The record is not in the log that this tree head signs: it, its position or the proof was changed.");
        }
    }
}
