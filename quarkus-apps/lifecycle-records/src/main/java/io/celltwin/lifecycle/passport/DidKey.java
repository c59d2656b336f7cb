package io.celltwin.lifecycle.passport;

import java.math.BigInteger;
import java.security.PublicKey;
import java.util.Arrays;

/**
 * Names an Ed25519 key so that whoever has the name has the key: {@code did:key:z6Mk...}, the key behind its multicodec prefix, in base58
 * (<a href="https://w3c-ccg.github.io/did-key-spec/">The did:key Method</a>).
 */
final class DidKey {
    /** Multicodec {@code ed25519-pub}, 0xed, as an unsigned varint. */
    private static final byte[] ED25519 = {(byte) 0xed, 0x01};

    private static final int KEY_BYTES = 32;
    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(BASE58.length());

    private DidKey() {}

    /** The name of a key. */
    static String of(PublicKey ed25519) {
        byte[] subjectPublicKeyInfo = ed25519.getEncoded(); // RFC 8410: the key is its last 32 bytes
        byte[] named = Arrays.copyOf(ED25519, ED25519.length + KEY_BYTES);
        System.arraycopy(
                subjectPublicKeyInfo, subjectPublicKeyInfo.length - KEY_BYTES, named, ED25519.length, KEY_BYTES);
        return "did:key:z" + base58(named);
    }

    /** The verification method of that key in its DID document. */
    static String verificationMethod(String did) {
        return did + "#" + did.substring("did:key:".length());
    }

    /** Without leading zeros, which a named key has not. */
    private static String base58(byte[] bytes) {
        StringBuilder digits = new StringBuilder();
        BigInteger rest = new BigInteger(1, bytes);
        while (rest.signum() > 0) {
            BigInteger[] divided = rest.divideAndRemainder(BASE);
            digits.append(BASE58.charAt(divided[1].intValue()));
            rest = divided[0];
        }
        return digits.reverse().toString();
    }
}
