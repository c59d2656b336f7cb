package io.celltwin.lifecycle.encryption;

import io.celltwin.service.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The keys for values of the data class core, in a file that is its owner's alone: one a line, {@code NUMBER ALGORITHM KEY} with the key as
 * Base64. The one with the greatest number encrypts; the others decrypt what was written with them.
 */
public final class CoreKeys {
    private static final String COMMENT = "# Keys of trade secrets in lifecycle records: NUMBER ALGORITHM KEY. "
            + "The greatest number encrypts. Without a key what it has encrypted is lost.\n";

    private final Path file;
    private final NavigableMap<Integer, CoreKey> keys;

    private CoreKeys(Path file, NavigableMap<Integer, CoreKey> keys) {
        this.file = file;
        this.keys = keys;
    }

    /**
     * Reads the keys; makes the first one if there is no such file.
     *
     * @param algorithm for which a first one is made
     * @throws IOException if the file can neither be read nor made, or holds something else; says what it should hold
     */
    public static CoreKeys in(Path file, CoreAlgorithm algorithm) throws IOException {
        if (!Files.exists(file)) {
            AtomicFile.write(file, COMMENT + line(1, algorithm));
        }
        return read(file);
    }

    /**
     * Adds a key, which encrypts from the next start of the app on.
     *
     * @return its number
     * @throws IOException if the file is not there or cannot be used, with a message for whoever runs the plant
     */
    public static int rotate(Path file, CoreAlgorithm algorithm) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException(file + " is not there: the first key is made at the first start");
        }
        int number = read(file).keys.lastKey() + 1;
        String former = Files.readString(file);
        AtomicFile.write(file, former + (former.endsWith("\n") ? "" : "\n") + line(number, algorithm));
        return number;
    }

    private static CoreKeys read(Path file) throws IOException {
        TreeMap<Integer, CoreKey> keys = new TreeMap<>();
        List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
        lines.removeIf(line -> line.isBlank() || line.startsWith("#"));
        try {
            for (String line : lines) {
                CoreKey key = key(line);
                if (keys.putIfAbsent(key.number(), key) != null) {
                    throw new IllegalArgumentException("key %d is there twice".formatted(key.number()));
                }
            }
            if (keys.isEmpty()) {
                throw new IllegalArgumentException("it holds no key");
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "%s cannot be used (%s): each line must be a number, AES-256-GCM or SM4-GCM, and the key as Base64; put it back from the backup"
                            .formatted(file, e.getMessage()),
                    e);
        }
        return new CoreKeys(file, keys);
    }

    /** The line itself is in no message: it is a secret. */
    private static CoreKey key(String line) {
        String[] fields = line.trim().split("\\s+", -1);
        if (fields.length != 3 || !fields[0].matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("a line has not these three fields");
        }
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(fields[2]);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("key " + fields[0] + " is no Base64", e);
        }
        return CoreKey.of(Integer.parseInt(fields[0]), CoreAlgorithm.of(fields[1]), secret);
    }

    private static String line(int number, CoreAlgorithm algorithm) {
        byte[] secret = new byte[algorithm.keyBytes()];
        new SecureRandom().nextBytes(secret);
        return number + " " + algorithm.wireName() + " " + Base64.getEncoder().encodeToString(secret) + "\n";
    }

    /** The one that encrypts. */
    CoreKey current() {
        return keys.lastEntry().getValue();
    }

    /**
     * The one of that number.
     *
     * @param fingerprint by which it is known
     * @param what was encrypted with it, for the message
     * @throws LostKeyException if it is not there
     */
    CoreKey get(int number, int fingerprint, String what) {
        return Optional.ofNullable(keys.get(number))
                .filter(key -> key.fingerprint() == fingerprint)
                .orElseThrow(() -> new LostKeyException(
                        "The trade secrets of %s are encrypted with key %d, and %s has %s: put that key back from the backup."
                                .formatted(
                                        what,
                                        number,
                                        file,
                                        keys.containsKey(number)
                                                ? "another one of that number"
                                                : "none of that number")));
    }
}
