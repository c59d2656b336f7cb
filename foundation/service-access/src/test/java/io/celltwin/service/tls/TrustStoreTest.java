package io.celltwin.service.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustStoreTest {

    private static final String PASSWORD = "opens it";

    @TempDir
    static Path made;

    @TempDir
    Path directory;

    private static Path keys;
    private static Path certificate;
    private static Path other;

    @BeforeAll
    static void makeCertificates() throws IOException, InterruptedException {
        keys = made.resolve("server.p12");
        certificate = made.resolve("server.pem");
        makePair(keys, certificate);
        other = made.resolve("other.pem");
        makePair(made.resolve("other.p12"), other);
    }

    @Test
    void aServerWhoseAuthorityIsInTheFileIsBelievedAndNoOther() throws Exception {
        HttpsServer server = server();
        try {
            URI url = URI.create("https://localhost:" + server.getAddress().getPort() + "/");
            assertThat(status(TrustStore.readPem(certificate), url)).isEqualTo(404);
            assertThatThrownBy(() -> status(TrustStore.readPem(other), url))
                    .hasStackTraceContaining(SSLHandshakeException.class.getName());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void severalCertificatesOfOneFileAreBelievedAndCommentsPassedOver() throws Exception {
        Path both = directory.resolve("both.crt");
        Files.writeString(both, "# the plant's\n" + Files.readString(certificate) + Files.readString(other));
        TrustStore store = TrustStore.read(both, Optional.empty());
        assertThat(store.authorities()).hasSize(2);
        assertThat(TrustStore.parsePem(store.pem())).isEqualTo(store);
    }

    @Test
    void aKeyStoreIsOpenedWithItsPassword() throws Exception {
        assertThat(TrustStore.read(keys, Optional.of(PASSWORD)).authorities()).hasSize(1);
        assertThatThrownBy(() -> TrustStore.read(keys, Optional.of("wrong secret")))
                .isInstanceOf(TrustStoreException.class)
                .hasMessageStartingWith(keys + " holds no certificates that can be read")
                .hasMessageNotContaining("wrong secret");
    }

    @Test
    void theWrittenKeyStoreHoldsTheSameAuthorities() throws Exception {
        TrustStore store = TrustStore.readPem(certificate);
        Path file = store.writeKeyStore();
        assertThat(TrustStore.read(file, Optional.of(TrustStore.WRITTEN_PASSWORD)))
                .isEqualTo(store);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no certificate",
                "-----BEGIN CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n",
                "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n",
                "\u0000\u0001\u0002"
            })
    void brokenPemIsToldInOneLineThatNamesTheFile(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("ca.pem"), text);
        for (ThrowingRead read :
                List.<ThrowingRead>of(TrustStore::readPem, path -> TrustStore.read(path, Optional.empty()))) {
            assertThatThrownBy(() -> read.read(file))
                    .isInstanceOf(TrustStoreException.class)
                    .hasMessageStartingWith(file + " holds")
                    .extracting(Throwable::getMessage)
                    .asString()
                    .doesNotContain("\n");
        }
    }

    @Test
    void aGoodCertificateBeforeABrokenOneDoesNotHideIt() throws Exception {
        Path file = directory.resolve("ca.pem");
        Files.writeString(file, Files.readString(certificate) + "-----BEGIN CERTIFICATE-----\nMIIB\n");
        assertThatThrownBy(() -> TrustStore.readPem(file)).isInstanceOf(TrustStoreException.class);
    }

    @Test
    void aFileThatIsNotThereOrOfAnotherFormatIsNamed() throws IOException {
        Path missing = directory.resolve("ca.pem");
        assertThatThrownBy(() -> TrustStore.read(missing, Optional.empty()))
                .hasMessage("there is no file " + missing + " that can be read");
        assertThatThrownBy(() -> TrustStore.readPem(directory))
                .hasMessage("there is no file " + directory + " that can be read");
        Path text = Files.writeString(directory.resolve("ca.txt"), "");
        assertThatThrownBy(() -> TrustStore.read(text, Optional.empty()))
                .isInstanceOf(TrustStoreException.class)
                .hasMessageStartingWith(text + " is neither .pem");
        Path noStore = Files.writeString(directory.resolve("ca.jks"), "nonsense");
        assertThatThrownBy(() -> TrustStore.read(noStore, Optional.of("x")))
                .isInstanceOf(TrustStoreException.class)
                .hasMessageStartingWith(noStore + " holds no certificates that can be read");
    }

    @FunctionalInterface
    private interface ThrowingRead {
        TrustStore read(Path file) throws TrustStoreException;
    }

    private static int status(TrustStore store, URI url) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().sslContext(store.sslContext()).build();
        return client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static HttpsServer server() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(keys)) {
            store.load(input, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.start();
        return server;
    }

    private static void makePair(Path store, Path pem) throws IOException, InterruptedException {
        keytool(
                store,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "server",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12");
        keytool(store, "-exportcert", "-rfc", "-alias", "server", "-file", pem.toString());
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        assertThat(new ProcessBuilder(command).redirectErrorStream(true).start().waitFor())
                .isZero();
    }
}
