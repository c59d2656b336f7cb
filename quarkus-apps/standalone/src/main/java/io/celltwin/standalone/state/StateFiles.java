package io.celltwin.standalone.state;

import io.celltwin.service.file.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** Copies, syncs and removes whole directories of state. Links are not followed. */
final class StateFiles {
    private StateFiles() {}

    /** All files below a directory, or the file itself, in a steady order. */
    static List<Path> files(Path place) throws IOException {
        try (Stream<Path> found = Files.walk(place)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Copies a file, or a directory with all that is in it. */
    static void copy(Path from, Path to) throws IOException {
        if (Files.isRegularFile(from)) {
            OwnerOnly.createDirectories(to.getParent());
        }
        for (Path file : files(from)) {
            Path target = file.equals(from) ? to : to.resolve(from.relativize(file));
            OwnerOnly.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }

    /** Puts all files on the disk. */
    static void sync(Path directory) throws IOException {
        for (Path file : files(directory)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }

    /** How many bytes the files have. */
    static long bytes(Path place) throws IOException {
        long bytes = 0;
        for (Path file : files(place)) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    /** Removes a directory with all that is in it, if it is there. */
    static void delete(Path directory) throws IOException {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path emptied, IOException failure) throws IOException {
                    Files.delete(emptied);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException notThere) {
            return;
        }
    }
}
