package io.celltwin.adapter.opcua.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** Names a certificate as OPC-UA does (OPC 10000-6, 6.2.2): by the SHA-1 digest of its DER encoding. */
final class Thumbprint {

    private Thumbprint() {}

    /**
     * @param certificate a certificate
     * @return its thumbprint, in lower-case hexadecimal digits
     */
    static String of(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-1, and a certificate that was read has an encoding", e);
        }
    }
}
