package io.celltwin.standalone;

import io.celltwin.lifecycle.encryption.CoreAlgorithm;
import io.celltwin.lifecycle.encryption.CoreKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code celltwin rotate-keys}: adds a key for the trade secrets in lifecycle records. */
@Command(name = "rotate-keys")
final class RotateKeysCommand implements Callable<Integer> {
    @Option(names = "--algorithm", paramLabel = "NAME", defaultValue = "AES-256-GCM")
    private String algorithm;

    @Option(names = "--keys", paramLabel = "FILE")
    private Path keys;

    @Option(names = "--state", paramLabel = "DIR", defaultValue = "state")
    private Path state;

    @Override
    public Integer call() {
        Path file = keys == null ? state.resolve("record-log").resolve("core-keys") : keys;
        try {
            int number = CoreKeys.rotate(file, CoreAlgorithm.of(algorithm));
            System.out.println("Key " + number + " is in " + file
                    + ". From the next start on it encrypts; keep the former ones until the log says that all"
                    + " is encrypted with it.");
            return 0;
        } catch (IllegalArgumentException | IOException e) {
            throw new CannotStart(e.getMessage());
        }
    }
}
