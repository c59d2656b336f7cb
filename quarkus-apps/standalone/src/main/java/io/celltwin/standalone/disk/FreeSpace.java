package io.celltwin.standalone.disk;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells how much room a file system has. */
@FunctionalInterface
public interface FreeSpace {

    /**
     * The bytes that this process may still write.
     *
     * @throws IOException if the file system does not say
     */
    long freeBytes() throws IOException;

    /**
     * The room on the file system of a directory.
     *
     * @throws IOException if the directory is not there
     */
    static FreeSpace of(Path directory) throws IOException {
        FileStore store = Files.getFileStore(directory);
        return store::getUsableSpace;
    }
}
