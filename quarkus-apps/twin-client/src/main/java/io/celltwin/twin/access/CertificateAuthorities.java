package io.celltwin.twin.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificate authorities of a PEM file, which alone are trusted then.
 *
 * @param context for HTTP
 * @param trustStore the same as a key store file, which is all that the Ditto client takes for its WebSocket
 */
public record CertificateAuthorities(SSLContext context, URL trustStore) {

    /** Nothing in it is secret. */
    public static final String TRUST_STORE_PASSWORD = "celltwin";

    /**
     * Reads them.
     *
     * @param pem file with one certificate or several
     * @throws IOException if the file cannot be read or holds no certificate
     */
    public static CertificateAuthorities read(Path pem) throws IOException {
        try (InputStream input = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(input);
            if (certificates.isEmpty()) {
                throw new IOException("it holds no certificate");
            }
            KeyStore store = KeyStore.getInstance("JKS");
            store.load(null, null);
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return new CertificateAuthorities(context, written(store));
        } catch (GeneralSecurityException e) {
            throw new IOException("it holds something that is no certificate", e);
        }
    }

    private static URL written(KeyStore store) throws IOException, GeneralSecurityException {
        Path file = Files.createTempFile("celltwin-ca", ".jks");
        file.toFile().deleteOnExit();
        try (OutputStream output = Files.newOutputStream(file)) {
            store.store(output, TRUST_STORE_PASSWORD.toCharArray());
        }
        return file.toUri().toURL();
    }
}
