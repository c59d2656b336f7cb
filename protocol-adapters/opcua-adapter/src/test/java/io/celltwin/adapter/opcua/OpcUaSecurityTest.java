package io.celltwin.adapter.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.celltwin.adapter.contract.RecordingListener;
import io.celltwin.adapter.device.DeviceConfigurationException;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.opcua.config.OpcUaConfig;
import io.celltwin.adapter.opcua.security.CertificateDirectory;
import io.celltwin.adapter.opcua.security.ClientCertificate;
import io.celltwin.adapter.opcua.security.RejectedCertificates;
import io.celltwin.adapter.opcua.security.RejectedCertificates.Rejected;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secured connections to a real OPC-UA server, and signing in there. */
@Timeout(120)
class OpcUaSecurityTest {

    private static TestServer server;

    @TempDir
    private Path models;

    @TempDir
    private Path certificates;

    private final RecordingListener recorded = new RecordingListener();
    private DeviceLink link;

    @BeforeAll
    static void startServer() throws Exception {
        server = TestServer.start(
                        TestServer.freePort(),
                        Set.of(SecurityPolicy.None, SecurityPolicy.Basic256Sha256, SecurityPolicy.Aes256_Sha256_RsaPss))
                .variable("a", 1.0);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void stop() {
        if (link != null) {
            link.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic256Sha256", "Aes256_Sha256_RsaPss"})
    void readsOverAnEncryptedConnectionOnceBothSidesTrustEachOther(String policy) throws Exception {
        server.trust(CertificateDirectory.open(certificates).clientCertificate().certificate());
        trustServer();

        connect(TestConfig.DEFAULT.secured(certificates, policy));

        recorded.awaitValue("a", 1.0);
    }

    @Test
    void doesNotTalkToAServerThatIsNotTrustedUntilItsCertificateIsAccepted() throws Exception {
        server.trust(CertificateDirectory.open(certificates).clientCertificate().certificate());
        OpcUaDriver driver =
                TestConfig.DEFAULT.secured(certificates, "Basic256Sha256").driver();

        assertThatThrownBy(() -> connect(driver))
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the adapter does not trust the server's certificate of")
                .hasMessageContaining("CN=Test server");
        assertThat(recorded.cycles()).isEmpty();

        RejectedCertificates rejected = new RejectedCertificates(certificates);
        Rejected certificate = rejected.list().get(0);
        assertThat(certificate.certificate()).isEqualTo(server.certificate());
        assertThatThrownBy(() -> rejected.accept("0123456789"))
                .hasMessage("No rejected certificate has the thumbprint 0123456789.");
        rejected.accept(certificate.thumbprint().substring(0, 6));
        assertThat(rejected.list()).isEmpty();
        // The directory is watched, which takes its time.
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(ExecutionException.class)
                .until(() -> {
                    connect(driver);
                    return true;
                });
        recorded.awaitValue("a", 1.0);
    }

    @Test
    void isRefusedByAServerThatDoesNotTrustIt() throws Exception {
        trustServer();

        assertThatThrownBy(() -> connect(TestConfig.DEFAULT.secured(certificates, "Basic256Sha256")))
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageContaining("have it trust client-certificate.der of celltwin.opcua.directory");
    }

    @Test
    void signsInWithTheAccountOfTheServer() throws Exception {
        trustServer();

        connect(TestConfig.DEFAULT.signedIn(certificates, server.port(), TestServer.USER, TestServer.PASSWORD));

        recorded.awaitValue("a", 1.0);
    }

    @Test
    void tellsThatTheServerRefusedTheAccountButNotThePassword() throws Exception {
        trustServer();

        assertThatThrownBy(() -> connect(
                        TestConfig.DEFAULT.signedIn(certificates, server.port(), TestServer.USER, "battery staple")))
                .cause()
                .hasMessageStartingWith("Bad_UserAccessDenied: the server does not let this account in")
                .hasMessageNotContaining("battery staple");
    }

    @Test
    void tellsNoPasswordToAServerThatIsNotTrusted() {
        assertThatThrownBy(() -> connect(
                        TestConfig.DEFAULT.signedIn(certificates, server.port(), TestServer.USER, TestServer.PASSWORD)))
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the adapter does not trust the server's certificate of");
        assertThat(recorded.cycles()).isEmpty();
    }

    @Test
    void needsADirectoryForSecuredConnections() {
        Map<String, Object> settings = Map.<String, Object>of("securityPolicy", "Basic256Sha256");

        assertThatThrownBy(() -> connect(TestConfig.DEFAULT.driver(), settings))
                .cause()
                .isInstanceOf(DeviceConfigurationException.class)
                .hasMessage("secured connections need celltwin.opcua.directory");
    }

    @Test
    void saysWhatTheServerDoesNotOffer() {
        Map<String, Object> settings =
                Map.<String, Object>of("securityPolicy", "Aes128_Sha256_RsaOaep", "securityMode", "Sign");

        assertThatThrownBy(() -> connect(TestConfig.DEFAULT.driver(), settings))
                .cause()
                .hasMessage(
                        "the server offers no endpoint with Aes128_Sha256_RsaOaep, Sign; it offers Aes256_Sha256_RsaPss, SignAndEncrypt; Basic256Sha256, SignAndEncrypt; None, None");
    }

    @Test
    void keepsItsKeyForItselfAndForTheNextTime() throws Exception {
        ClientCertificate first = CertificateDirectory.open(certificates).clientCertificate();

        ClientCertificate second = CertificateDirectory.open(certificates).clientCertificate();

        assertThat(second.certificate()).isEqualTo(first.certificate());
        assertThat(second.keyPair().getPrivate()).isEqualTo(first.keyPair().getPrivate());
        assertThat(second.applicationUri()).isEqualTo(first.applicationUri());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(certificates.resolve("client-key.der"))))
                .isEqualTo("rw-------");
        assertThat(first.toString()).doesNotContain("RSA");
    }

    private void trustServer() throws Exception {
        Path trusted = Files.createDirectories(certificates.resolve("trusted/certs"));
        Files.write(trusted.resolve("server.der"), server.certificate().getEncoded());
    }

    private void connect(OpcUaConfig config) throws Exception {
        connect(new OpcUaDriver(config, new SimpleMeterRegistry()));
    }

    private void connect(OpcUaDriver driver) throws Exception {
        connect(driver, Map.of());
    }

    private void connect(OpcUaDriver driver, Map<String, Object> settings) throws Exception {
        link = driver.connect(new TestModel().property("a").device(models, server.address(), settings), recorded)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }
}
