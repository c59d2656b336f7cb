package io.celltwin.lifecycle.evidence;

import io.celltwin.service.file.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The ids of the records in the log, beside their hashes, so that a record which is gone can be named. {@code names} has one id
 * after the other, {@code name-ends} where each ends, as 8 bytes. A name may be written again after a kill.
 */
final class RecordNames implements AutoCloseable {
    private final FileChannel names;
    private final FileChannel ends;

    private RecordNames(FileChannel names, FileChannel ends) {
        this.names = names;
        this.ends = ends;
    }

    static RecordNames open(Path directory) throws IOException {
        RecordNames opened = new RecordNames(file(directory.resolve("names")), file(directory.resolve("name-ends")));
        opened.cutIncomplete();
        return opened;
    }

    /** After a power cut either file may be the shorter one. */
    private void cutIncomplete() throws IOException {
        long count = ends.size() / Long.BYTES;
        while (count > 0 && startOf(count) > names.size()) {
            count--;
        }
        ends.truncate(count * Long.BYTES);
    }

    private static FileChannel file(Path file) throws IOException {
        if (!Files.exists(file)) {
            OwnerOnly.createFile(file);
        }
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** How many names there are. */
    long count() {
        try {
            return ends.size() / Long.BYTES;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets the name at that place, which is at most behind the last one. */
    void put(long index, String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        try {
            long start = startOf(index);
            write(names, ByteBuffer.wrap(text), start);
            ByteBuffer end = ByteBuffer.allocate(Long.BYTES);
            write(ends, end.putLong(start + text.length).flip(), index * Long.BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException("The names of records cannot be written: " + e.getMessage(), e);
        }
    }

    String get(long index) {
        try {
            long start = startOf(index);
            ByteBuffer text = ByteBuffer.allocate((int) (startOf(index + 1) - start));
            read(names, text, start);
            return new String(text.array(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The names of records cannot be read: " + e.getMessage(), e);
        }
    }

    private long startOf(long index) throws IOException {
        if (index == 0) {
            return 0;
        }
        ByteBuffer end = ByteBuffer.allocate(Long.BYTES);
        read(ends, end, (index - 1) * Long.BYTES);
        return end.flip().getLong();
    }

    private static void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
    }

    private static void read(FileChannel file, ByteBuffer bytes, long position) throws IOException {
        while (bytes.hasRemaining()) {
            if (file.read(bytes, position + bytes.position()) < 0) {
                throw new IOException("the file is too short");
            }
        }
    }

    void force() throws IOException {
        names.force(false);
        ends.force(false);
    }

    @Override
    public void close() throws IOException {
        names.close();
        ends.close();
    }
}
