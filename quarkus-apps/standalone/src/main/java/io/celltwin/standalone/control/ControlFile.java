package io.celltwin.standalone.control;

import io.celltwin.service.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Where the running process listens for its own user's commands, in the state directory, which only that user can read: who
 * knows the secret in it may as well read the state itself.
 *
 * @param port on the loopback interface
 * @param secret what a command begins with
 */
record ControlFile(int port, String secret) {
    static final String NAME = "control";
    private static final int SECRET_BYTES = 24;

    static ControlFile withNewSecret(int port) {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new ControlFile(port, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    void write(Path root) throws IOException {
        AtomicFile.write(root.resolve(NAME), port + " " + secret);
    }

    static ControlFile read(Path root) throws IOException {
        String[] words = Files.readString(root.resolve(NAME)).strip().split(" ");
        try {
            return new ControlFile(Integer.parseInt(words[0]), words[1]);
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IOException(root.resolve(NAME) + " does not say where the running process listens", e);
        }
    }
}
