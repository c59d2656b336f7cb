package io.celltwin.adapter.opcua.security;

import io.celltwin.adapter.opcua.failure.StatusNames;
import io.celltwin.adapter.opcua.failure.UntrustedServerException;
import io.celltwin.service.file.AtomicFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Period;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultClientCertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.FileBasedCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.FileBasedTrustListManager;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.eclipse.milo.opcua.stack.core.util.validation.ValidationCheck;
import org.jboss.logging.Logger;

/**
 * The directory in which the adapter keeps what it needs for secured connections:
 * <ul>
 * <li>{@code client-key.der} (PKCS #8, readable by the owner only) and {@code client-certificate.der}, made when they are
 * first needed; the certificate is what a server has to be told to trust,</li>
 * <li>{@code trusted/certs} with the certificates of servers, or of authorities, that the adapter trusts,</li>
 * <li>{@code rejected} with those that it met and does not trust; moving one to {@code trusted/certs} is enough to
 * trust it from then on.</li>
 * </ul>
 */
public final class CertificateDirectory {

    private static final Logger LOG = Logger.getLogger(CertificateDirectory.class);

    private static final String KEY_FILE = "client-key.der";
    private static final String CERTIFICATE_FILE = "client-certificate.der";
    private static final String APPLICATION_URI = "urn:celltwin:opcua-adapter";
    private static final int KEY_BITS = 2048;
    private static final Period VALIDITY = Period.ofYears(10);

    private final Path directory;
    private final ClientCertificate clientCertificate;
    private final CertificateValidator serverValidator;
    /** What was found of servers' names; each is told once. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    private CertificateDirectory(Path directory) throws IOException, GeneralSecurityException {
        this.directory = Files.createDirectories(directory);
        this.clientCertificate = Files.exists(directory.resolve(CERTIFICATE_FILE)) ? load() : make();
        CertificateValidator validator = new DefaultClientCertificateValidator(
                FileBasedTrustListManager.createAndInitialize(directory),
                Set.of(ValidationCheck.VALIDITY, ValidationCheck.REVOCATION, ValidationCheck.KEY_USAGE_END_ENTITY),
                FileBasedCertificateQuarantine.create(directory.resolve("rejected")));
        this.serverValidator = (chain, applicationUri, hostNames) -> {
            try {
                validator.validateCertificateChain(chain, applicationUri, hostNames);
            } catch (UaException e) {
                throw untrusted(e.getStatusCode(), chain.get(0));
            }
            ApplicationUriCheck.problem(chain.get(0), applicationUri)
                    .filter(told::add)
                    .ifPresent(LOG::warn);
        };
    }

    /**
     * Opens the directory, which is made if it is not there.
     *
     * @param directory the directory
     * @return its content
     * @throws UncheckedIOException if it cannot be read or written, or holds something else
     */
    public static CertificateDirectory open(Path directory) {
        try {
            return new CertificateDirectory(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("certificate directory %s cannot be used".formatted(directory), e);
        } catch (GeneralSecurityException e) {
            throw new UncheckedIOException(
                    "certificate directory %s is damaged".formatted(directory), new IOException(e));
        }
    }

    /**
     * @return the adapter's own certificate
     */
    public ClientCertificate clientCertificate() {
        return clientCertificate;
    }

    /**
     * @return tells whether a server's certificate is trusted, and keeps those that are not
     */
    public CertificateValidator serverValidator() {
        return serverValidator;
    }

    private static UntrustedServerException untrusted(StatusCode why, X509Certificate certificate) {
        if (why.value() == StatusCodes.Bad_CertificateTimeInvalid) {
            return new UntrustedServerException(
                    why,
                    "the server's certificate is valid from %s to %s: renew it, or compare the clocks"
                            .formatted(
                                    certificate.getNotBefore().toInstant(),
                                    certificate.getNotAfter().toInstant()));
        }
        return new UntrustedServerException(
                why,
                "the adapter does not trust the server's certificate of %s, thumbprint %s (%s): if it is the right one, move its file from rejected/ to trusted/certs/ of celltwin.opcua.directory, as 'celltwin trust' does"
                        .formatted(
                                certificate.getSubjectX500Principal().getName(),
                                Thumbprint.of(certificate),
                                StatusNames.of(why)));
    }

    private ClientCertificate load() throws IOException, GeneralSecurityException {
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(directory.resolve(CERTIFICATE_FILE))));
        PrivateKey key = KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(directory.resolve(KEY_FILE))));
        return new ClientCertificate(
                new KeyPair(certificate.getPublicKey(), key),
                certificate,
                CertificateUtil.getSanUri(certificate).orElse(APPLICATION_URI));
    }

    private ClientCertificate make() throws IOException, GeneralSecurityException {
        KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(KEY_BITS);
        X509Certificate certificate = selfSigned(keys);
        // Without the certificate, which comes last, both are made again.
        AtomicFile.write(directory.resolve(KEY_FILE), keys.getPrivate().getEncoded());
        AtomicFile.write(directory.resolve(CERTIFICATE_FILE), certificate.getEncoded());
        LOG.infof("made a client certificate for OPC-UA: %s", directory.resolve(CERTIFICATE_FILE));
        return new ClientCertificate(keys, certificate, APPLICATION_URI);
    }

    // Milo declares Exception.
    private static X509Certificate selfSigned(KeyPair keys) throws GeneralSecurityException {
        try {
            return new SelfSignedCertificateBuilder(keys)
                    .setCommonName("Celltwin OPC-UA adapter")
                    .setOrganization("Celltwin")
                    .setApplicationUri(APPLICATION_URI)
                    .setValidityPeriod(VALIDITY)
                    .build();
        } catch (GeneralSecurityException e) {
            throw e;
        } catch (Exception e) {
            throw new GeneralSecurityException(e);
        }
    }
}
