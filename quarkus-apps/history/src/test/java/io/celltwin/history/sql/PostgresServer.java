package io.celltwin.history.sql;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL server of the tests' own, from the programs that the system has. */
final class PostgresServer implements AutoCloseable {

    private static final String USER = "history";
    private static final long PATIENCE_SECONDS = 30;

    private final Path programs;
    private final Path directory;
    private final int port;
    private int databases;

    private PostgresServer(Path programs, Path directory, int port) {
        this.programs = programs;
        this.directory = directory;
        this.port = port;
    }

    /** Where the programs are; empty if there are none. */
    static Optional<Path> programs() {
        File[] versions = new File("/usr/lib/postgresql").listFiles();
        return Stream.ofNullable(versions)
                .flatMap(Stream::of)
                .map(version -> version.toPath().resolve("bin"))
                .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                .findFirst();
    }

    static PostgresServer start(Path programs) throws IOException {
        Path directory = Files.createTempDirectory("history-postgres");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        PostgresServer server = new PostgresServer(programs, directory, port);
        if (isRoot()) {
            // PostgreSQL refuses to run as root; Debian's package has made this user.
            run(List.of("chown", "postgres", directory.toString()));
        }
        server.program("initdb", "-D", server.data(), "-U", USER, "-A", "trust", "-N", "-E", "UTF8", "--locale=C");
        server.program(
                "pg_ctl",
                "-D",
                server.data(),
                "-w",
                "-l",
                directory.resolve("log").toString(),
                "-o",
                "-p " + port + " -k " + directory
                        + " -h 127.0.0.1 -c fsync=off -c shared_buffers=16MB -c max_connections=20",
                "start");
        return server;
    }

    /** An empty database. */
    String newDatabase() {
        String name = "history" + ++databases;
        try (Connection connection = DriverManager.getConnection(url("postgres"), USER, "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return url(name);
    }

    static String user() {
        return USER;
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private void program(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(programs.resolve(name).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(command + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        try {
            program("pg_ctl", "-D", data(), "-m", "immediate", "stop");
            run(List.of("rm", "-r", directory.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
