package io.celltwin.system.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/** Where the project and what was built of it lies, and where the tests may write. */
public final class Workspace {
    private static final Path HOME =
            Path.of(System.getProperty("celltwin.home", "..")).toAbsolutePath().normalize();

    private Workspace() {}

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

    /** The directories of the compiled main classes of all modules. */
    public static Collection<Path> classes() {
        try (Stream<Path> files = Files.walk(HOME, 4)) {
            return files.filter(path -> path.endsWith("target/classes")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Helm chart. */
    public static Path chart() {
        return HOME.resolve("helm/celltwin");
    }

    /**
     * The program of a library that can also be run, as the build packaged it.
     *
     * @param module folder, for example {@code foundation/embedded-kafka}
     */
    public static Path library(String module) {
        String name = Path.of(module).getFileName().toString();
        Path target = HOME.resolve(module).resolve("target");
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, name + "-*[0-9T].jar")) {
            return jars.iterator().next();
        } catch (IOException | NoSuchElementException e) {
            throw new IllegalStateException(
                    "There is no jar in " + target + ": run 'mvn verify', which builds it first.", e);
        }
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
