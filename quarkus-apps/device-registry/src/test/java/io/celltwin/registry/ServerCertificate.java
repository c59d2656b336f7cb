package io.celltwin.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** A self-signed certificate for 127.0.0.1 as PEM files, made by the JDK's keytool. */
record ServerCertificate(Path certificate, Path key) {
    private static final char[] PASSWORD = "only here".toCharArray();

    static ServerCertificate in(Path directory) {
        try {
            Path store = directory.resolve("server.p12");
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-keyalg",
                            "RSA",
                            "-alias",
                            "server",
                            "-dname",
                            "CN=registry",
                            "-ext",
                            "san=ip:127.0.0.1",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            new String(PASSWORD),
                            "-keystore",
                            store.toString())
                    .inheritIO()
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool failed");
            }
            KeyStore made = KeyStore.getInstance(store.toFile(), PASSWORD);
            return new ServerCertificate(
                    pem(
                            directory.resolve("tls.crt"),
                            "CERTIFICATE",
                            made.getCertificate("server").getEncoded()),
                    pem(
                            directory.resolve("tls.key"),
                            "PRIVATE KEY",
                            made.getKey("server", PASSWORD).getEncoded()));
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path pem(Path file, String type, byte[] content) throws IOException {
        return Files.writeString(
                file,
                "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                        .formatted(type, Base64.getMimeEncoder().encodeToString(content), type));
    }
}
