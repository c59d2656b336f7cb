package io.celltwin.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One of the chart's scripts, run as in a pod but with directories of its own. */
final class Script {

    private static final Path SCRIPTS = Path.of("../celltwin/files/scripts").toAbsolutePath();

    private final Map<String, String> environment = new HashMap<>();
    private final Path directory;

    /** @param directory gets the copies and what the script says */
    Script(Path directory) {
        this.directory = directory;
        with("BACKUP_DIRECTORY", directory.resolve("backup"));
    }

    Script with(String variable, Object value) {
        environment.put(variable, value.toString());
        return this;
    }

    /** Puts a program before those of the same name. */
    Script withProgram(String name, String source) {
        try {
            Path programs = Files.createDirectories(directory.resolve("bin"));
            Path program = Files.writeString(programs.resolve(name), source);
            if (!program.toFile().setExecutable(true)) {
                throw new IOException(program + " cannot be made executable");
            }
            return with("PATH", programs + ":" + System.getenv("PATH"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Ended run(String script, String... arguments) throws IOException, InterruptedException {
        Path said = directory.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of("bash", SCRIPTS.resolve(script).toString()), Stream.of(arguments))
                                .toList())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException(script + " does not end: " + Files.readString(said));
        }
        return new Ended(process.exitValue(), Files.readString(said));
    }

    /** Everything below the directory of copies, in order. */
    List<Path> copies() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("backup"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /**
     * How a script ended.
     *
     * @param status 0 if it did its work
     * @param said what it wrote
     */
    record Ended(int status, String said) {}
}
