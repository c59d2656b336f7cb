package io.celltwin.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A file system of its own in memory, small enough to be filled. Only where a test may mount one. */
final class SmallFileSystem implements AutoCloseable {
    private static final byte[] BLOCK = new byte[4096];

    private final Path root;

    private SmallFileSystem(Path root) {
        this.root = root;
    }

    /** Mounts one in a directory, or gives up the test. */
    static SmallFileSystem mount(Path directory, int megabytes) throws IOException, InterruptedException {
        assumeTrue(
                Files.exists(Path.of("/bin/mount")) || Files.exists(Path.of("/usr/bin/mount")),
                "there is no mount on this system");
        int status = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", directory.toString());
        assumeTrue(status == 0, "this user may not mount a file system");
        return new SmallFileSystem(directory);
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command)).inheritIO().start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    Path root() {
        return root;
    }

    /** Uses up all that is left. */
    void fill() throws IOException {
        try (OutputStream filler = Files.newOutputStream(root.resolve("filler"))) {
            for (; ; ) {
                filler.write(BLOCK);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    void makeRoom() throws IOException {
        Files.delete(root.resolve("filler"));
    }

    @Override
    public void close() throws IOException {
        try {
            run("umount", root.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
