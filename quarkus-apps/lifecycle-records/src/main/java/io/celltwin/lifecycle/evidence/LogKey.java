package io.celltwin.lifecycle.evidence;

import io.celltwin.lifecycle.merkle.Hash;
import io.celltwin.lifecycle.record.RecordSeal;
import io.celltwin.service.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The plant's Ed25519 key (RFC 8032). With it tree heads and passports are signed; records are sealed by a key that follows
 * from it. The file is its owner's alone and holds the private and the public key as PEM.
 */
public final class LogKey {
    private static final String ALGORITHM = "Ed25519";
    private static final String SEAL_PURPOSE = "celltwin record seal 1";

    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    private LogKey(PrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /**
     * Reads the key; makes one if there is no such file.
     *
     * @throws IOException if the file can neither be read nor made, or holds something else; says what it should hold
     */
    public static LogKey in(Path file) throws IOException {
        try {
            if (!Files.exists(file)) {
                KeyPair made = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
                AtomicFile.write(
                        file,
                        pem("PRIVATE KEY", made.getPrivate().getEncoded())
                                + pem("PUBLIC KEY", made.getPublic().getEncoded()));
            }
            String text = Files.readString(file);
            LogKey key = new LogKey(
                    KeyFactory.getInstance(ALGORITHM)
                            .generatePrivate(new PKCS8EncodedKeySpec(unarmoured(text, "PRIVATE KEY"))),
                    publicKey(text));
            byte[] probe = {1};
            if (!verify(key.publicKey, probe, key.sign(probe))) {
                throw new IOException("the public key in it is not that of the private key");
            }
            return key;
        } catch (GeneralSecurityException | IllegalArgumentException | IOException e) {
            throw new IOException(
                    "%s is no key for the record log (%s): it must hold an Ed25519 private key and its public key as PEM"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    /**
     * The public key in a PEM text.
     *
     * @throws IllegalArgumentException if there is none of Ed25519 in it, with a message for whoever gave it
     */
    public static PublicKey publicKey(String pem) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(unarmoured(pem, "PUBLIC KEY")));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("This is no Ed25519 public key in PEM.", e);
        }
    }

    private static byte[] unarmoured(String pem, String label) {
        Matcher block = Pattern.compile("-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]+)-----END " + label + "-----")
                .matcher(pem);
        if (!block.find()) {
            throw new IllegalArgumentException("There is no PEM block " + label + ".");
        }
        return Base64.getMimeDecoder().decode(block.group(1));
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    /** Signs these bytes: 64 bytes. */
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key of the record log cannot sign: " + e.getMessage(), e);
        }
    }

    /** Whether that is the key's signature of these bytes. */
    static boolean verify(PublicKey key, byte[] message, byte[] signature) {
        try {
            Signature verification = Signature.getInstance(ALGORITHM);
            verification.initVerify(key);
            verification.update(message);
            return verification.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The public key, for whoever verifies. */
    public PublicKey publicKey() {
        return publicKey;
    }

    /** The public key as PEM. */
    public String publicPem() {
        return pem("PUBLIC KEY", publicKey.getEncoded());
    }

    /** SHA-256 of the public key's SubjectPublicKeyInfo: which key it is. */
    public String id() {
        return idOf(publicKey);
    }

    static String idOf(PublicKey key) {
        try {
            return Hash.of(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()))
                    .hex();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** What records are sealed with: who knows that key does not know the private one. */
    public RecordSeal recordSeal() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(privateKey.getEncoded(), "HmacSHA256"));
            return new RecordSeal(mac.doFinal(SEAL_PURPOSE.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
