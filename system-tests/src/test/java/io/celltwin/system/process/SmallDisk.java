package io.celltwin.system.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Assumptions;

/** A small file system of its own, which a test may fill without harm to others. Mounting one takes root. */
public final class SmallDisk implements AutoCloseable {
    private static final int BLOCK_BYTES = 64 * 1024;

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** Mounts one; the test is skipped where that cannot be done, which it says. */
    public static SmallDisk mount(String purpose, int mebibytes) {
        Path directory = Workspace.directory(purpose);
        int status = run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "celltwin", directory.toString());
        Assumptions.assumeTrue(
                status == 0, "A small file system cannot be mounted here: run this test as root on Linux.");
        return new SmallDisk(directory);
    }

    /** Where it is. */
    public Path directory() {
        return directory;
    }

    public long freeBytes() {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fills it with a file of somebody else's until no more than this is free. */
    public void fillUpTo(long freeBytes) {
        try (OutputStream filler =
                Files.newOutputStream(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (freeBytes() > freeBytes) {
                filler.write(new byte[(int) Math.min(BLOCK_BYTES, Math.max(1, freeBytes() - freeBytes))]);
            }
        } catch (IOException e) {
            if (freeBytes > 0) { // else it is full, which was wanted
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Takes the file away again. */
    public void free() {
        try {
            Files.deleteIfExists(filler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path filler() {
        return directory.resolve("somebody-elses");
    }

    @Override
    public void close() {
        run("umount", directory.toString());
    }

    private static int run(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1; // there is no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
