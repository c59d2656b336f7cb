package io.celltwin.adapter.opcua.security;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;

/**
 * Holds what a server calls itself against its certificate (OPC 10000-4, 6.1.3). Many servers are copied or renamed with the
 * certificate of another; since each certificate is trusted by a person, that is told and does not keep the adapter away.
 */
final class ApplicationUriCheck {

    private ApplicationUriCheck() {}

    /**
     * @param certificate the server's certificate
     * @param applicationUri what the server calls itself; null if it does not say
     * @return what is wrong; empty if both are the same
     */
    static Optional<String> problem(X509Certificate certificate, String applicationUri) {
        String certified = CertificateUtil.getSanUri(certificate).orElse("no application");
        return applicationUri == null || certified.equals(applicationUri)
                ? Optional.empty()
                : Optional.of(
                        "the server calls itself %s, its certificate (thumbprint %s) is that of %s: give it one of its own"
                                .formatted(applicationUri, Thumbprint.of(certificate), certified));
    }
}
