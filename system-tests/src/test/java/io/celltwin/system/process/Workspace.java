package io.celltwin.system.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project and what was built of it lies, and where the tests may write. */
public final class Workspace {
    private static final Path HOME = Path.of(System.getProperty("celltwin.home", "..")).toAbsolutePath().normalize();

    private Workspace() {
    }

    /** The launcher script. */
    public static Path launcher() {
        return HOME.resolve("celltwin");
    }

    /**
     * The program of an app, as the build packaged it.
     *
     * @param module folder, for example {@code quarkus-apps/standalone}
     */
    public static Path program(String module) {
        Path jar = HOME.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: run 'mvn verify', which builds it first.");
        }
        return jar;
    }

    /** A new empty directory for one purpose, kept for a look after the tests until the next build from clean. */
    public static Path directory(String purpose) {
        try {
            Path parent = Files.createDirectories(HOME.resolve("system-tests/target/system-tests"));
            return Files.createTempDirectory(parent, purpose + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port on loopback that nobody uses now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
