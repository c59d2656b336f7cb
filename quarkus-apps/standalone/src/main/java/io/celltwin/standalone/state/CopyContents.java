package io.celltwin.standalone.state;

import io.celltwin.service.file.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The list of what a copy of a state directory has: each file with the SHA-256 of its content. It is written last, so a copy
 * without it is none; and what differs from it was changed, damaged or not copied.
 */
final class CopyContents {
    static final String FILE = "CONTENTS";

    private static final String FIRST_LINE = "Copy of a Celltwin state directory, version 1";
    private static final int DIGEST_LETTERS = 64;

    private CopyContents() {}

    /** Writes the list of what is there. */
    static void write(Path copy) throws IOException {
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        digests(copy)
                .forEach((name, digest) ->
                        text.append(digest).append("  ").append(name).append('\n'));
        AtomicFile.write(copy.resolve(FILE), text.toString());
    }

    /**
     * Holds a copy against its list.
     *
     * @throws IOException if it has none, of another version, or differs from it; says in which files
     */
    static void verify(Path copy) throws IOException {
        Path file = copy.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new IOException(copy + " is no whole copy: it has no file " + FILE);
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.get(0).equals(FIRST_LINE)) {
            throw new IOException(file + " is damaged, or of a version that this program does not know");
        }
        Map<String, String> expected = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            if (line.length() < DIGEST_LETTERS + 3) {
                throw new IOException(file + " is damaged");
            }
            expected.put(line.substring(DIGEST_LETTERS + 2), line.substring(0, DIGEST_LETTERS));
        }
        Map<String, String> found = digests(copy);
        List<String> wrong = new ArrayList<>();
        expected.forEach((name, digest) -> {
            String there = found.remove(name);
            if (there == null) {
                wrong.add(name + " is missing");
            } else if (!there.equals(digest)) {
                wrong.add(name + " is not as it was copied");
            }
        });
        found.keySet().forEach(name -> wrong.add(name + " does not belong to it"));
        if (!wrong.isEmpty()) {
            throw new IOException("The copy in " + copy + " is not as it was made: " + String.join(", ", wrong));
        }
    }

    private static Map<String, String> digests(Path copy) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (Path file : StateFiles.files(copy)) {
            String name = copy.relativize(file).toString();
            if (!name.equals(FILE)) {
                digests.put(name, digest(file));
            }
        }
        return digests;
    }

    private static String digest(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file);
                DigestInputStream digesting = new DigestInputStream(content, MessageDigest.getInstance("SHA-256"))) {
            digesting.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime lacks SHA-256", e);
        }
    }
}
