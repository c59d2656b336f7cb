package io.celltwin.lifecycle.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Optional;

/** Checks files with proofs, as a partner, an authority or a court does who has no access to the plant. */
public final class ProofCheck {
    private static final long MOST_BYTES = 64L << 20;

    private final ObjectMapper json = EvidenceJson.mapper();

    /**
     * Checks a proof of inclusion or of consistency, whichever the file holds.
     *
     * @param proof the answer of {@code /lifecycle/log/inclusion} or {@code /lifecycle/log/consistency}
     * @param key the plant's public key in PEM
     * @param kept a tree head that was kept: the earlier one of a proof of consistency, where it is needed; for a proof of
     *     inclusion the one that it has to lead to
     * @return what is proved, in one sentence
     * @throws BrokenProof if it proves nothing; says why
     * @throws IOException if a file cannot be read
     */
    public String check(Path proof, Path key, Optional<Path> kept) throws BrokenProof, IOException {
        PublicKey publicKey;
        try {
            publicKey = LogKey.publicKey(Files.readString(key));
        } catch (IllegalArgumentException e) {
            throw new BrokenProof(key + ": " + e.getMessage());
        }
        JsonNode tree = read(proof, JsonNode.class);
        Optional<SignedTreeHead> head = Optional.empty();
        if (kept.isPresent()) {
            head = Optional.of(read(kept.get(), SignedTreeHead.class));
        }
        if (tree.has("record")) {
            return included(read(proof, InclusionProof.class), publicKey, head);
        }
        return consistent(
                read(proof, ConsistencyProof.class),
                publicKey,
                head.orElseThrow(
                        () -> new BrokenProof("A proof of consistency needs the earlier tree head beside it.")));
    }

    private static String included(InclusionProof proof, PublicKey key, Optional<SignedTreeHead> kept)
            throws BrokenProof {
        proof.check(key);
        if (kept.isPresent()
                && (kept.get().treeSize() != proof.head().treeSize()
                        || !kept.get().rootHash().equals(proof.head().rootHash())
                        || !kept.get().isSignedBy(key))) {
            throw new BrokenProof("The proof does not lead to the tree head that was kept.");
        }
        return "The record %s is number %d in the log of %d records that was signed at %s by the key %s."
                .formatted(
                        proof.record().get("id"),
                        proof.leafIndex(),
                        proof.head().treeSize(),
                        proof.head().timestamp(),
                        LogKey.idOf(key));
    }

    private static String consistent(ConsistencyProof proof, PublicKey key, SignedTreeHead earlier) throws BrokenProof {
        proof.check(earlier, key);
        return "The log of %d records that was signed at %s begins with all %d records that were signed at %s, by the key %s."
                .formatted(
                        proof.head().treeSize(),
                        proof.head().timestamp(),
                        earlier.treeSize(),
                        earlier.timestamp(),
                        LogKey.idOf(key));
    }

    private <T> T read(Path file, Class<T> type) throws BrokenProof, IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new BrokenProof(file + " is too large for a proof.");
        }
        try {
            T value = json.readValue(file.toFile(), type);
            if (value == null || value instanceof JsonNode node && !node.isObject()) {
                throw new BrokenProof(file + " holds no JSON object.");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new BrokenProof("%s holds no %s: %s"
                    .formatted(file, type == JsonNode.class ? "JSON" : type.getSimpleName(), e.getOriginalMessage()));
        }
    }
}
