package io.celltwin.registry;

import static io.celltwin.registry.Hono.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.registry.adapters.AdapterEndpoints;
import io.opentracing.noop.NoopTracerFactory;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.hono.client.amqp.config.RequestResponseClientConfigProperties;
import org.eclipse.hono.client.amqp.connection.HonoConnection;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The endpoints for adapters with a certificate. */
@QuarkusTest
@TestProfile(AdapterTlsTest.WithCertificate.class)
class AdapterTlsTest {
    public static class WithCertificate implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                ServerCertificate certificate = ServerCertificate.in(Files.createTempDirectory("registry-tls"));
                return Map.of(
                        "celltwin.registry.amqp-certificate",
                        certificate.certificate().toString(),
                        "celltwin.registry.amqp-key",
                        certificate.key().toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Inject
    Vertx vertx;

    @Inject
    AdapterEndpoints endpoints;

    @ConfigProperty(name = "celltwin.registry.amqp-certificate")
    Path certificate;

    @TempDir
    Path directory;

    @Test
    void anAdapterThatTrustsTheCertificateSignsIn() {
        HonoConnection connection = connection(tls("127.0.0.1", certificate));
        await(connection.connect());
        assertThat(await(connection.isConnected(1000))).isNull();
        connection.shutdown(done -> {});
    }

    @Test
    void anAdapterThatTrustsOthersDoesNotConnect() {
        ServerCertificate other = ServerCertificate.in(directory);
        assertThatThrownBy(() ->
                        await(connection(tls("127.0.0.1", other.certificate())).connect()))
                .hasStackTraceContaining("PKIX path");
    }

    @Test
    void aCertificateForAnotherHostIsAcceptedOnlyIfThatIsNotVerified() {
        RequestResponseClientConfigProperties elsewhere = tls("localhost", certificate);
        assertThatThrownBy(() -> await(connection(elsewhere).connect())).hasStackTraceContaining("localhost");
        elsewhere.setHostnameVerificationRequired(false);
        HonoConnection connection = connection(elsewhere);
        await(connection.connect());
        connection.shutdown(done -> {});
    }

    @Test
    void nobodyConnectsWithoutTls() {
        RequestResponseClientConfigProperties plain = account("127.0.0.1");
        assertThatThrownBy(() -> await(connection(plain).connect())).isNotNull();
    }

    private RequestResponseClientConfigProperties tls(String host, Path trusted) {
        RequestResponseClientConfigProperties properties = account(host);
        properties.setTlsEnabled(true);
        properties.setTrustStorePath(trusted.toString());
        return properties;
    }

    private RequestResponseClientConfigProperties account(String host) {
        RequestResponseClientConfigProperties properties = new RequestResponseClientConfigProperties();
        properties.setHost(host);
        properties.setPort(endpoints.port());
        properties.setUsername(RunningRegistry.SERVICE_ACCOUNT);
        properties.setPassword(RunningRegistry.SERVICE_PASSWORD);
        properties.setConnectTimeout(3000);
        properties.setReconnectAttempts(0);
        return properties;
    }

    private HonoConnection connection(RequestResponseClientConfigProperties properties) {
        return HonoConnection.newConnection(vertx, properties, NoopTracerFactory.create());
    }
}
