package io.celltwin.mongodb;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The server's side of one SCRAM-SHA-256 exchange (RFC 5802, section 5; RFC 7677):
 *
 * <pre>
 * client   n,,n=user,r=nonce          serverFirst  r=nonce+ours,s=salt,i=iterations
 * client   c=biws,r=nonce+ours,p=proof  serverFinal  v=signature
 * </pre>
 *
 * Whatever else the client says ends it without a success, and without telling which part of it was wrong.
 */
final class ScramExchange {
    private static final int NONCE_BYTES = 18;
    /** A client that can do no channel binding and acts for nobody else. */
    private static final String GS2_HEADER = "n,,";

    private final ScramCredentials credentials;
    private String bare = "";
    private String serverFirst = "";
    private String nonce = "";
    private boolean knownUser;

    ScramExchange(ScramCredentials credentials) {
        this.credentials = credentials;
    }

    /** Answers the client's first message; empty if it is none. */
    Optional<String> serverFirst(String clientFirst) {
        if (!clientFirst.startsWith(GS2_HEADER)) {
            return Optional.empty();
        }
        bare = clientFirst.substring(GS2_HEADER.length());
        String[] fields = bare.split(",");
        if (fields.length < 2 || !fields[0].startsWith("n=") || !fields[1].startsWith("r=")) {
            return Optional.empty();
        }
        knownUser = fields[0].substring(2).equals(credentials.username());
        nonce = fields[1].substring(2) + randomNonce();
        serverFirst = "r=%s,s=%s,i=%d"
                .formatted(nonce, Base64.getEncoder().encodeToString(credentials.salt()), ScramCredentials.ITERATIONS);
        return Optional.of(serverFirst);
    }

    /** Answers the client's proof; empty if it proves nothing. */
    Optional<String> serverFinal(String clientFinal) {
        int proofAt = clientFinal.lastIndexOf(",p=");
        if (proofAt < 0 || !knownUser) {
            return Optional.empty();
        }
        String withoutProof = clientFinal.substring(0, proofAt);
        String expected = "c=" + Base64.getEncoder().encodeToString(GS2_HEADER.getBytes(StandardCharsets.US_ASCII))
                + ",r=" + nonce;
        if (!withoutProof.equals(expected)) {
            return Optional.empty();
        }
        String authMessage = bare + "," + serverFirst + "," + withoutProof;
        try {
            byte[] proof = Base64.getDecoder().decode(clientFinal.substring(proofAt + 3));
            return credentials.isProof(proof, authMessage)
                    ? Optional.of("v=" + Base64.getEncoder().encodeToString(credentials.serverSignature(authMessage)))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static String randomNonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
