package io.celltwin.adapter.opcua.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationUriCheckTest {

    @TempDir
    private Path directory;

    @Test
    void tellsThatAServerUsesTheCertificateOfAnother() {
        X509Certificate certificate =
                CertificateDirectory.open(directory).clientCertificate().certificate();

        assertThat(ApplicationUriCheck.problem(certificate, "urn:celltwin:opcua-adapter"))
                .isEmpty();
        assertThat(ApplicationUriCheck.problem(certificate, null)).isEmpty();
        assertThat(ApplicationUriCheck.problem(certificate, "urn:plant:coater"))
                .hasValueSatisfying(problem -> assertThat(problem)
                        .startsWith("the server calls itself urn:plant:coater")
                        .contains("that of urn:celltwin:opcua-adapter"));
    }
}
