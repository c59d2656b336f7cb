package io.celltwin.adapter.opcua.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The certificates of servers that the adapter met and does not trust, as they lie in its {@linkplain CertificateDirectory directory}.
 */
public final class RejectedCertificates {

    private static final Logger LOG = Logger.getLogger(RejectedCertificates.class);

    private final Path directory;

    /**
     * @param directory the adapter's directory
     */
    public RejectedCertificates(Path directory) {
        this.directory = directory;
    }

    /**
     * One certificate.
     *
     * @param file where it lies
     * @param thumbprint its SHA-1 thumbprint in hexadecimal digits, by which servers show it
     * @param certificate the certificate
     */
    public record Rejected(Path file, String thumbprint, X509Certificate certificate) {}

    /**
     * @return all that there are; what is no certificate is left out
     * @throws IOException if they cannot be read
     */
    public List<Rejected> list() throws IOException {
        Path rejected = directory.resolve("rejected");
        if (!Files.isDirectory(rejected)) {
            return List.of();
        }
        List<Rejected> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(rejected)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                try (InputStream content = Files.newInputStream(file)) {
                    X509Certificate certificate = (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(content);
                    found.add(new Rejected(file, Thumbprint.of(certificate), certificate));
                } catch (GeneralSecurityException e) {
                    LOG.debugf(e, "%s is no certificate", file);
                }
            }
        }
        return found;
    }

    /**
     * Has the adapter trust a certificate from now on.
     *
     * @param thumbprint the thumbprint or its beginning
     * @return the certificate
     * @throws IOException if it cannot be moved
     * @throws IllegalArgumentException if there is none, or more than one certificate, with a message fit for users
     */
    public Rejected accept(String thumbprint) throws IOException {
        String wanted = thumbprint.replace(":", "").toLowerCase(Locale.ROOT);
        List<Rejected> found = list().stream()
                .filter(each -> !wanted.isEmpty() && each.thumbprint().startsWith(wanted))
                .toList();
        // The same certificate may lie there several times.
        if (found.stream().map(Rejected::thumbprint).distinct().count() != 1) {
            throw new IllegalArgumentException(
                    found.isEmpty()
                            ? "No rejected certificate has the thumbprint %s.".formatted(thumbprint)
                            : "%d rejected certificates begin with %s: give more of the thumbprint."
                                    .formatted(found.size(), thumbprint));
        }
        Path trusted = Files.createDirectories(directory.resolve("trusted").resolve("certs"));
        for (Rejected each : found) {
            Files.move(each.file(), trusted.resolve(each.thumbprint() + ".der"), StandardCopyOption.REPLACE_EXISTING);
        }
        return found.get(0);
    }
}
