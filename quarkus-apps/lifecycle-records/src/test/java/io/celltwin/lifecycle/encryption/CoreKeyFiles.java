package io.celltwin.lifecycle.encryption;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keys for trade secrets that only a test has. */
public final class CoreKeyFiles {

    private CoreKeyFiles() {}

    /** A cipher with a key that nobody else has. */
    public static CoreCipher cipher() {
        try {
            Path directory = Files.createTempDirectory("core-keys");
            Path file = directory.resolve("keys");
            CoreCipher cipher = new CoreCipher(CoreKeys.in(file, CoreAlgorithm.AES_256_GCM));
            Files.delete(file);
            Files.delete(directory);
            return cipher;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
