package io.celltwin.service.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.regex.Pattern;

/** Reads certificates in PEM, all of them or none: some Java versions leave out a last one that is cut off. */
final class PemCertificates {
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN [A-Z0-9 ]*CERTIFICATE-----");

    private PemCertificates() {}

    /** @throws GeneralSecurityException if one of them is none */
    static Collection<? extends Certificate> parse(byte[] pem) throws GeneralSecurityException {
        Collection<? extends Certificate> read =
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
        long begun = BEGIN.matcher(new String(pem, StandardCharsets.ISO_8859_1))
                .results()
                .count();
        if (read.size() < begun) {
            throw new CertificateException("only %d of %d certificates are whole".formatted(read.size(), begun));
        }
        return read;
    }
}
