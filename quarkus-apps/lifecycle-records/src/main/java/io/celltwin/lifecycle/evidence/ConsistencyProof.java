package io.celltwin.lifecycle.evidence;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.celltwin.lifecycle.merkle.Hash;
import io.celltwin.lifecycle.merkle.Proofs;
import java.security.PublicKey;
import java.util.List;

/**
 * Proves that the log of a tree head begins with all that it held at an earlier size: RFC 9162, section 4.11.
 *
 * @param first the earlier size
 * @param path the proof
 * @param head the later tree head
 */
public record ConsistencyProof(
        @JsonProperty(required = true) long first,
        @JsonProperty(required = true) List<Hash> path,
        @JsonProperty(required = true) SignedTreeHead head) {
    /** Copies the path. */
    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /**
     * Checks it against an earlier head that somebody kept.
     *
     * @param earlier the head that was kept
     * @param key the plant's public key
     * @throws BrokenProof if it proves nothing; says why
     */
    public void check(SignedTreeHead earlier, PublicKey key) throws BrokenProof {
        if (!head.isSignedBy(key)) {
            throw new BrokenProof("The tree head of the proof is not signed by this key.");
        }
        if (!earlier.isSignedBy(key)) {
            throw new BrokenProof("The earlier tree head is not signed by this key.");
        }
        if (earlier.treeSize() != first) {
            throw new BrokenProof("The proof is about a log of %d records, the earlier tree head about one of %d."
                    .formatted(first, earlier.treeSize()));
        }
        if (!Proofs.consistent(first, earlier.rootHash(), head.treeSize(), head.rootHash(), path)) {
            throw new BrokenProof("The log of the later tree head does not begin with that of the earlier one:"
                    + " what was recorded then was changed, or the proof was.");
        }
    }
}
