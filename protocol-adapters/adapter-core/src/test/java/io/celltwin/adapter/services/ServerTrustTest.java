package io.celltwin.adapter.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTrustTest {

    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    Path directory;

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void withoutAStoreTheJavaRuntimesAuthoritiesAreBelieved() {
        var trust = new ServerTrust(Optional.empty(), Optional.empty(), true);
        assertThat(trust.problem(VERTX)).isEmpty();
        assertThat(trust.options()).isEmpty();
    }

    @Test
    void aKeyStoreIsOpenedWithItsPassword() throws Exception {
        var store = directory.resolve("authorities.p12");
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "authority",
                        "-dname",
                        "CN=authority",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "opens it",
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        assertThat(new ServerTrust(Optional.of(store), Optional.of("opens it"), true).problem(VERTX))
                .isEmpty();
        assertThat(new ServerTrust(Optional.of(store), Optional.of("wrong"), true).problem(VERTX))
                .isPresent();
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        var missing = directory.resolve("ca.crt");
        assertThat(of(missing).problem(VERTX)).hasValue("there is no file " + missing + " that can be read");
    }

    @Test
    void aFileOfAnotherFormatIsNamed() throws IOException {
        var text = Files.writeString(directory.resolve("ca.txt"), "");
        assertThat(of(text).problem(VERTX))
                .hasValueSatisfying(problem ->
                        assertThat(problem).startsWith(text.toString()).contains(".pem"));
        var empty = Files.writeString(directory.resolve("ca.pem"), "no certificate");
        assertThat(of(empty).problem(VERTX))
                .hasValueSatisfying(problem -> assertThat(problem).startsWith(empty + " holds no certificates"));
    }

    private static ServerTrust of(Path store) {
        return new ServerTrust(Optional.of(store), Optional.empty(), true);
    }
}
