package io.celltwin.service.tls;

import io.celltwin.service.failure.Failures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificate authorities that alone are believed when a connection is secured by TLS, and the shapes in which clients
 * want them: an {@link SSLContext}, a {@link TrustManagerFactory} (Vert.x takes it by {@code TrustOptions.wrap}), a PEM text
 * (Kafka), a key store file (the Ditto client).
 *
 * @param authorities at least one
 */
public record TrustStore(List<X509Certificate> authorities) {

    /** The type and the password of {@link #writeKeyStore}: nothing in it is secret. */
    public static final String WRITTEN_PASSWORD = "celltwin";

    private static final String WRITTEN_TYPE = "PKCS12";
    private static final String PEM = "PEM";
    private static final String PEM_BEGIN = "-----BEGIN";
    private static final Map<String, String> TYPES =
            Map.of(".pem", PEM, ".crt", PEM, ".cer", PEM, ".p12", WRITTEN_TYPE, ".pfx", WRITTEN_TYPE, ".jks", "JKS");
    private static final int LONGEST_LINE = 64;

    public TrustStore {
        authorities = List.copyOf(authorities);
        if (authorities.isEmpty()) {
            throw new IllegalArgumentException("At least one authority must be believed");
        }
    }

    /**
     * Reads a file whose name ends in {@code .pem}, {@code .crt} or {@code .cer} (PEM, one certificate or several), {@code .p12}
     * or {@code .pfx} (PKCS #12) or {@code .jks}.
     *
     * @param password of a key store; not needed for PEM
     * @throws TrustStoreException if it cannot be read, is of another format or holds no certificate
     */
    public static TrustStore read(Path file, Optional<String> password) throws TrustStoreException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new TrustStoreException("there is no file %s that can be read".formatted(file));
        }
        String type = typeOf(file)
                .orElseThrow(() ->
                        new TrustStoreException("%s is neither .pem, .crt, .cer, .p12, .pfx nor .jks".formatted(file)));
        try {
            return type.equals(PEM)
                    ? new TrustStore(certificates(Files.readString(file, StandardCharsets.ISO_8859_1)))
                    : new TrustStore(certificates(file, type, password));
        } catch (IOException | GeneralSecurityException e) {
            throw new TrustStoreException(
                    "%s holds no certificates that can be read: %s".formatted(file, Failures.reason(e)));
        } catch (IllegalArgumentException e) {
            throw new TrustStoreException("%s holds no certificates".formatted(file));
        }
    }

    /**
     * Reads a file of PEM certificates, whatever its name is.
     *
     * @throws TrustStoreException if it cannot be read or holds no certificate
     */
    public static TrustStore readPem(Path file) throws TrustStoreException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new TrustStoreException("there is no file %s that can be read".formatted(file));
        }
        try {
            return parsePem(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new TrustStoreException("%s cannot be read: %s".formatted(file, Failures.reason(e)));
        } catch (TrustStoreException e) {
            throw new TrustStoreException(file + " " + e.getMessage());
        }
    }

    /**
     * Reads a text of PEM certificates.
     *
     * @throws TrustStoreException if it holds none, or something that is no certificate
     */
    public static TrustStore parsePem(String pem) throws TrustStoreException {
        try {
            return new TrustStore(certificates(pem));
        } catch (GeneralSecurityException e) {
            throw new TrustStoreException("holds something that is no certificate: %s".formatted(Failures.reason(e)));
        } catch (IllegalArgumentException e) {
            throw new TrustStoreException("holds no certificate");
        }
    }

    /** Returns a context that believes these authorities and no others, and presents no certificate of its own. */
    public SSLContext sslContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trustManagerFactory().getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The Java runtime has no TLS", e);
        }
    }

    /** Returns a factory of trust managers that believe these authorities and no others. */
    public TrustManagerFactory trustManagerFactory() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(keyStore());
            return factory;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The Java runtime has no TLS", e);
        }
    }

    /** Returns a key store with these authorities, in memory. */
    public KeyStore keyStore() {
        try {
            KeyStore store = KeyStore.getInstance(WRITTEN_TYPE);
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority-" + i, authorities.get(i));
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The Java runtime has no " + WRITTEN_TYPE + " key stores", e);
        }
    }

    /**
     * Writes a key store with these authorities for a client that takes nothing but a file. It is deleted when the process ends.
     *
     * @return a PKCS #12 file that is opened by {@link #WRITTEN_PASSWORD}
     * @throws IOException if it cannot be written
     */
    public Path writeKeyStore() throws IOException {
        Path file = Files.createTempFile("authorities", ".p12");
        file.toFile().deleteOnExit();
        try (OutputStream output = Files.newOutputStream(file)) {
            keyStore().store(output, WRITTEN_PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The Java runtime writes no " + WRITTEN_TYPE + " key stores", e);
        }
        return file;
    }

    /** Returns these authorities as a PEM text. */
    public String pem() {
        return authorities.stream().map(TrustStore::pem).collect(Collectors.joining());
    }

    private static Optional<String> typeOf(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return TYPES.entrySet().stream()
                .filter(type -> name.endsWith(type.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
        if (!pem.contains(PEM_BEGIN)) {
            return List.of(); // the factory would take it for a damaged certificate without saying more
        }
        return x509(PemCertificates.parse(pem.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static List<X509Certificate> certificates(Path file, String type, Optional<String> password)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        char[] characters = password.orElse("").toCharArray();
        store.load(new ByteArrayInputStream(Files.readAllBytes(file)), characters);
        List<Certificate> found = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            // As a trust manager does, it also believes the first certificate of a chain with a key.
            Optional.ofNullable(store.getCertificate(alias)).ifPresent(found::add);
        }
        return x509(found);
    }

    private static List<X509Certificate> x509(Collection<? extends Certificate> certificates) {
        return certificates.stream()
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .toList();
    }

    private static String pem(X509Certificate certificate) {
        try {
            String base64 =
                    Base64.getMimeEncoder(LONGEST_LINE, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was read cannot be written", e);
        }
    }
}
