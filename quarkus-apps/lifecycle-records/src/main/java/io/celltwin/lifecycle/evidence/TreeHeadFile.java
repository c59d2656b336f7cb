package io.celltwin.lifecycle.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.celltwin.service.file.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All tree heads that were signed, one JSON object a line, the newest last. A half-written last line is not read. */
final class TreeHeadFile {
    private final Path file;
    private final ObjectMapper json;
    private Optional<SignedTreeHead> newest;

    TreeHeadFile(Path file, ObjectMapper json) throws IOException {
        this.file = file;
        this.json = json;
        if (!Files.exists(file)) {
            OwnerOnly.createFile(file);
        }
        List<SignedTreeHead> heads = all();
        newest = heads.isEmpty() ? Optional.empty() : Optional.of(heads.get(heads.size() - 1));
    }

    Optional<SignedTreeHead> newest() {
        return newest;
    }

    /** All of them, the oldest first. */
    List<SignedTreeHead> all() throws IOException {
        List<SignedTreeHead> heads = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            read(line).ifPresent(heads::add);
        }
        return heads;
    }

    /** A line that cannot be read was being written when the process was killed: such a head was told to nobody. */
    private Optional<SignedTreeHead> read(String line) {
        try {
            return Optional.of(json.readValue(line, SignedTreeHead.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    void append(SignedTreeHead head) throws IOException {
        // A line of its own, even behind one that was cut off.
        String line = (endsLine() ? "" : "\n") + json.writeValueAsString(head) + "\n";
        Files.write(
                file,
                line.getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND,
                StandardOpenOption.SYNC);
        newest = Optional.of(head);
    }

    private boolean endsLine() throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            if (channel.size() == 0) {
                return true;
            }
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.position(channel.size() - 1).read(last);
            return last.get(0) == '\n';
        }
    }
}
