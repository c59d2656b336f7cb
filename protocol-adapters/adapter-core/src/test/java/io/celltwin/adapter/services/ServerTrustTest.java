package io.celltwin.adapter.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTrustTest {

    @TempDir
    Path directory;

    @Test
    void withoutAStoreTheJavaRuntimesAuthoritiesAreBelieved() {
        ServerTrust trust = new ServerTrust(Optional.empty(), Optional.empty(), true);
        assertThat(trust.problem()).isEmpty();
        assertThat(trust.options()).isEmpty();
    }

    @Test
    void aKeyStoreIsOpenedWithItsPassword() throws Exception {
        Path store = directory.resolve("authorities.p12");
        Process made = new ProcessBuilder(
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
        assertThat(new ServerTrust(Optional.of(store), Optional.of("opens it"), true).problem())
                .isEmpty();
        assertThat(new ServerTrust(Optional.of(store), Optional.of("wrong"), true).problem())
                .isPresent();
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path missing = directory.resolve("ca.crt");
        assertThat(of(missing).problem()).hasValue("there is no file " + missing + " that can be read");
    }

    @Test
    void aFileOfAnotherFormatIsNamed() throws IOException {
        Path text = Files.writeString(directory.resolve("ca.txt"), "");
        assertThat(of(text).problem())
                .hasValueSatisfying(problem ->
                        assertThat(problem).startsWith(text.toString()).contains(".pem"));
        Path empty = Files.writeString(directory.resolve("ca.pem"), "no certificate");
        assertThat(of(empty).problem())
                .hasValueSatisfying(problem -> assertThat(problem).startsWith(empty + " holds no certificates"));
    }

    private static ServerTrust of(Path store) {
        return new ServerTrust(Optional.of(store), Optional.empty(), true);
    }
}
