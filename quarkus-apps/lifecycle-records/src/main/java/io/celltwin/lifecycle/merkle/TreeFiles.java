package io.celltwin.lifecycle.merkle;

import io.celltwin.service.file.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A tree in a directory, one file of 32-byte hashes for each level, for its owner alone. A half-written hash at the end of a
 * file, which a killed process leaves, is cut off.
 */
public final class TreeFiles implements TreeNodes, AutoCloseable {
    private final Path directory;
    private final List<FileChannel> levels = new ArrayList<>();
    private final List<Long> counts = new ArrayList<>();

    private TreeFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Opens the files; made if they are not there.
     *
     * @throws IOException if they cannot be used
     */
    public static TreeFiles open(Path directory) throws IOException {
        OwnerOnly.createDirectories(directory);
        TreeFiles files = new TreeFiles(directory);
        for (int level = 0; Files.exists(files.fileOf(level)); level++) {
            files.openLevel(level);
        }
        return files;
    }

    /**
     * The tree in them.
     *
     * @param most leaves beyond these are cut off
     */
    public MerkleTree tree(long most) {
        try {
            for (int level = 0; level < levels.size(); level++) {
                long below = level == 0 ? most : counts.get(level - 1) / 2;
                if (counts.get(level) > below) {
                    levels.get(level).truncate(below * Hash.BYTES);
                    counts.set(level, below);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new MerkleTree(this);
    }

    private Path fileOf(int level) {
        return directory.resolve("level-" + level);
    }

    private void openLevel(int level) throws IOException {
        Path file = fileOf(level);
        if (!Files.exists(file)) {
            OwnerOnly.createFile(file);
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        long count = channel.size() / Hash.BYTES;
        channel.truncate(count * Hash.BYTES);
        levels.add(channel);
        counts.add(count);
    }

    @Override
    public long count(int level) {
        return level < counts.size() ? counts.get(level) : 0;
    }

    @Override
    public Hash read(int level, long index) {
        ByteBuffer buffer = ByteBuffer.allocate(Hash.BYTES);
        try {
            while (buffer.hasRemaining()) {
                int read = levels.get(level).read(buffer, index * Hash.BYTES + buffer.position());
                if (read < 0) {
                    throw new IOException("the file ends before hash " + index);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(fileOf(level) + " cannot be read: " + e.getMessage(), e);
        }
        return Hash.of(buffer.array());
    }

    @Override
    public void append(int level, Hash hash) {
        try {
            if (level == levels.size()) {
                openLevel(level);
            }
            ByteBuffer buffer = ByteBuffer.wrap(hash.bytes());
            while (buffer.hasRemaining()) {
                levels.get(level).write(buffer, counts.get(level) * Hash.BYTES + buffer.position());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(fileOf(level) + " cannot be written: " + e.getMessage(), e);
        }
        counts.set(level, counts.get(level) + 1);
    }

    /** Brings all that was added to the disk. */
    public void force() throws IOException {
        for (FileChannel level : levels) {
            level.force(false);
        }
    }

    @Override
    public void close() throws IOException {
        for (FileChannel level : levels) {
            level.close();
        }
    }
}
