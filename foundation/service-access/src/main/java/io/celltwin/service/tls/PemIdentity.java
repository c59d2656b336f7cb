package io.celltwin.service.tls;

import io.celltwin.service.failure.Failures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;

/**
 * By what a client shows a server who it is.
 *
 * @param key the private key
 * @param chain the certificate of that key, then those between it and its authority
 */
public record PemIdentity(PrivateKey key, List<Certificate> chain) {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");
    private static final char[] IN_MEMORY = {};

    public PemIdentity {
        chain = List.copyOf(chain);
    }

    /**
     * @param certificates a PEM file
     * @param key a PEM file with a key in PKCS 8 that is not encrypted
     * @throws TrustStoreException if one cannot be read or holds something else
     */
    public static PemIdentity read(Path certificates, Path key) throws TrustStoreException {
        return new PemIdentity(readKey(key), readChain(certificates));
    }

    /** Returns a factory of key managers that show this identity. */
    public KeyManagerFactory keyManagerFactory() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("own", key, IN_MEMORY, chain.toArray(Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, IN_MEMORY);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The Java runtime has no key stores in memory", e);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "PemIdentity[" + chain.size() + " certificates]";
    }

    private static List<Certificate> readChain(Path file) throws TrustStoreException {
        try {
            List<Certificate> chain = List.copyOf(PemCertificates.parse(Files.readAllBytes(file)));
            if (chain.isEmpty()) {
                throw new TrustStoreException("%s holds no certificate".formatted(file));
            }
            return chain;
        } catch (IOException | GeneralSecurityException e) {
            throw new TrustStoreException(
                    "%s holds no certificates that can be read: %s".formatted(file, Failures.reason(e)));
        }
    }

    private static PrivateKey readKey(Path file) throws TrustStoreException {
        try {
            Matcher key = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            if (!key.find()) {
                throw new TrustStoreException(
                        "%s holds no key in PKCS 8 that is not encrypted (BEGIN PRIVATE KEY)".formatted(file));
            }
            PKCS8EncodedKeySpec bytes =
                    new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1)));
            for (String algorithm : ALGORITHMS) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(bytes);
                } catch (InvalidKeySpecException e) {
                    // A key of another algorithm.
                }
            }
            throw new TrustStoreException("%s holds a key that is none of %s".formatted(file, ALGORITHMS));
        } catch (IOException | GeneralSecurityException e) {
            throw new TrustStoreException("%s cannot be read: %s".formatted(file, Failures.reason(e)));
        }
    }
}
